/** The scores as a table that other programs read, and such a table's values into the scores. */
import {
  type KeptScore,
  planChanges,
  planTakingBack,
  previewTable,
  rowOfScore,
  type ScoreChanges,
  type TableFormat,
  type TablePreview,
  tableLayouts,
} from '@mirubato/domain/exchange';
import type { RecordEdit } from '@mirubato/domain/journal';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { type Score, scoreSchema } from '@mirubato/domain/scores';
import { stringify } from 'csv-stringify/sync';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { JournalView } from '../journal/journal.ts';
import { jsonFields, notFound } from '../store/record-edits.ts';
import { readTable } from './read-table.ts';

/** Text of a table in UTF-8 with a byte order mark, by which spreadsheets know it; lines end with CR LF. */
export async function scoreTable(
  context: CoreContext,
  format: TableFormat,
  ids?: readonly string[],
): Promise<string> {
  const { delimiter, columns } = tableLayouts[format];
  const asked = ids && new Set(ids);
  const scores = (await liveScores(context)).filter(({ id }) => !asked || asked.has(id));
  return stringify(
    scores.map((score) => rowOfScore(score, format)),
    {
      header: true,
      columns: columns.map(({ name }) => name),
      delimiter,
      bom: true,
      record_delimiter: 'windows',
    },
  );
}

/** What the table would change; changes nothing. Problems as `readTable` has them. */
export async function previewScoreTable(
  context: CoreContext,
  bytes: Uint8Array,
): Promise<Result<TablePreview>> {
  const table = readTable(bytes);
  return table.ok ? ok(previewTable(table.value, await liveScores(context))) : table;
}

/**
 * Makes all of the changes in one edit, or none of them. Answers what stood there before. Problems: `not-found`,
 * `conflict` (a score has changed since, or lies in the trash).
 */
export function applyTableChanges(
  context: CoreContext,
  changes: readonly ScoreChanges[],
): Promise<Result<KeptScore[]>> {
  return context.journal.edit((view) => {
    const edits: RecordEdit[] = [];
    const kept: KeptScore[] = [];
    for (const change of changes) {
      const score = changeableScore(view, change.scoreId);
      if (!score.ok) return score;
      const planned = planChanges(score.value, change);
      if (!planned.ok) return planned;
      edits.push(editOf(context, score.value, planned.value.fields));
      kept.push(planned.value.kept);
    }
    return ok({ edits, value: kept });
  });
}

/** Brings back what `applyTableChanges` has answered, in one edit. */
export function takeBackTableChanges(
  context: CoreContext,
  kept: readonly KeptScore[],
): Promise<Result<void>> {
  return context.journal.edit((view) => {
    const edits: RecordEdit[] = [];
    for (const one of kept) {
      const score = changeableScore(view, one.scoreId);
      if (!score.ok) return score;
      edits.push(editOf(context, score.value, planTakingBack(score.value, one)));
    }
    return ok({ edits, value: undefined });
  });
}

function changeableScore(view: JournalView, id: string): Result<Score> {
  const present = view.read('scores', id);
  if (!present) return notFound('scores', id);
  if (present.deletedAt) return fail('conflict', 'A score is in the trash now. Nothing was changed.');
  return ok(scoreSchema.parse({ ...present, id }));
}

function editOf(context: CoreContext, { id }: Score, fields: Readonly<Record<string, unknown>>): RecordEdit {
  return { collection: 'scores', id, fields: jsonFields({ ...fields, updatedAt: instantNow(context) }) };
}

/** Outside the trash, in the order of their titles. */
async function liveScores({ store }: CoreContext): Promise<Score[]> {
  const rows = await store.db
    .selectFrom('scores')
    .select('record')
    .where('deleted_at', 'is', null)
    .orderBy('title_order')
    .orderBy('id')
    .execute();
  return rows.map(({ record }) => scoreSchema.parse(record));
}
