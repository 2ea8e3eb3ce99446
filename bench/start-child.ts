/** The process that `start.ts` starts: `core|pglite <data directory> <database image>`. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { FromChild, ToChild } from './start.ts';

// As the product's own entry does.
enableCompileCache();
const [kind, dataDir = '', imagePath = ''] = process.argv.slice(2);

const opened = kind === 'pglite' ? await openPglite() : await openCore();
tell({ answered: true });
process.on('message', (message: ToChild) => void obey(message));

async function obey(message: ToChild): Promise<void> {
  if (message === 'rss') tell({ rssMb: process.memoryUsage.rss() / 1024 / 1024 });
  if (message === 'edit') {
    await opened.edit();
    tell({ edited: true });
  }
  if (message === 'close') {
    await opened.close();
    process.disconnect();
  }
}

async function openCore() {
  const { ask, openBenchCore } = await import('./measure.ts');
  const core = await openBenchCore(dataDir, imagePath);
  await ask(core, '/today?zone=Europe/Berlin');
  return {
    close: () => core.close(),
    async edit() {
      const entry = { timestamp: '2025-12-31T18:00:00.000Z', zone: 'Europe/Berlin', duration: 30 };
      await ask(core, '/logbook/entries', { ...entry, type: 'practice' });
    },
  };
}

async function openPglite() {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create(join(dataDir, 'database'));
  await pglite.query('SELECT 1');
  return { close: () => pglite.close(), edit: async () => undefined };
}

function tell(message: FromChild): void {
  process.send?.(message);
}
