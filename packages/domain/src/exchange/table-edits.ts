/** The changes of a table that a person has chosen, and how they are taken back. */
import { z } from 'zod';
import { fail, ok, type Result } from '../problem.ts';
import { readFields } from '../scores/reading.ts';
import { fieldEvidenceSchema, type Score, scorePatchSchema } from '../scores/score.ts';
import { tableFields } from './table-columns.ts';
import type { PreviewRow, TableChange, TablePreview } from './table-preview.ts';

/** Rows of one table; a large library has some tens of thousands of scores. */
export const MAX_TABLE_ROWS = 50_000;

const keptValueSchema = z.union([
  z.string().max(20_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(1000)).max(1000),
  z.null(),
]);

const valuesBeforeSchema = z.partialRecord(z.enum(tableFields), keptValueSchema);

export const scoreChangesSchema = z.object({
  scoreId: z.string().min(1).max(100),
  /** What stood there when the changes were chosen, of each field. */
  before: valuesBeforeSchema,
  after: scorePatchSchema,
});

/** The fields of one score as they were, with their evidence; null where there was none. */
export const keptScoreSchema = z.object({
  scoreId: z.string().min(1).max(100),
  values: valuesBeforeSchema,
  evidence: z.partialRecord(z.enum(readFields), fieldEvidenceSchema.nullable()),
});

export type ScoreChanges = z.infer<typeof scoreChangesSchema>;
export type KeptScore = z.infer<typeof keptScoreSchema>;

export interface PlannedChanges {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly kept: KeptScore;
}

/** The chosen changes of a preview, by score; none of a score of which nothing is chosen. */
export function chosenChanges(
  { rows }: TablePreview,
  isChosen: (change: TableChange, row: PreviewRow) => boolean,
): ScoreChanges[] {
  return rows.flatMap((row) => {
    const [score] = row.scores;
    const changes = row.changes.filter((change) => isChosen(change, row));
    if (!score || changes.length === 0) return [];
    const before = Object.fromEntries(changes.map((change) => [change.field, change.before]));
    const after = Object.fromEntries(changes.map((change) => [change.field, change.after]));
    return [{ scoreId: score.id, before, after } as ScoreChanges];
  });
}

/** What is to be written of a score. Problem `conflict` when it is not as it was when the changes were chosen. */
export function planChanges(score: Score, { scoreId, before, after }: ScoreChanges): Result<PlannedChanges> {
  const changed = tableFields.filter((field) => after[field] !== undefined);
  const isStale = changed.some((field) => JSON.stringify(before[field]) !== JSON.stringify(score[field]));
  if (isStale) {
    return fail('conflict', `"${score.title}" has changed since the table was read. Nothing was changed.`);
  }
  const read = readFields.filter((field) => after[field] !== undefined);
  const byPerson = { confidence: 1, source: 'person' as const, page: null, box: null };
  const evidence = { ...score.evidence, ...Object.fromEntries(read.map((field) => [field, byPerson])) };
  const kept: KeptScore = {
    scoreId,
    values: Object.fromEntries(changed.map((field) => [field, score[field]])),
    evidence: Object.fromEntries(read.map((field) => [field, score.evidence[field] ?? null])),
  };
  return ok({
    fields: { ...Object.fromEntries(changed.map((field) => [field, after[field]])), evidence },
    kept,
  });
}

/** What is to be written so that a score is again as it was. */
export function planTakingBack(score: Score, { values, evidence }: KeptScore): Record<string, unknown> {
  const all = Object.entries({ ...score.evidence, ...evidence });
  return { ...values, evidence: Object.fromEntries(all.filter(([, value]) => value !== null)) };
}
