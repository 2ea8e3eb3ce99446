import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Client, readProblem } from '@mirubato/core/client';
import {
  chosenChanges,
  type PreviewRow,
  type ScoreChanges,
  type TableChange,
  type TableFormat,
  type TablePreview,
  tableFormats,
} from '@mirubato/domain/exchange';
import type { GlobalOptions } from './program.ts';
import { print, reportProblem, withClient } from './report.ts';

/** `none`: tells what would change. `open`: changes what no person has accepted. `all`: changes that too. */
export type Applied = 'none' | 'open' | 'all';

export function isTableFormat(text: string): text is TableFormat {
  return (tableFormats as readonly string[]).includes(text);
}

/** Prints the table of all scores. */
export function writeTableCommand(options: GlobalOptions, format: TableFormat): Promise<number> {
  return withClient(options, async (client) => {
    const response = await client.api.scores.table.$get({ query: { format } });
    if (!response.ok) return reportProblem(options, await readProblem(response as never));
    process.stdout.write(await response.text());
    return 0;
  });
}

/** One line for each row of the table. Exit code 1 when a row names no score, or several. */
export function readTableCommand(options: GlobalOptions, file: string, applied: Applied): Promise<number> {
  return withClient(options, async (client) => {
    const path = resolve(options.cwd, file);
    const bytes = await readFile(path).catch(() => undefined);
    if (!bytes) return reportProblem(options, { code: 'file-not-found', detail: `${path} cannot be read.` });
    const response = await client.api.scores.table.$post({}, { init: { body: new Uint8Array(bytes) } });
    if (!response.ok) return reportProblem(options, await readProblem(response as never));
    const preview = (await response.json()) as TablePreview;
    for (const row of preview.rows) print(options, row, wordsOf(row));
    const isChosen = ({ isAccepted }: TableChange) =>
      applied === 'all' || (applied === 'open' && !isAccepted);
    const asked = chosenChanges(preview, isChosen);
    return asked.length === 0 ? exitCodeOf(preview) : apply(options, client, asked, preview);
  });
}

async function apply(
  options: GlobalOptions,
  client: Client,
  changes: ScoreChanges[],
  preview: TablePreview,
): Promise<number> {
  const response = await client.api.scores.table.changes.$post({ json: { changes } });
  if (!response.ok) return reportProblem(options, await readProblem(response as never));
  if (!options.json) process.stderr.write(`${changes.length} scores were changed.\n`);
  return exitCodeOf(preview);
}

function exitCodeOf({ rows }: TablePreview): number {
  return rows.some(({ kind }) => kind === 'unmatched' || kind === 'ambiguous') ? 1 : 0;
}

function wordsOf({ kind, line, named, changes }: PreviewRow): string {
  const changed = changes.map(({ field, before, after, isAccepted }) => {
    return `${field}: ${shown(before)} -> ${shown(after)}${isAccepted ? ' (checked)' : ''}`;
  });
  return `${kind}\t${line}\t${named.title || named.fileName}\t${changed.join('; ')}`;
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? '-');
}
