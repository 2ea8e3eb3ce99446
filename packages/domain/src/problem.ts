/**
 * The closed set of expected failures, and the one table that says how each is told.
 * A bug is a throw and never a Problem; a cancel is neither.
 */

export type ProblemCode = keyof typeof problemTable;

export interface Problem {
  readonly code: ProblemCode;
  /** What happened, for a person: one sentence, no stack, no secret. */
  readonly detail: string;
  /** The fields that were wrong, as `path: reason`, for `invalid-input`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The foreign error, for the log; never sent over the wire. */
  readonly cause?: unknown;
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };

/** Title and HTTP status of every problem (RFC 9457 `title` and `status`). */
export const problemTable = {
  'invalid-input': { title: 'The request is not valid', status: 400 },
  unauthorized: { title: 'The token is missing or wrong', status: 401 },
  forbidden: { title: 'This is not allowed from here', status: 403 },
  'not-found': { title: 'There is no such thing', status: 404 },
  conflict: { title: 'This does not fit the present state', status: 409 },
  'too-many-requests': { title: 'There were too many requests', status: 429 },
  'quota-exceeded': { title: 'There is no room for this', status: 413 },
  'body-too-large': { title: 'The request body is too large', status: 413 },
  'range-not-satisfiable': { title: 'There are no such bytes', status: 416 },
  'file-not-found': { title: 'The file is not there', status: 404 },
  'folder-not-absolute': { title: 'The path of a folder must be given whole', status: 400 },
  'folder-not-found': { title: 'The folder is not there', status: 422 },
  'folder-unreadable': { title: 'The folder cannot be read', status: 422 },
  'folder-watched-already': { title: 'The folder is watched already', status: 409 },
  'folder-of-mirubato': { title: 'The folder is one of Mirubato itself', status: 409 },
  'file-unreadable': { title: 'The file cannot be read', status: 422 },
  'file-empty': { title: 'The file is empty', status: 422 },
  'file-too-large': { title: 'The file is too large', status: 422 },
  'not-a-pdf': { title: 'The file is not a PDF', status: 422 },
  'pdf-damaged': { title: 'The PDF is damaged', status: 422 },
  'pdf-encrypted': { title: 'The PDF asks for a password', status: 422 },
  'not-a-picture': { title: 'The file is no picture that can be read', status: 422 },
  'picture-damaged': { title: 'The picture is damaged', status: 422 },
  'picture-too-large': { title: 'The picture is too large', status: 422 },
  'pictures-failed': { title: 'Working on the pictures took too long or too much memory', status: 422 },
  'reader-failed': { title: 'Reading the PDF took too long or too much memory', status: 422 },
  'notation-damaged': { title: 'The file is no file of notation, or damaged', status: 422 },
  'notation-without-score': { title: 'No score belongs to this file', status: 422 },
  'table-without-header': { title: 'The table does not say what its columns are', status: 422 },
  'table-malformed': { title: 'The table cannot be read', status: 422 },
  'model-incomplete': { title: 'The folder has no whole model', status: 422 },
  'model-too-large': { title: 'The model is too large', status: 422 },
  'model-unreadable': { title: 'The model cannot be used as it is', status: 422 },
  'model-unfit': { title: 'The model is not fit to search by', status: 422 },
  'model-failed': { title: 'The model ended before it was done', status: 422 },
  'backup-invalid': { title: 'This is not a whole backup', status: 422 },
  'disk-full': { title: 'The disk is full', status: 507 },
  'data-directory-locked': { title: 'Another process uses this data directory', status: 423 },
  'journal-too-new': { title: 'The journal was written by a newer version', status: 409 },
  'journal-damaged': { title: 'The journal is damaged', status: 500 },
  'relay-unreachable': { title: 'The relay does not answer', status: 502 },
  'relay-refused': { title: 'The relay did not accept this', status: 422 },
  'not-signed-in': { title: 'Sync is not set up', status: 409 },
  'not-offered': { title: 'This is not done here', status: 501 },
  'model-not-set': { title: 'No language model is set up', status: 409 },
  'model-not-local': { title: 'The language model has to be on this computer', status: 400 },
  'model-unreachable': { title: 'The language model does not answer', status: 502 },
  'model-refused': { title: 'The language model answers with an error', status: 502 },
  'model-unusable': { title: 'What the language model answers cannot be used', status: 502 },
  'model-too-slow': { title: 'The language model takes too long', status: 504 },
  'source-unreachable': { title: 'What was asked for could not be fetched', status: 502 },
  'shutting-down': { title: 'Mirubato is closing', status: 503 },
  internal: { title: 'Something went wrong inside', status: 500 },
} as const satisfies Record<string, { title: string; status: number }>;

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(
  code: ProblemCode,
  detail: string,
  more?: Omit<Problem, 'code' | 'detail'>,
): Result<never> {
  return { ok: false, problem: { code, detail, ...more } };
}

/** Carries a Problem through code that can only throw; the HTTP edge turns it back. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`, { cause: problem.cause });
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** Gives the value, or throws the problem to the nearest edge. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new ProblemError(result.problem);
}
