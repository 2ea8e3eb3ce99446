/** Each kind of record as CSV for a spreadsheet and as Markdown to read; what lies in the trash is in neither. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  entryRow,
  goalRow,
  markdownSection,
  pieceRow,
  plain,
  planRow,
  type ReadableRow,
  rowOfScore,
  sessionRow,
  tableLayouts,
} from '@mirubato/domain/exchange';
import { goalSchema } from '@mirubato/domain/goals';
import { type Entry, entrySchema } from '@mirubato/domain/logbook';
import { type Occurrence, occurrenceSchema, type Plan, planSchema } from '@mirubato/domain/plans';
import { pieceSchema } from '@mirubato/domain/repertoire';
import { scoreSchema } from '@mirubato/domain/scores';
import { stringify } from 'csv-stringify/sync';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { CoreContext } from '../context.ts';

export type RecordsByCollection = Readonly<Record<string, readonly unknown[]>>;

/** Writes `<kind>.csv`, `<kind>.md`, `logbook/<year>.md` and a README into a folder that is there. */
export async function writeReadableExport(
  context: CoreContext,
  records: RecordsByCollection,
  folder: string,
): Promise<void> {
  const entries = live(entrySchema, records.entries).sort((a, b) => a.timestamp.localeCompare(b.timestamp));
  const pieces = live(pieceSchema, records.pieces).sort((a, b) => a.title.localeCompare(b.title));
  const goals = live(goalSchema, records.goals).sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const plans = live(planSchema, records.plans).sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const sessions = live(occurrenceSchema, records.occurrences).sort((a, b) =>
    startOf(a).localeCompare(startOf(b)),
  );
  const scores = live(scoreSchema, records.scores).sort((a, b) => a.title.localeCompare(b.title));
  const practised = await practisedByPiece(context);
  const planTitle = new Map(plans.map(({ id, title }) => [id, title]));
  const pieceRows = pieces.map((piece) =>
    pieceRow(piece, practised.get(piece.id) ?? { minutes: 0, sessions: 0 }),
  );
  const scoreRows = scores.map((score) => rowOfScore(score, 'plain'));

  await writeCsv('entries', entries.map(entryRow));
  await writeCsv('pieces', pieceRows);
  await writeCsv('goals', goals.map(goalRow));
  await writeCsv('plans', plans.map(planRow));
  await writeCsv(
    'sessions',
    sessions.map((session) => sessionRow(session, planTitle.get(session.planId) ?? '')),
  );
  await write(
    'scores.csv',
    stringify(scoreRows, { ...csvOptions, columns: tableLayouts.plain.columns.map(({ name }) => name) }),
  );
  await writeLogbook(entries);
  await writeMarkdown(
    'pieces',
    'Pieces',
    pieces.map((piece, index) => sectionOf(piece.title, pieceRows[index], 'notes')),
  );
  await writeMarkdown(
    'goals',
    'Goals',
    goals.map((goal) => sectionOf(goal.title, goalRow(goal), 'description')),
  );
  await writeMarkdown(
    'plans',
    'Plans',
    plans.map((plan) => planSection(plan, sessions)),
  );
  await writeMarkdown(
    'scores',
    'Scores',
    scores.map(({ title, composer, pageCount, notes }) =>
      markdownSection({ level: 2, title, facts: { composer, pages: pageCount }, text: notes }),
    ),
  );
  await write('README.md', readMe);

  function write(name: string, content: string): Promise<void> {
    return writeFile(join(folder, name), content);
  }

  function writeCsv(name: string, rows: readonly ReadableRow[]): Promise<void> {
    return write(
      `${name}.csv`,
      stringify([...rows], { ...csvOptions, columns: Object.keys(rows[0] ?? emptyRow) }),
    );
  }

  function writeMarkdown(name: string, title: string, sections: readonly string[]): Promise<void> {
    return write(`${name}.md`, [`# ${title}\n`, ...sections].join('\n'));
  }

  async function writeLogbook(all: readonly Entry[]): Promise<void> {
    const logbook = join(folder, 'logbook');
    // A year that has no entry any more would stay from an earlier export.
    await rm(logbook, { recursive: true, force: true });
    await mkdir(logbook);
    for (const [year, ofYear] of Map.groupBy(all, ({ localDate }) => localDate.slice(0, 4))) {
      const days = [...Map.groupBy(ofYear, ({ localDate }) => localDate)].sort(([a], [b]) =>
        a.localeCompare(b),
      );
      const sections = days.flatMap(([day, ofDay]) => [`## ${day}\n`, ...ofDay.map(entrySection)]);
      await writeFile(join(logbook, `${year}.md`), [`# ${year}\n`, ...sections].join('\n'));
    }
  }
}

/** RFC 4180 with a byte order mark, by which spreadsheets know UTF-8; a cell that they would run begins with an apostrophe. */
const csvOptions = { header: true, bom: true, escape_formulas: true, record_delimiter: 'windows' } as const;

const emptyRow: ReadableRow = { title: null };

function live<T extends { deletedAt?: string | null | undefined }>(
  schema: z.ZodType<T>,
  records: readonly unknown[] = [],
): T[] {
  return records.flatMap((record) => {
    // What a faulty peer wrote is in `mirubato.json` as it is.
    const read = schema.safeParse(record);
    return read.success && !read.data.deletedAt ? [read.data] : [];
  });
}

function startOf({ scheduledStart }: Occurrence): string {
  return scheduledStart ?? '';
}

function entrySection(entry: Entry): string {
  const {
    date: _date,
    pieces: _pieces,
    composers: _composers,
    measures: _measures,
    tempos: _tempos,
    notes: _notes,
    ...facts
  } = entryRow(entry);
  const titles = entry.pieces.map(({ title, composer }) => (composer ? `${title} (${composer})` : title));
  return markdownSection({ level: 3, title: titles.join(', ') || entry.type, facts, text: entry.notes });
}

function sectionOf(title: string, row: ReadableRow | undefined, textField: string): string {
  const { title: _title, [textField]: text, ...facts } = row ?? {};
  return markdownSection({ level: 2, title, facts, text: text == null ? null : String(text) });
}

function planSection(plan: Plan, sessions: readonly Occurrence[]): string {
  const own = sessions.filter(({ planId }) => planId === plan.id);
  const lines = own.map((session) => `- ${startOf(session) || 'without a date'}: ${plain(session.status)}`);
  return [
    sectionOf(plan.title, planRow(plan), 'description'),
    ...(lines.length > 0 ? ['### Sessions\n', ...lines, ''] : []),
  ].join('\n');
}

async function practisedByPiece({
  store,
}: CoreContext): Promise<Map<string, { minutes: number; sessions: number }>> {
  const rows = await store.db
    .selectFrom('entry_pieces')
    .select(['piece_id', sql<string>`sum(minutes)`.as('minutes'), sql<string>`sum(sessions)`.as('sessions')])
    .where('is_practice', '=', true)
    .where('piece_id', 'is not', null)
    .groupBy('piece_id')
    .execute();
  return new Map(
    rows.map(({ piece_id, minutes, sessions }) => [
      String(piece_id),
      { minutes: Number(minutes), sessions: Number(sessions) },
    ]),
  );
}

const readMe = `# What was exported from Mirubato

- \`mirubato.json\`: every record with all its fields, the trash included. Mirubato takes it in again.
- \`entries.csv\`, \`pieces.csv\`, \`goals.csv\`, \`plans.csv\`, \`sessions.csv\` (of the plans), \`scores.csv\`: tables for a
  spreadsheet, without the trash. A cell that a spreadsheet would take for a formula begins with an apostrophe.
- \`logbook/\`: the entries of each year to read, day by day.
- \`pieces.md\`, \`goals.md\`, \`plans.md\`, \`scores.md\`: the rest to read.
- \`scores/\`: the PDFs, if they were asked for.

Dates are those of the day on which something was practised; times are in UTC beside the time zone in which it was.
`;
