/**
 * A file of notation and the score that it belongs to: a PDF of the same name. It makes no score; what it says is
 * written to the score's fields, save for those that a person has accepted.
 */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type ImportJob, notationEndings, withoutNotationEnding } from '@mirubato/domain/import';
import { fillFromNotation } from '@mirubato/domain/notation-files';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { needsReview, type Score, type ScoreReadings, scoreIdOf, scoreSchema } from '@mirubato/domain/scores';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { jsonFields } from '../store/record-edits.ts';
import { cutText } from './cut-text.ts';
import type { ImportOutcome } from './import-file.ts';
import { readNotation } from './read-notation.ts';
import { hashFile } from './store-file.ts';

/** As programs write them; a PDF's own ending is as often in capitals. */
const notationFileEndings = notationEndings.flatMap((ending) => [`.${ending}`, `.${ending.toUpperCase()}`]);
const pdfEndings = ['.pdf', '.PDF'];

/** A score's text fields hold so much. */
const MAX_TEXT = 200;

/**
 * What a job for a file of notation becomes. Problems: those of `readNotation`, and `notation-without-score` where
 * the library has no PDF of this name, or several.
 */
export async function importNotation(context: CoreContext, job: ImportJob): Promise<Result<ImportOutcome>> {
  const readings = await readNotation(context, job.path, job.fileName);
  if (!readings.ok) return readings;
  const scoreId = await scoreBeside(context, job);
  if (!scoreId.ok) return scoreId;
  const filled = await fillScore(context, scoreId.value, readings.value, job.fileName);
  if (!filled.ok) return filled;
  const score = filled.value;
  return ok({
    status: needsReview(score) ? 'needs-review' : 'done',
    scoreId: score.id,
    title: score.title,
    composer: score.composer,
    titleConfidence: score.evidence.title?.confidence ?? null,
    composerConfidence: score.evidence.composer?.confidence ?? null,
    problem: null,
  });
}

/** Jobs for files of notation that failed for want of this PDF. */
export async function jobsInWantOf({ store }: CoreContext, pdfName: string): Promise<string[]> {
  const base = pdfName.replace(/\.pdf$/i, '').toLowerCase();
  const rows = await store.db
    .selectFrom('imports')
    .select('id')
    .where('status', '=', 'failed')
    .where('deleted_at', 'is', null)
    .where(sql`record #>> '{problem,code}'`, '=', 'notation-without-score')
    .where(
      sql<string>`lower(record->>'fileName')`,
      'in',
      notationEndings.map((ending) => `${base}.${ending}`),
    )
    .execute();
  return rows.map(({ id }) => id);
}

/** Looks for a file of notation beside the PDF; one that cannot be read costs the PDF nothing. */
export async function fillFromSibling(context: CoreContext, pdfPath: string, score: Score): Promise<Score> {
  const path = besideOf(pdfPath, notationFileEndings);
  if (path === undefined) return score;
  const readings = await readNotation(context, path, basename(path));
  const filled = readings.ok ? await fillScore(context, score.id, readings.value, basename(path)) : readings;
  if (filled.ok) return filled.value;
  context.log.warn({ problem: filled.problem, path }, 'a file of notation beside a PDF was not read');
  return score;
}

function fillScore(
  context: CoreContext,
  id: string,
  readings: ScoreReadings,
  fileName: string,
): Promise<Result<Score>> {
  return context.journal.edit((view) => {
    const present = view.read('scores', id);
    if (!present || present.deletedAt) return withoutScore(fileName);
    const score = scoreSchema.parse({ ...present, id });
    const filled = fillFromNotation(score, readings, cutText(fileName, 255));
    if (!filled) return ok({ edits: [], value: score });
    const cut = Object.entries(filled).map(([field, value]) => [
      field,
      typeof value === 'string' ? cutText(value, MAX_TEXT) : value,
    ]);
    const fields = jsonFields({ ...Object.fromEntries(cut), updatedAt: instantNow(context) });
    const edits = [{ collection: 'scores', id, fields }];
    return ok({ edits, value: scoreSchema.parse({ ...present, ...fields, id }) });
  });
}

/** The score of the PDF beside the file, else the one score of its name. */
async function scoreBeside({ store }: CoreContext, job: ImportJob): Promise<Result<string>> {
  const pdf = job.isUpload ? undefined : besideOf(job.path, pdfEndings);
  const bytesOfPdf = pdf === undefined ? undefined : await hashFile(pdf).catch(() => undefined);
  const name = withoutNotationEnding(job.fileName).toLowerCase();
  const rows = await store.db
    .selectFrom('scores')
    .select('id')
    .where('deleted_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('id', '=', bytesOfPdf === undefined ? '' : scoreIdOf(bytesOfPdf)),
        eb(sql<string>`lower(record->>'fileName')`, '=', `${name}.pdf`),
      ]),
    )
    .limit(100)
    .execute();
  const beside = bytesOfPdf && rows.find(({ id }) => id === scoreIdOf(bytesOfPdf));
  const [only, ...more] = beside ? [beside] : rows;
  return only && more.length === 0 ? ok(only.id) : withoutScore(job.fileName);
}

function besideOf(path: string, endings: readonly string[]): string | undefined {
  const base = path.replace(/\.[^./\\]+$/, '');
  return endings.map((ending) => base + ending).find((candidate) => existsSync(candidate));
}

function withoutScore(fileName: string): Result<never> {
  return fail(
    'notation-without-score',
    `The library has no PDF that belongs to ${fileName}, or several. Import the PDF of the same name; this file is read with it.`,
  );
}
