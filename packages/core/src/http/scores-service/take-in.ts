/** Gives a PDF to the import queue and waits for its score, since the original's clients wait for the answer. */
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sha256Schema } from '@mirubato/domain/ids';
import { type ImportJob, isOpen } from '@mirubato/domain/import';
import { fail, ok, problemTable, type Result } from '@mirubato/domain/problem';
import { scoreToOriginal, slugOf } from '@mirubato/domain/protocol';
import { imslpIdsIn, REVIEW_BELOW_CONFIDENCE, type ScorePatch, scoreIdOf } from '@mirubato/domain/scores';
import type { Features } from '../../features.ts';
import type { ScoreItem } from '../../scores/scores.ts';

export interface PdfOffered {
  readonly bytes: Buffer;
  readonly fileName: string;
  /** Where it was fetched from. */
  readonly sourceUrl?: string;
  /** What else names its IMSLP numbers. */
  readonly hint?: string;
}

export interface TakenIn {
  readonly data: object;
  /** Where the readings should be looked at. */
  readonly warning?: string;
}

/** The original's words. */
export const INVALID_PDF = 'Invalid PDF file';

/** A busy queue is answered as `pending` before a client gives up. */
const WAIT_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** The answer of the original's import. Problems: `invalid-input`, and those of an import job. */
export async function takeIn(
  features: Features,
  offered: PdfOffered,
  signal: AbortSignal,
): Promise<Result<TakenIn>> {
  const { bytes } = offered;
  if (!bytes.subarray(0, 4).equals(Buffer.from('%PDF'))) return fail('invalid-input', INVALID_PDF);
  const fileName = pdfName(offered.fileName);
  const queued = await features.imports.addUpload(fileName, new Blob([new Uint8Array(bytes)]).stream());
  if (!queued.ok) return queued;
  const scoreId = await filedScore(features, queued.value, signal);
  if (!scoreId.ok) return scoreId;
  if (scoreId.value === null) return ok({ data: pending(idOf(bytes), fileName) });
  const filed = await noteOrigin(features, scoreId.value, { ...offered, fileName });
  return filed.ok ? ok(imported(filed.value)) : filed;
}

/** The id of the score that a job has made; null while it is open. Problems: as of an import job. */
export async function filedScore(
  features: Features,
  queued: ImportJob,
  signal: AbortSignal,
): Promise<Result<string | null>> {
  const job = await endOf(features, queued, signal);
  if (!job.ok) return job;
  const { status, problem, scoreId } = job.value;
  if (isOpen(status)) return ok(null);
  if (scoreId !== null) return ok(scoreId);
  const code =
    problem && problem.code in problemTable ? (problem.code as keyof typeof problemTable) : 'conflict';
  return fail(code, problem?.detail ?? 'The import was cancelled');
}

/** The job once it has ended; still open when the queue is paused or takes too long, or nobody waits any more. */
async function endOf({ imports }: Features, job: ImportJob, signal: AbortSignal): Promise<Result<ImportJob>> {
  const until = Date.now() + WAIT_MS;
  for (;;) {
    const present = await imports.job(job.id);
    if (!present.ok || !isOpen(present.value.status)) return present;
    if (signal.aborted || Date.now() > until) return present;
    if ((await imports.list({ limit: 1 })).isPaused) return present;
    await wait(LOOK_EVERY_MS);
  }
}

/** Keeps where a PDF came from, on its score; what is known stays, since the same PDF may come from several places. */
export async function noteOrigin(
  { scores }: Pick<Features, 'scores'>,
  id: string,
  { fileName, sourceUrl, hint = '' }: Partial<PdfOffered>,
): Promise<Result<ScoreItem>> {
  const score = await scores.score(id);
  if (!score.ok) return score;
  const known = keptIds(score.value);
  const ids = imslpIdsIn(`${fileName ?? ''} ${sourceUrl ?? ''} ${hint}`);
  const imslpIds = [...new Set([...known, ...ids])];
  const change: OriginPatch = {
    ...(sourceUrl !== undefined && !score.value.sourceUrl && { sourceUrl }),
    ...(imslpIds.length > known.length && { imslpIds, source: 'imslp' }),
  };
  return Object.keys(change).length === 0 ? score : scores.editScore(id, change);
}

/** Beside what a person changes of a score. */
type OriginPatch = ScorePatch & { sourceUrl?: string; imslpIds?: string[]; source?: 'imslp' };

function keptIds({ imslpIds }: ScoreItem): string[] {
  return Array.isArray(imslpIds) ? imslpIds.filter((id) => typeof id === 'string') : [];
}

export function imported(score: ScoreItem): TakenIn {
  const row = scoreToOriginal(score);
  const { id, slug, title, composer, instrument, difficulty, pdf_url, processing_status } = row;
  const sure = ['title', 'composer'].map((field) => score.evidence[field]?.confidence ?? 0);
  const confidence = Math.min(...sure);
  const metadata = {
    title,
    composer,
    instrument,
    difficulty,
    difficultyLevel: row.difficulty_level,
    stylePeriod: row.style_period,
    tags: row.tags,
    confidence,
  };
  const data = { id, slug, title, composer, instrument, difficulty, pdfUrl: pdf_url, metadata };
  const warning = 'Title or composer may be wrong: please look at them';
  return {
    data: { ...data, processingStatus: processing_status },
    ...(confidence < REVIEW_BELOW_CONFIDENCE && { warning }),
  };
}

/** The score's id is its bytes', so it is known before it has been read. */
function idOf(bytes: Buffer): string {
  return scoreIdOf(sha256Schema.parse(createHash('sha256').update(bytes).digest('hex')));
}

/** @param id of the score, or of the job that makes it */
export function pending(id: string, fileName: string) {
  const title = fileName.replace(/\.pdf$/i, '');
  return {
    ...{
      id,
      slug: slugOf(title),
      title,
      composer: 'Unknown',
      instrument: null,
      difficulty: null,
      pdfUrl: null,
    },
    metadata: { title, composer: 'Unknown', instrument: null, difficulty: null, confidence: 0 },
    processingStatus: 'pending',
  };
}

function pdfName(name: string): string {
  const plain = name.split(/[\\/]/).at(-1)?.trim().slice(0, 250) || 'uploaded';
  return /\.pdf$/i.test(plain) ? plain : `${plain}.pdf`;
}
