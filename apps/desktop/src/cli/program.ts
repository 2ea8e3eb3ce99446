import { resolve } from 'node:path';
import type { TableFormat } from '@mirubato/domain/exchange';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import {
  backupCommand,
  calendarCommand,
  doctorCommand,
  exportCommand,
  importDataCommand,
  restoreCommand,
  testRestoreCommand,
} from './data-commands.ts';
import { defaultDataDir } from './default-data-dir.ts';
import { importCommand } from './import-command.ts';
import { isTableFormat, readTableCommand, writeTableCommand } from './scores-command.ts';
import { searchCommand } from './search-command.ts';
import { serveCommand } from './serve-command.ts';

export interface GlobalOptions {
  readonly dataDir: string;
  readonly json: boolean;
  /** Where relative paths begin: npm runs scripts elsewhere than where the person stands. */
  readonly cwd: string;
}

const EXIT_USAGE = 2;

/** @returns the exit code */
export async function run(argv: readonly string[]): Promise<number> {
  const cwd = process.env.INIT_CWD ?? process.cwd();
  let exitCode = 0;
  const program = new Command('mirubato')
    .description('Practice journal and score library')
    .exitOverride()
    .showHelpAfterError();

  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .option('--data-dir <folder>', 'where everything is kept', defaultDataDir())
      .option('--json', 'print JSON lines', false);
  const globals = (options: { dataDir: string; json: boolean }): GlobalOptions => ({
    dataDir: resolve(cwd, options.dataDir),
    json: options.json,
    cwd,
  });

  command('serve', 'serve the app to a browser on this computer; prints one JSON line {url, token, pid}')
    .option(
      '--port <n>',
      'port on 127.0.0.1; 0 lets the system choose (default: always the same for a data directory)',
    )
    .action(async (options) => {
      exitCode = await serveCommand(globals(options), options.port);
    });
  command('import <paths...>', 'import PDFs, or all PDFs of folders; the pictures named become one score')
    .option('--in-place', 'leave the files where they are instead of copying them', false)
    .action(async (paths: string[], options) => {
      exitCode = await importCommand(globals(options), paths, options.inPlace ? 'reference' : 'copy');
    });
  command('search <text...>', 'find scores, pieces and entries').action(async (text: string[], options) => {
    exitCode = await searchCommand(globals(options), text.join(' '));
  });
  command('scores', 'print all scores as a table, or read such a table')
    .option('--csv <format>', 'plain, forscore or mobilesheets', tableFormat, 'plain')
    .option('--read <file>', 'tell what the table in this file would change')
    .option('--apply', 'with --read: change it, save for what was checked by hand', false)
    .option('--overwrite', 'with --read: change that too', false)
    .action(async (options) => {
      const applied = options.overwrite ? 'all' : options.apply ? 'open' : 'none';
      exitCode = options.read
        ? await readTableCommand(globals(options), options.read, applied)
        : await writeTableCommand(globals(options), options.csv);
    });
  command('export <folder>', 'write everything as JSON and CSV')
    .option('--pdfs', 'copy the PDFs too', false)
    .action(async (folder: string, options) => {
      exitCode = await exportCommand(globals(options), folder, options.pdfs);
    });
  command('calendar <file>', 'write plans and deadlines as an iCalendar file').action(
    async (file: string, options) => {
      exitCode = await calendarCommand(globals(options), file);
    },
  );
  command('backup <file>', 'write everything into one file and read it back').action(
    async (file: string, options) => {
      exitCode = await backupCommand(globals(options), file);
    },
  );
  command(
    'test-restore <file>',
    'restore a backup in a temporary place, compare, and leave nothing behind',
  ).action(async (file: string, options) => {
    exitCode = await testRestoreCommand(globals(options), file);
  });
  command('import-data <file>', 'take the records of a JSON export in; nothing newer is overwritten')
    .option('--dry-run', 'say what would happen and write nothing', false)
    .action(async (file: string, options) => {
      exitCode = await importDataCommand(globals(options), file, options.dryRun);
    });
  command('restore <file>', 'bring a backup back; nothing newer is overwritten').action(
    async (file: string, options) => {
      exitCode = await restoreCommand(globals(options), file);
    },
  );
  command('doctor', 'check everything and repair what can be; deletes nothing')
    .option('--hashes', 'read every PDF and compare its checksum', false)
    .action(async (options) => {
      exitCode = await doctorCommand(globals(options), options.hashes);
    });

  try {
    await program.parseAsync(['node', 'mirubato', ...argv]);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    throw error;
  }
}

function tableFormat(text: string): TableFormat {
  if (!isTableFormat(text)) throw new InvalidArgumentError('It is plain, forscore or mobilesheets.');
  return text;
}
