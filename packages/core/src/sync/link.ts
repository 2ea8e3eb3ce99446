/**
 * Keeps one socket to the relay up while somebody is signed in: opens it, waits longer after each failure,
 * renews the token in time, and says in words what only a person can mend.
 */
import { journalCollections } from '@mirubato/domain/journal';
import { fail, ok, type Problem, type Result } from '@mirubato/domain/problem';
import type { SyncProblem, SyncProblemCode, SyncStatus } from '@mirubato/domain/sync';
import { decodeStateVector } from 'yjs';
import type { CoreContext } from '../context.ts';
import type { Credentials, CredentialsFile } from './credentials.ts';
import type { Refreshed, RelayApi } from './relay-api.ts';
import type { Account, RelayMemory } from './relay-memory.ts';
import { openSession, type Session } from './session.ts';
import type { StateVector } from './split-update.ts';

export interface Link {
  readonly credentials: () => Credentials;
  readonly status: () => SyncStatus;
  readonly problem: () => SyncProblem | undefined;
  readonly session: () => Session | undefined;
  readonly account: () => Account | undefined;
  /** A valid access token, renewed when it is about to end. */
  token(): Promise<Result<string>>;
  /** Tries at once, whatever it was waiting for. */
  now(): void;
  /** The person allows that this journal and the account's become one. */
  join(): Promise<void>;
  close(): Promise<void>;
}

export interface LinkOptions {
  readonly context: CoreContext;
  readonly credentials: Credentials;
  readonly file: CredentialsFile;
  readonly memory: RelayMemory;
  readonly api: RelayApi;
  readonly random: () => number;
  readonly onChange: () => void;
  /** All is sent and confirmed, all is taken in. */
  readonly onQuiet: () => void;
}

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

/** What a person has to mend first is not mended within a minute. */
const SLOW_RETRY_MS = 5 * 60_000;

/** Longer than a clock is off and a request takes. */
const REFRESH_BEFORE_MS = 5 * 60_000;

/** The longest that a timer of Node can wait is 24.8 days. */
const MAX_TIMER_MS = 24 * 60 * 60_000;

/** What was confirmed is written down this long after; less than that is only found again by comparing. */
const REMEMBER_AFTER_MS = 1500;

/** A token that was renewed a moment ago is not what the relay refuses. */
const REFRESH_AGAIN_AFTER_MS = 60_000;

const TOKEN_EXPIRED = 4401;

const problemByCloseCode: Readonly<Record<number, SyncProblem>> = {
  4400: { code: 'relay-error', detail: 'The relay could not read what was sent.' },
  4413: { code: 'too-many-bytes', detail: 'The account has no room left on the relay.' },
  4429: { code: 'too-many-frames', detail: 'The relay asks to send more slowly.' },
  4430: { code: 'too-many-documents', detail: 'The account has as many documents as the relay allows.' },
  4431: { code: 'too-many-devices', detail: 'As many devices as the relay allows are connected.' },
};

export function openLink(options: LinkOptions): Link {
  const { context, memory, api } = options;
  const { journal, nowMs, log } = context;
  let { credentials } = options;
  let session: Session | undefined;
  let status: SyncStatus = 'connecting';
  let problem: SyncProblem | undefined;
  let failures = 0;
  let isClosed = false;
  let retrying: NodeJS.Timeout | undefined;
  let renewing: NodeJS.Timeout | undefined;
  let remembering: NodeJS.Timeout | undefined;
  let refreshing: Promise<Result<string>> | undefined;
  let refreshedAtMs = Number.NEGATIVE_INFINITY;

  connect();

  return {
    credentials: () => credentials,
    status: () => status,
    problem: () => problem,
    session: () => session,
    account,
    token,
    now() {
      failures = 0;
      clearTimeout(retrying);
      session?.close();
      session = undefined;
      connect();
    },
    async join() {
      memory.join(credentials.relayUrl, credentials.user.id);
      await memory.write();
    },
    async close() {
      isClosed = true;
      for (const timer of [retrying, renewing, remembering]) clearTimeout(timer);
      session?.close();
      session = undefined;
      await refreshing;
      if (account()) await memory.write();
    },
  };

  function account(): Account | undefined {
    return memory.account(credentials.relayUrl, credentials.user.id);
  }

  function connect(): void {
    if (isClosed || session) return;
    enter('connecting');
    open().catch((error: unknown) => {
      log.error({ err: error }, 'sync could not begin');
      retry('offline');
    });
  }

  async function open(): Promise<void> {
    const valid = await token();
    if (isClosed || session) return;
    if (!valid.ok) {
      takeRefusal(valid.problem);
      return;
    }
    const { relayUrl, user } = credentials;
    const query = new URLSearchParams({ userId: user.id, token: valid.value, stored: '1' });
    session = openSession({
      url: `${relayUrl.replace(/^http/, 'ws')}/sync/ws?${query}`,
      journal,
      nowMs,
      mayMerge,
      onStored: remember,
      onProgress: noteProgress,
      onProblem: (found) => {
        session?.close();
        session = undefined;
        takeProblem(found);
      },
      onEnd: (end) => {
        session = undefined;
        if (!isClosed) void takeEnd(end);
      },
    });
    clearTimeout(renewing);
    const untilRenewalMs = credentials.expiresAtMs - REFRESH_BEFORE_MS - nowMs();
    // The socket keeps the token that it was opened with.
    renewing = setTimeout(renew, Math.min(MAX_TIMER_MS, Math.max(REFRESH_AGAIN_AFTER_MS, untilRenewalMs)));
    renewing.unref();
  }

  function renew(): void {
    session?.close();
    session = undefined;
    connect();
  }

  /** Problems: `unauthorized` when only a new sign-in helps, `relay-unreachable`. */
  async function token(): Promise<Result<string>> {
    if (credentials.expiresAtMs - nowMs() > REFRESH_BEFORE_MS) return ok(credentials.accessToken);
    const refreshed = await refresh();
    const isStillValid = credentials.expiresAtMs > nowMs();
    return !refreshed.ok && isStillValid ? ok(credentials.accessToken) : refreshed;
  }

  function refresh(): Promise<Result<string>> {
    refreshing ??= refreshOnce().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  async function refreshOnce(): Promise<Result<string>> {
    if (!credentials.refreshToken) return signedOut();
    const refreshed = await api.refresh(credentials.refreshToken);
    if (!refreshed.ok) return refreshed.problem.code === 'relay-refused' ? signedOut() : refreshed;
    // The relay may honour the former refresh token no longer: the new one is kept before it is used.
    credentials = withTokens(credentials, refreshed.value, nowMs());
    await options.file.write(credentials);
    refreshedAtMs = nowMs();
    return ok(credentials.accessToken);
  }

  async function mayMerge(relayHas: StateVector): Promise<boolean> {
    const known = account();
    if (known) {
      noteLoss(known, relayHas);
      return true;
    }
    const { relayUrl, user } = credentials;
    const looked = await journal.look((document) => ({
      hasRecords: journalCollections.some(
        (collection) => collection !== 'settings' && document.ids(collection).size > 0,
      ),
      vector: decodeStateVector(document.encodeStateVector()),
    }));
    if (!looked.ok) return false;
    const { hasRecords, vector } = looked.value;
    const isRelated = [...relayHas.keys()].some((client) => vector.has(client));
    const isOthers = relayHas.size > 0 || memory.hasJoinedOther(relayUrl, user.id);
    if (hasRecords && isOthers && !isRelated) {
      session?.close();
      session = undefined;
      const detail = 'This computer and the account each have records of their own.';
      takeProblem({ code: 'foreign-journal', detail });
      return false;
    }
    const joined = memory.join(relayUrl, user.id);
    for (const [client, clock] of relayHas) joined.had.set(client, clock);
    await memory.write();
    return true;
  }

  function noteLoss(known: Account, relayHas: StateVector): void {
    const hasLost = [...known.had].some(([client, clock]) => (relayHas.get(client) ?? 0) < clock);
    if (hasLost) {
      known.hasLostData = true;
      known.had.clear();
    }
    remember(relayHas);
  }

  function remember(clocks: StateVector): void {
    const had = account()?.had;
    if (!had) return;
    for (const [client, clock] of clocks) had.set(client, Math.max(clock, had.get(client) ?? 0));
    remembering ??= setTimeout(() => {
      remembering = undefined;
      memory.write().catch((error: unknown) => log.warn({ err: error }, 'the state of sync was not written'));
    }, REMEMBER_AFTER_MS);
  }

  function noteProgress(): void {
    if (!session?.isLive()) {
      options.onChange();
      return;
    }
    failures = 0;
    problem = undefined;
    const known = account();
    if (!session.isQuiet()) enter('syncing');
    else if (status === 'synced') options.onChange();
    else if (known) {
      known.lastSyncedAt = new Date(nowMs()).toISOString();
      remember(new Map());
      enter('synced');
      options.onQuiet();
    }
  }

  async function takeEnd({ code, wasOpen }: { code: number; wasOpen: boolean }): Promise<void> {
    const told = problemByCloseCode[code];
    if (told) {
      takeProblem(told);
      return;
    }
    const mayBeToken = code === TOKEN_EXPIRED || (!wasOpen && (await api.answers()));
    if (isClosed || session) return;
    if (mayBeToken && nowMs() - refreshedAtMs > REFRESH_AGAIN_AFTER_MS) {
      const refreshed = await refresh();
      if (isClosed || session) return;
      if (refreshed.ok) connect();
      else takeRefusal(refreshed.problem);
      return;
    }
    retry('offline');
  }

  function takeRefusal(refused: Problem): void {
    if (refused.code === 'unauthorized') {
      problem = { code: 'signed-out', detail: refused.detail };
      enter('problem');
    } else retry('offline');
  }

  function takeProblem({ code, detail }: { readonly code: string; readonly detail: string }): void {
    if (code === 'shutting-down') return;
    problem = { code: isSyncProblem(code) ? code : 'relay-error', detail };
    enter('problem');
    if (code !== 'foreign-journal') retry('problem', SLOW_RETRY_MS);
  }

  function retry(next: SyncStatus, afterMs = backOffMs(failures, options.random)): void {
    failures += 1;
    enter(next);
    clearTimeout(retrying);
    retrying = setTimeout(connect, afterMs);
    retrying.unref();
  }

  function enter(next: SyncStatus): void {
    // What a person has to mend stays on the screen while it is tried again.
    status = problem && next === 'connecting' ? 'problem' : next;
    options.onChange();
  }
}

/** Half of it is chance, so that a relay that comes back is not asked by all at once. */
export function backOffMs(failures: number, random: () => number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures) * (0.5 + random() / 2);
}

export function withTokens(credentials: Credentials, tokens: Refreshed, nowMs: number): Credentials {
  return {
    ...credentials,
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? credentials.refreshToken,
    expiresAtMs: nowMs + tokens.expiresIn * 1000,
  };
}

function signedOut(): Result<never> {
  return fail('unauthorized', 'The relay no longer knows this sign-in.');
}

const syncProblems: ReadonlySet<string> = new Set<SyncProblemCode>([
  'foreign-journal',
  'record-too-large',
  'journal-too-new',
  'disk-full',
  'too-many-bytes',
  'too-many-frames',
  'too-many-documents',
  'too-many-devices',
]);

function isSyncProblem(code: string): code is SyncProblemCode {
  return syncProblems.has(code);
}
