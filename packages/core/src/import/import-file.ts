/** One job from start to end: hash, look up, copy, read, file. Every step can be done again after a crash. */
import { existsSync, type Stats } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Sha256 } from '@mirubato/domain/ids';
import { type ImportJob, isNotationFile } from '@mirubato/domain/import';
import { fail, ok, type Problem, type Result } from '@mirubato/domain/problem';
import {
  type FieldEvidence,
  type Guess,
  needsReview,
  type ReadField,
  readFields,
  type Score,
  scoreIdOf,
  scoreSchema,
} from '@mirubato/domain/scores';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { writeProblem } from '../journal/journal-file.ts';
import { indexPageTexts } from '../scores/derived-texts.ts';
import { namedComposers } from '../scores/named-composers.ts';
import { indexFingerprint } from '../scores/page-fingerprints.ts';
import { writeDurably } from '../store/data-directory.ts';
import { changeRecord, jsonFields } from '../store/record-edits.ts';
import { cutText } from './cut-text.ts';
import { fillFromSibling, importNotation } from './import-notation.ts';
import type { PdfFacts } from './pdf-facts.ts';
import { MAX_PDF_BYTES, type PdfReader } from './pdf-reader.ts';
import { copyIntoLibrary, hashFile } from './store-file.ts';

/** What a job becomes; the runner writes it. */
export type ImportOutcome = Partial<ImportJob> & Pick<ImportJob, 'status'>;

export async function importFile(
  context: CoreContext,
  reader: PdfReader,
  job: ImportJob,
  signal: AbortSignal,
): Promise<ImportOutcome> {
  const result = isNotationFile(job.fileName)
    ? await importNotation(context, job)
    : await runSteps(context, reader, job, signal);
  return result.ok ? result.value : failedOutcome(result.problem);
}

/**
 * Reads a PDF of the library for its texts and thumbnail alone. False when it is not on this computer, cannot
 * be read, or `signal` ends it; whether the score is right is for `doctor` to say.
 */
export async function deriveAgain(
  context: CoreContext,
  reader: PdfReader,
  sha256: Sha256,
  signal: AbortSignal,
): Promise<boolean> {
  const path = context.directory.libraryFile(sha256);
  if (!existsSync(path)) return false;
  try {
    const facts = await read(context, reader, { path, fileName: `${sha256}.pdf` }, sha256, signal);
    return facts.ok && (await keepDerived(context, sha256, facts.value)).ok;
  } catch (error) {
    if (!signal.aborted) context.log.warn({ error, sha256 }, 'a PDF could not be read again');
    return false;
  }
}

/**
 * Reads a score's PDF anew and takes over what it says now, save for what a person has written or accepted and what
 * a file of notation says.
 * @param languages of words in pictures of its pages, as `PdfReadOptions` has them
 */
export async function readAgain(
  context: CoreContext,
  reader: PdfReader,
  { score, path }: { readonly score: Score; readonly path: string },
  languages: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Result<void>> {
  const sha256 = score.sha256 as Sha256;
  const facts = await read(context, reader, { path, fileName: score.fileName }, sha256, signal, languages);
  if (!facts.ok) return facts;
  const kept = await keepDerived(context, sha256, facts.value);
  if (!kept.ok) return kept;
  const { values, evidence } = readingsOf(facts.value);
  const changed = await changeRecord(context.journal, context, 'scores', score.id, (present) => {
    const before = scoreSchema.parse({ ...present, id: score.id }).evidence;
    const open = readFields.filter((field) => !isKept(before[field]));
    const remaining = Object.entries(before).filter(([field]) => !open.includes(field as ReadField));
    return {
      ...Object.fromEntries(open.map((field) => [field, values[field] ?? emptyOf(field, score)])),
      proposedPieces: facts.value.contents?.items.length ?? 0,
      difficultyRange: facts.value.difficulty,
      evidence: {
        ...Object.fromEntries(remaining),
        ...Object.fromEntries(open.flatMap((field) => (evidence[field] ? [[field, evidence[field]]] : []))),
      },
    };
  });
  return changed.ok ? ok(undefined) : changed;
}

/** A person's word, and that of a file of notation, is worth more than what is read from a page. */
function isKept(evidence: FieldEvidence | undefined): boolean {
  return evidence?.source === 'person' || evidence?.fileName !== undefined;
}

/** A score always has a title. */
function emptyOf(field: ReadField, { fileName }: Score): string | null {
  return field === 'title' ? fileName : null;
}

export function failedOutcome({ code, detail }: Problem): ImportOutcome {
  return { status: 'failed', problem: { code, detail } };
}

async function runSteps(
  context: CoreContext,
  reader: PdfReader,
  job: ImportJob,
  signal: AbortSignal,
): Promise<Result<ImportOutcome>> {
  const file = await checkFile(job.path);
  if (!file.ok) return file;
  const sizeBytes = file.value.size;
  const hashed = await attempt(() => hashFile(job.path, signal), signal);
  if (!hashed.ok) return hashed;
  const sha256 = hashed.value;

  const known = await knownScore(context, sha256);
  const facts =
    known && hasBeenRead(context, sha256) ? undefined : await read(context, reader, job, sha256, signal);
  if (facts && !facts.ok) return facts;

  if (job.mode === 'copy') {
    const copied = await attempt(
      () => copyIntoLibrary(context.directory, job.path, signal, sha256),
      signal,
      (cause) => copyProblem(cause, job.path),
    );
    if (!copied.ok) return copied;
    if (copied.value !== sha256) return changedMeanwhile();
  } else {
    const after = await checkFile(job.path);
    if (!after.ok) return after;
    if (after.value.mtimeMs !== file.value.mtimeMs) return changedMeanwhile();
  }
  const kept = await keepDerived(context, sha256, facts?.value);
  if (!kept.ok) return kept;
  const filed = known
    ? await reviveScore(context, job, sha256)
    : await fileScore(context, job, sha256, sizeBytes, facts?.value);
  if (!filed.ok) return filed;
  const placed = await placeFile(context, job, sha256, sizeBytes);
  if (!placed.ok) return placed;

  const filedScore = scoreSchema.parse(filed.value);
  // What is sent to us lies alone in the inbox.
  const score = job.isUpload ? filedScore : await fillFromSibling(context, job.path, filedScore);
  const isNew = !known || (known.fileName === job.fileName && known.createdAt >= job.queuedAt);
  const status = !isNew ? 'duplicate' : needsReview(score) ? 'needs-review' : 'done';
  return ok({
    status,
    sizeBytes,
    sha256,
    scoreId: score.id,
    title: score.title,
    composer: score.composer,
    titleConfidence: score.evidence.title?.confidence ?? null,
    composerConfidence: score.evidence.composer?.confidence ?? null,
    problem: null,
  });
}

/** The reader checks the same and more; this answers before a large file is hashed for nothing. */
async function checkFile(path: string): Promise<Result<Stats>> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) return fail('file-unreadable', `${path} is not a file.`);
    if (stats.size === 0) return fail('file-empty', 'The file has no bytes.');
    if (stats.size > MAX_PDF_BYTES) {
      const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
      return fail(
        'file-too-large',
        `The file has ${megabytes(stats.size)} MB; ${megabytes(MAX_PDF_BYTES)} MB is the most.`,
      );
    }
    return ok(stats);
  } catch (cause) {
    return fileProblem(cause);
  }
}

async function attempt<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  problemOf: (cause: unknown) => Result<never> = fileProblem,
): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (cause) {
    signal.throwIfAborted();
    return problemOf(cause);
  }
}

/** What goes wrong at the library is not the file's fault. */
function copyProblem(cause: unknown, path: string): Result<never> {
  const { syscall, path: at } = cause as NodeJS.ErrnoException;
  const isOfFile = syscall === 'read' || at === path;
  return isOfFile
    ? fileProblem(cause)
    : writeProblem(cause, 'The file could not be copied into the library.');
}

function changedMeanwhile(): Result<never> {
  return fail('file-unreadable', 'The file changed while it was being read.');
}

function fileProblem(cause: unknown): Result<never> {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return fail('file-not-found', 'The file is not there any more.', { cause });
  if (code === 'EACCES' || code === 'EPERM')
    return fail('file-unreadable', 'Reading the file is not allowed.', { cause });
  return fail('file-unreadable', `The file cannot be read: ${(cause as Error).message}`, { cause });
}

async function knownScore(context: CoreContext, sha256: Sha256) {
  const row = await context.store.db
    .selectFrom('scores')
    .select('record')
    .where('id', '=', scoreIdOf(sha256))
    .executeTakeFirst();
  return row && scoreSchema.parse(row.record);
}

export function hasBeenRead({ directory }: CoreContext, sha256: string): boolean {
  return existsSync(directory.derivedFile(sha256, 'text.json'));
}

async function read(
  { directory, store }: CoreContext,
  reader: PdfReader,
  file: Pick<ImportJob, 'path' | 'fileName'>,
  sha256: Sha256,
  signal: AbortSignal,
  languages?: readonly string[],
): Promise<Result<PdfFacts>> {
  const thumbnailPath = directory.derivedFile(sha256, 'thumbnail.webp');
  try {
    await mkdir(dirname(thumbnailPath), { recursive: true });
  } catch (cause) {
    return writeProblem(cause, 'There is no place for what is read from the PDF.');
  }
  const composers = await namedComposers(store.db);
  return reader.read(file.path, {
    thumbnailPath,
    fileName: file.fileName,
    composers,
    ...(languages && { languages }),
    signal,
  });
}

async function keepDerived(
  context: CoreContext,
  sha256: Sha256,
  facts: PdfFacts | undefined,
): Promise<Result<void>> {
  if (!facts) return ok(undefined);
  try {
    await writeDurably(
      context.directory.derivedFile(sha256, 'text.json'),
      JSON.stringify({
        pages: facts.pages,
        fingerprint: facts.fingerprint,
        contents: facts.contents,
        recognisedLines: facts.recognisedLines,
      }),
    );
    await indexPageTexts(context.store.db, sha256, facts.pages);
    if (facts.fingerprint) await indexFingerprint(context.store.db, sha256, facts.fingerprint);
    return ok(undefined);
  } catch (cause) {
    return writeProblem(cause, 'What was read from the PDF could not be kept.');
  }
}

function fileScore(
  context: CoreContext,
  job: ImportJob,
  sha256: Sha256,
  sizeBytes: number,
  facts: PdfFacts | undefined,
) {
  const id = scoreIdOf(sha256);
  const now = instantNow(context);
  const { values, evidence } = readingsOf(facts);
  if (job.givenTitle !== null) {
    values.title = job.givenTitle;
    evidence.title = { confidence: 1, source: 'person', page: null, box: null };
  }
  const fields = jsonFields({
    sha256,
    title: job.fileName,
    composer: null,
    ...values,
    difficultyRange: facts?.difficulty ?? null,
    fileName: job.fileName,
    sizeBytes,
    pageCount: facts?.pageCount ?? 0,
    hasTextLayer: facts?.hasTextLayer ?? false,
    proposedPieces: facts?.contents?.items.length ?? 0,
    evidence,
    isFavourite: false,
    tags: facts?.keywords.tags ?? [],
    difficulty: facts?.keywords.difficulty ?? null,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  });
  return context.journal.edit((view) => {
    const present = view.read('scores', id);
    return ok({
      edits: present ? [] : [{ collection: 'scores', id, fields }],
      value: { ...(present ?? fields), id },
    });
  });
}

function readingsOf(facts: PdfFacts | undefined) {
  const evidence: Record<string, FieldEvidence> = {};
  const values: Record<string, string | number> = {};
  for (const field of readFields) {
    const guess = facts?.readings[field];
    if (!guess) continue;
    evidence[field] = evidenceOf(guess);
    values[field] = typeof guess.value === 'string' ? cutText(guess.value, 200) : guess.value;
  }
  return { values, evidence };
}

/** Importing what lies in the trash takes it out: the person wants to have it. A watched folder wants nothing. */
function reviveScore(context: CoreContext, { folderId }: ImportJob, sha256: Sha256) {
  const id = scoreIdOf(sha256);
  return context.journal.edit((view) => {
    const present = view.read('scores', id);
    const isRevived = present?.deletedAt && folderId === null;
    const edits = isRevived ? [{ collection: 'scores', id, fields: { deletedAt: null } }] : [];
    return ok({ edits, value: { ...present, id } });
  });
}

function placeFile(
  context: CoreContext,
  job: ImportJob,
  sha256: Sha256,
  sizeBytes: number,
): Promise<Result<void>> {
  if (job.mode === 'copy') return Promise.resolve(ok(undefined));
  const fields = { path: job.path, sizeBytes, seenAt: instantNow(context) };
  return context.device.edit(() =>
    ok({ edits: [{ collection: 'files', id: sha256, fields }], value: undefined }),
  );
}

function evidenceOf(guess: Guess<string | number>): FieldEvidence {
  const { confidence, source, evidence } = guess;
  return { confidence, source, page: evidence?.page ?? null, box: evidence ? [...evidence.box] : null };
}
