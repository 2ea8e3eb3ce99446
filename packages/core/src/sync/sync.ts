/** Sync as the rest of the app sees it: who is signed in, how far it has come, and what can be done about it. */
import { join } from 'node:path';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import {
  type PdfChoice,
  parsePairAddress,
  type SyncState,
  type SyncUser,
  tokenOf,
} from '@mirubato/domain/sync';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { writeBackup } from '../exchange/backup.ts';
import type { Imports } from '../import/imports.ts';
import type { Scores } from '../scores/scores.ts';
import { markForRemoval, readRemoval } from '../store/removal.ts';
import { type Credentials, createCredentialsFile } from './credentials.ts';
import { createDevices } from './devices.ts';
import { type Link, openLink } from './link.ts';
import { createPdfTransfer, type PdfTransfer } from './pdf-transfer.ts';
import { createRelayApi, parseRelayUrl, type SignIn } from './relay-api.ts';
import { openRelayMemory, type RelayMemory } from './relay-memory.ts';

export interface Sync {
  /** Goes on where it was left, if somebody is signed in; nobody waits for it. */
  start(): void;
  state(): Promise<Result<SyncState>>;
  requestLink(relayUrl: string, email: string): Promise<Result<void>>;
  /** @param link the link from the e-mail, or the token in it */
  signInByLink(relayUrl: string, link: string): Promise<Result<SyncState>>;
  /** @param code a pairing code, or the address that holds it and the relay's */
  signInByCode(relayUrl: string | undefined, code: string): Promise<Result<SyncState>>;
  /** Signs in with tokens that were had elsewhere. */
  adopt(session: Session): Promise<Result<SyncState>>;
  createPairing(): Promise<Result<{ relayUrl: string; code: string; expiresAt: string }>>;
  /** To `foreign-journal`: merge both, or sign out and keep them apart. */
  answer(answer: 'merge' | 'apart'): Promise<Result<SyncState>>;
  now(): Promise<Result<SyncState>>;
  /** Removing local data makes a backup first and is done when the app is next closed or started. */
  signOut(local: 'keep' | 'remove'): Promise<Result<SyncState>>;
  changeDevice(patch: {
    name?: string | undefined;
    pdfs?: PdfChoice | undefined;
  }): Promise<Result<SyncState>>;
  forgetDevice(id: string): Promise<Result<SyncState>>;
  dismissNotice(): Promise<Result<SyncState>>;
  /** Brings a score's PDF here from the relay. @param isAsked although this computer is set to fetch none */
  fetchPdf(scoreId: string, isAsked?: boolean): Promise<Result<void>>;
  close(): Promise<void>;
}

export interface Session {
  readonly relayUrl: string;
  readonly user: SyncUser;
  readonly accessToken: string;
  readonly refreshToken?: string | null | undefined;
  /** Seconds. */
  readonly expiresIn: number;
}

/** The screen is told at most so often. */
const TELL_EVERY_MS = 400;

/** A device writes down what it has at most so often: each time is a record that travels to all others. */
const CONFIRM_EVERY_MS = 5 * 60_000;

/** Quiet for so long before others are told what has arrived. */
const ANNOUNCE_AFTER_MS = 250;

const DAY_MS = 24 * 60 * 60_000;

export function createSync(
  context: CoreContext,
  scores: Scores,
  imports: Imports,
  { random = Math.random }: { random?: () => number } = {},
): Sync {
  const { directory, journal, events, log, nowMs } = context;
  const file = createCredentialsFile(directory.path);
  const devices = createDevices(context);
  let memory: RelayMemory | undefined;
  let link: Link | undefined;
  let pdfs: PdfTransfer | undefined;
  let reading: Promise<unknown> | undefined;
  let mustReadAgain = false;
  let isClosed = false;
  let starting: Promise<void> | undefined;
  let telling: NodeJS.Timeout | undefined;
  let announcing: NodeJS.Timeout | undefined;
  let confirming: NodeJS.Timeout | undefined;

  return {
    start() {
      starting = startIfSignedIn().catch((error: unknown) => log.error({ err: error }, 'sync did not start'));
    },
    state,
    async requestLink(relayUrl, email) {
      const address = relayAddress(relayUrl);
      return address.ok ? createRelayApi(address.value).requestLink(email) : address;
    },
    async signInByLink(relayUrl, text) {
      const address = relayAddress(relayUrl);
      if (!address.ok) return address;
      return takeSignIn(address.value, await createRelayApi(address.value).verifyLink(tokenOf(text)));
    },
    async signInByCode(relayUrl, text) {
      const pair = parsePairAddress(text);
      const address = relayAddress(pair?.relayUrl ?? relayUrl ?? '');
      if (!address.ok) return address;
      const own = await devices.own();
      if (!own.ok) return own;
      const api = createRelayApi(address.value);
      return takeSignIn(address.value, await api.claimPairing(pair?.code ?? text.trim(), own.value.own.name));
    },
    async adopt({ relayUrl, user, accessToken, refreshToken, expiresIn }) {
      const address = relayAddress(relayUrl);
      if (!address.ok) return address;
      return takeSignIn(address.value, ok({ user, accessToken, refreshToken, expiresIn }));
    },
    async createPairing() {
      if (!link) return notSignedIn();
      const { relayUrl } = link.credentials();
      const token = await link.token();
      if (!token.ok) return token;
      const pairing = await createRelayApi(relayUrl).createPairing(token.value);
      return pairing.ok ? ok({ relayUrl, ...pairing.value }) : pairing;
    },
    async answer(answer) {
      if (link?.problem()?.code !== 'foreign-journal')
        return fail('conflict', 'There is no question to be answered.');
      if (answer === 'apart') return signOut();
      await link.join();
      link.now();
      return state();
    },
    async now() {
      if (!link) return notSignedIn();
      link.now();
      return state();
    },
    async signOut(local) {
      if (!link) return notSignedIn();
      if (local === 'remove') {
        const stamp = instantNow(context).replaceAll(/[:.]/g, '-');
        const backup = join(directory.path, 'backups', `before-removal-${stamp}.mirubato`);
        const written = await writeBackup(context, scores, backup);
        if (!written.ok) return written;
        await markForRemoval(directory.path, backup);
      }
      return signOut();
    },
    async changeDevice(patch) {
      const changed = await devices.change(patch);
      if (!changed.ok) return changed;
      announceLater();
      pdfs?.run();
      tell();
      return state();
    },
    async forgetDevice(id) {
      const forgotten = await devices.forget(id);
      if (!forgotten.ok) return forgotten;
      tell();
      return state();
    },
    async dismissNotice() {
      const account = link?.account();
      if (account) {
        account.hasLostData = false;
        await memory?.write();
        tell();
      }
      return state();
    },
    async fetchPdf(scoreId, isAsked = false) {
      const score = await scores.score(scoreId);
      if (!score.ok) return score;
      const missing = `The PDF of "${score.value.title}" is not on this computer.`;
      if (!pdfs || (!isAsked && (await pdfChoice()) === 'none')) return fail('file-not-found', missing);
      return pdfs.fetch(score.value.sha256);
    },
    async close() {
      isClosed = true;
      await starting;
      await unlink();
      clearTimeout(telling);
    },
  };

  async function startIfSignedIn(): Promise<void> {
    const credentials = await file.read();
    if (credentials && !isClosed) await openWith(credentials);
  }

  async function openWith(credentials: Credentials): Promise<void> {
    memory ??= await openRelayMemory(directory.path);
    if (isClosed) return;
    link = openLink({
      context,
      credentials,
      file,
      memory,
      api: createRelayApi(credentials.relayUrl),
      random,
      onChange: tell,
      onQuiet: announceLater,
    });
    pdfs = createPdfTransfer({
      context,
      scores,
      relayUrl: credentials.relayUrl,
      token: link.token,
      choice: pdfChoice,
      onProgress: tell,
      onFetched: readFetched,
    });
    tell();
  }

  async function unlink(): Promise<void> {
    clearTimeout(announcing);
    clearTimeout(confirming);
    const closing = [pdfs, link];
    link = undefined;
    pdfs = undefined;
    for (const part of closing) await part?.close();
  }

  /** Pictures and words of what has come, once for all that came meanwhile. */
  function readFetched(): void {
    mustReadAgain = reading !== undefined;
    reading ??= imports
      .deriveMissing()
      .catch((error: unknown) => log.warn({ err: error }, 'fetched PDFs were not read'))
      .finally(() => {
        reading = undefined;
        if (mustReadAgain && !isClosed) readFetched();
      });
  }

  async function pdfChoice(): Promise<PdfChoice> {
    const own = await devices.own();
    return own.ok ? own.value.own.pdfs : 'none';
  }

  async function takeSignIn(relayUrl: string, signIn: Result<SignIn>): Promise<Result<SyncState>> {
    if (!signIn.ok) return signIn;
    const { user, accessToken, refreshToken, expiresIn } = signIn.value;
    const credentials = {
      relayUrl,
      user: { id: user.id, email: user.email, displayName: user.displayName ?? null },
      accessToken,
      refreshToken: refreshToken ?? null,
      expiresAtMs: nowMs() + expiresIn * 1000,
    };
    await starting;
    await unlink();
    await file.write(credentials);
    await openWith(credentials);
    return state();
  }

  async function signOut(): Promise<Result<SyncState>> {
    await unlink();
    await file.remove();
    tell();
    return state();
  }

  async function state(): Promise<Result<SyncState>> {
    const backup = await readRemoval(directory.path);
    const removal = backup === undefined ? null : { backup };
    const current = link;
    if (!current) return ok({ ...off, device: devices.unread(), removal });
    const session = current.session();
    const account = current.account();
    const own = await devices.own();
    if (!own.ok) return own;
    const others = await devices.others(session?.others() ?? []);
    if (!others.ok) return others;
    const waiting = session?.isLive()
      ? ok(session.waiting())
      : await journal.look(({ progress }) => progress.countSince(account?.had ?? new Map()));
    if (!waiting.ok) return waiting;
    const { relayUrl, user } = current.credentials();
    return ok({
      status: current.status(),
      relayUrl,
      user,
      device: own.value.own,
      devices: others.value,
      waiting: waiting.value,
      lastSyncedAt: account?.lastSyncedAt ?? null,
      problem: current.problem() ?? null,
      notice: account?.hasLostData ? 'relay-lost-data' : null,
      pdfs: pdfs?.progress() ?? off.pdfs,
      removal,
    });
  }

  function tell(): void {
    telling ??= setTimeout(() => {
      telling = undefined;
      events.publish({ type: 'changed', collections: ['sync'], ids: {} });
    }, TELL_EVERY_MS);
  }

  function announceLater(): void {
    clearTimeout(announcing);
    announcing = setTimeout(() => {
      announce().catch((error: unknown) => log.warn({ err: error }, 'what has arrived was not told'));
    }, ANNOUNCE_AFTER_MS);
  }

  /** To those who are connected at once; to the others by a record, when there is news and not too often. */
  async function announce(): Promise<void> {
    const session = link?.session();
    if (!session?.isQuiet()) return;
    pdfs?.run();
    const seen = await journal.look(({ progress }) => progress.seen());
    const own = await devices.own();
    if (!seen.ok || !own.ok) return;
    const { id, name, platform } = own.value.own;
    session.announce({ device: { id, name, platform, seen: seen.value } });
    const { record } = own.value;
    const sinceMs = nowMs() - Date.parse(record?.confirmedAt ?? '1970-01-01');
    const isNews = !record || record.deletedAt !== null || !isSame(record.seen, seen.value);
    if (!isNews && sinceMs < DAY_MS) return;
    clearTimeout(confirming);
    if (sinceMs >= CONFIRM_EVERY_MS || record?.confirmedAt == null) await devices.confirm(seen.value);
    else {
      confirming = setTimeout(announceLater, CONFIRM_EVERY_MS - sinceMs);
      confirming.unref();
    }
  }
}

const off = {
  status: 'off',
  relayUrl: null,
  user: null,
  devices: [],
  waiting: 0,
  lastSyncedAt: null,
  problem: null,
  notice: null,
  pdfs: { toSend: 0, toFetch: 0, problem: null },
} as const;

function relayAddress(text: string): Result<string> {
  const address = parseRelayUrl(text);
  return address === undefined
    ? fail('invalid-input', 'This is not the address of a relay.', { fields: { relayUrl: 'not an address' } })
    : ok(address);
}

function notSignedIn(): Result<never> {
  return fail('not-signed-in', 'Nobody is signed in on this computer.');
}

function isSame(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
