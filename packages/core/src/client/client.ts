/** The typed client of the interface, for the renderer and the command line. */
import { type Problem, type ProblemCode, problemTable } from '@mirubato/domain/problem';
import { createParser } from 'eventsource-parser';
import { hc } from 'hono/client';
import type { CoreEvent } from '../events/events.ts';
import type { App } from '../http/app.ts';

export type { BookContents, PlaceInBook } from '../contents/contents.ts';
export type {
  DerivedTerm,
  FoundTerm,
  GeneratedMark,
  LookedUpTerm,
  TermOccurrence,
  TermPage,
} from '../dictionary/dictionary.ts';
export type { MeaningModelState } from '../dictionary/meaning-model.ts';
export type { CoreEvent } from '../events/events.ts';
export type { Finding } from '../exchange/doctor.ts';
export type { ImportDataReport } from '../exchange/import-data.ts';
export type { TestRestoreProgress, TestRestoreReport, TestRestoreStep } from '../exchange/test-restore.ts';
export type { GoalWithMeasure } from '../goals/goal-board.ts';
export type { HistoryChange, RecordHistory } from '../history/history.ts';
export type { App } from '../http/app.ts';
export type { ImportList } from '../import/imports.ts';
export type { WatchedFolderItem } from '../import/watched-folders.ts';
export type { LanguageModelSetting } from '../language-model/language-model.ts';
export type { ChangedOccurrence } from '../plans/occurrence-edits.ts';
export type { PlanPage, PlanWithNext } from '../plans/plans.ts';
export type { PieceReach } from '../repertoire/piece-entries.ts';
export type { PiecePractice, PractisedPassage } from '../repertoire/piece-practice.ts';
export type { NamedOfWork, PieceWithPractice } from '../repertoire/repertoire.ts';
export type { SpacedThing, Spacing } from '../repertoire/reviews.ts';
export type { SimilarPiece } from '../repertoire/similar-pieces.ts';
export type { Related, RelatedScore } from '../scores/related-scores.ts';
export type { ScoreItem, ScorePage } from '../scores/scores.ts';
export type { Draft } from '../timer/draft.ts';
export type { NextReason, NextThing } from '../today/next-thing.ts';
export type { Today, ToMark } from '../today/today.ts';
export type { TrashItem } from '../trash/trash.ts';
export { type TestRestoreLine, testRestoreLines } from './test-restore-lines.ts';

export interface Connection {
  /** Scheme and authority, without a path. */
  readonly baseUrl: string;
  /** Bearer token; in Electron there is none. */
  readonly token?: string | undefined;
  readonly fetch: typeof fetch;
}

export type Client = ReturnType<typeof createClient>;

export function createClient({ baseUrl, token, fetch }: Connection) {
  return hc<App>(baseUrl, { fetch, headers: authorisation(token) });
}

/** What an answer that is not ok says; whatever is not a problem document becomes `internal`. */
export async function readProblem(response: Response): Promise<Problem> {
  try {
    const body = (await response.json()) as {
      code?: unknown;
      detail?: unknown;
      error?: unknown;
      fields?: unknown;
    };
    const code =
      typeof body.code === 'string' && body.code in problemTable ? (body.code as ProblemCode) : 'internal';
    return {
      code,
      detail: String(body.detail ?? body.error ?? response.statusText),
      ...(body.fields ? { fields: body.fields as Record<string, string> } : {}),
    };
  } catch {
    return { code: 'internal', detail: `The answer was ${response.status} ${response.statusText}.` };
  }
}

/** First wait after a lost stream; it doubles up to the last. */
const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 10_000;

/**
 * Follows the event stream until the signal aborts. A lost stream is opened again after the last event seen;
 * when what was missed is no longer known, a `reset` event says so.
 */
export async function openEvents(
  connection: Connection & {
    readonly signal: AbortSignal;
    readonly onState?: (isConnected: boolean) => void;
  },
  onEvent: (event: CoreEvent) => void,
): Promise<void> {
  const { baseUrl, token, fetch, signal, onState } = connection;
  let lastId: string | undefined;
  let retryMs = RETRY_FIRST_MS;
  const parser = createParser({
    onEvent({ id, data }) {
      if (id !== undefined) lastId = id;
      if (data !== '') onEvent(JSON.parse(data) as CoreEvent);
    },
  });
  while (!signal.aborted) {
    try {
      const headers = {
        ...authorisation(token),
        ...(lastId === undefined ? {} : { 'Last-Event-ID': lastId }),
      };
      const response = await fetch(`${baseUrl}/api/events`, { headers, signal });
      if (!response.ok || !response.body) throw new Error(String(response.status));
      onState?.(true);
      retryMs = RETRY_FIRST_MS;
      parser.reset();
      const reader = response.body
        .pipeThrough(new TextDecoderStream() as never)
        .getReader() as ReadableStreamDefaultReader<string>;
      for (let part = await reader.read(); !part.done; part = await reader.read()) parser.feed(part.value);
    } catch {
      if (signal.aborted) return;
    }
    onState?.(false);
    await waitFor(retryMs, signal);
    retryMs = Math.min(RETRY_LAST_MS, retryMs * 2);
  }
}

function authorisation(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
