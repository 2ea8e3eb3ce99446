import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readProblem, type TestRestoreReport, testRestoreLines } from '@mirubato/core/client';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { GlobalOptions } from './program.ts';
import { print, reportProblem, withClient } from './report.ts';

export function exportCommand(options: GlobalOptions, folder: string, withPdfs: boolean): Promise<number> {
  return withClient(options, async (client) => {
    const response = await client.api.export.$post({
      json: { folder: resolve(options.cwd, folder), withPdfs },
    });
    if (!response.ok) return reportProblem(options, await readProblem(response as never));
    const report = await response.json();
    const counts = Object.entries(report.records).map(([name, count]) => `${count} ${name}`);
    print(
      options,
      report,
      `${report.folder}: ${counts.join(', ')}, ${report.pdfs} PDFs.${missing(report.missing)}`,
    );
    return 0;
  });
}

export function backupCommand(options: GlobalOptions, file: string): Promise<number> {
  return withClient(options, async (client) => {
    const response = await client.api.backup.$post({ json: { file: resolve(options.cwd, file) } });
    if (!response.ok) return reportProblem(options, await readProblem(response as never));
    const report = await response.json();
    const size = (report.sizeBytes / 1024 / 1024).toFixed(1);
    print(
      options,
      report,
      `${report.file}: ${size} MB with ${report.pdfs} PDFs, read back whole.${missing(report.missing)}`,
    );
    return 0;
  });
}

/** Exit code 1 when the backup would not bring everything back. */
export function testRestoreCommand(options: GlobalOptions, file: string): Promise<number> {
  return withClient(options, async (client) => {
    const response = await client.api.backup.test.$post({ json: { file: resolve(options.cwd, file) } });
    if (!response.ok || !response.body) return reportProblem(options, await readProblem(response as never));
    for await (const line of testRestoreLines(response.body as never)) {
      if ('problem' in line) return reportProblem(options, line.problem);
      if ('report' in line) print(options, line.report, wordsOfTest(line.report));
    }
    return 0;
  });
}

function wordsOfTest({ createdAt, records, pdfs, pdfBytes, missing: titles }: TestRestoreReport): string {
  const counts = records.filter(({ inBackup }) => inBackup > 0);
  const told = counts.map(({ collection, inBackup, here }) => `${inBackup} ${collection} (${here} here now)`);
  const size = (pdfBytes / 1024 / 1024).toFixed(1);
  return `The backup of ${createdAt} comes back whole: ${told.join(', ') || 'no records'}, ${pdfs} PDFs (${size} MB) with the right checksums.${missing(titles)}`;
}

export function restoreCommand(options: GlobalOptions, file: string): Promise<number> {
  return withClient(options, async (client) => {
    const response = await client.api.restore.$post({ json: { file: resolve(options.cwd, file) } });
    if (!response.ok) return reportProblem(options, await readProblem(response as never));
    const report = await response.json();
    print(options, report, `The backup of ${report.createdAt} is back, with ${report.pdfs} PDFs.`);
    return 0;
  });
}

/** Writes plans and deadlines as an iCalendar file. */
export function calendarCommand(options: GlobalOptions, file: string): Promise<number> {
  return withClient(options, async (client) => {
    const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
    const response = await client.api.plans.calendar.$get({ query: { zone } });
    if (!response.ok) return reportProblem(options, await readProblem(response as never));
    const path = resolve(options.cwd, file);
    const text = await response.text();
    const failure = await writeFile(path, text).catch((cause: Error) => cause);
    if (failure)
      return reportProblem(options, {
        code: 'file-unreadable',
        detail: `${path} cannot be written.`,
        cause: failure,
      });
    const events = text.split('BEGIN:VEVENT').length - 1;
    print(options, { file: path, events }, `${path}: ${events} events.`);
    return 0;
  });
}

/** Exit code 1 when a record could not be taken over. */
export async function importDataCommand(
  options: GlobalOptions,
  file: string,
  isDryRun: boolean,
): Promise<number> {
  const document = await readJson(resolve(options.cwd, file));
  if (!document.ok) return reportProblem(options, document.problem);
  return withClient(options, async (client) => {
    const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
    const response = await client.api['import-data'].$post(
      { query: { zone, ...(isDryRun ? { dryRun: 'true' as const } : {}) } },
      { headers: { 'content-type': 'application/json' }, init: { body: document.value } },
    );
    if (!response.ok) return reportProblem(options, await readProblem(response as never));
    const report = await response.json();
    for (const { collection, position, id, reason } of report.rejected) {
      process.stderr.write(`${collection} ${position}${id ? ` (${id})` : ''}: ${reason}\n`);
    }
    const counts = Object.entries(report.collections).map(
      ([name, { added, updated, kept, inTrash }]) =>
        `${name}: ${added} added, ${updated} updated, ${kept} kept, ${inTrash} in the trash`,
    );
    print(options, report, `${isDryRun ? 'Nothing written. ' : ''}${counts.join('; ')}.`);
    return report.rejectedCount > 0 ? 1 : 0;
  });
}

async function readJson(path: string): Promise<Result<string>> {
  try {
    const text = await readFile(path, 'utf8');
    JSON.parse(text);
    return ok(text);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    return isMissing
      ? fail('file-not-found', `There is no file ${path}.`)
      : fail('invalid-input', `${path} is not JSON: ${(cause as Error).message}`);
  }
}

/** Exit code 1 when something needs the person. */
export function doctorCommand(options: GlobalOptions, hashesFiles: boolean): Promise<number> {
  return withClient(options, async (client) => {
    const response = await client.api.doctor.$post({ json: { hashesFiles } });
    if (!response.ok) return reportProblem(options, await readProblem(response as never));
    const report = await response.json();
    for (const finding of report.findings) {
      print(options, finding, `${finding.status}\t${finding.check}\t${finding.detail}`);
    }
    return report.isWell ? 0 : 1;
  });
}

function missing(titles: readonly string[]): string {
  return titles.length === 0 ? '' : ` Not on this computer: ${titles.join('; ')}.`;
}
