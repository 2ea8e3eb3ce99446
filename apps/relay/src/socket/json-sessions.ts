/**
 * The original system's JSON protocol over one user's records. Each client has a cursor: the number up to which
 * it has been sent everything. Nothing that it is sent carries a number beyond that, so a client that comes back
 * with what it saw last misses nothing.
 */
import { clientFrameSchema, isTooDeep } from '@mirubato/domain/protocol';
import type { StoredUpdate } from '../log/update-log.ts';
import { editsOf } from '../records/frame-edits.ts';
import type { Applied, EditPlan, UserRecords } from '../records/user-records.ts';
import { catchUpFrames, liveFrames, planIdOf, type ServerFrame } from './json-frames.ts';

export interface JsonClient {
  readonly userId: string;
  /** Names the device as well as anything does: clients that come back with it may be the same. */
  readonly tokenHash: string;
  send(text: string): void;
  /** Bytes that wait to be sent. */
  bufferedBytes(): number;
  /** It can no longer be served. */
  failed(error: unknown): void;
}

export interface JsonSession {
  /** One frame after the other: resolves when it has been answered. */
  take(text: string): Promise<void>;
  /** To be called when the client has kept silent: it is sent what it lacks, unless it asks for that soon. */
  keptSilent(): Promise<void>;
  /** A ping is sent now; its pong says that the client has all that was sent before. */
  pinged(): void;
  ponged(): void;
  leave(): void;
}

export interface JsonSessions {
  /** Greets at once. */
  open(client: JsonClient): JsonSession;
  /**
   * An edit that comes from no socket: durable, and on its way to all of them, when it resolves.
   * @param type of the frame that it is told by, where there is a choice
   */
  edit(userId: string, plan: EditPlan, type?: string): Promise<Applied>;
  /** The records as the log has them now; sockets are told what they did not know. */
  current(userId: string): Promise<Applied>;
  /** Something else has written into the user's journal. */
  refresh(userId: string): Promise<void>;
  hasClients(userId: string): boolean;
  /** For each user with a client, the least number up to which one of them has been sent everything. */
  sentByUser(): ReadonlyMap<string, number>;
  clientCount(userId: string): number;
}

interface Session {
  readonly client: JsonClient;
  /** Undefined until it is known what the client has. */
  cursor: number | undefined;
  isCatchingUp: boolean;
  /** Something happened while it catches up, after its last page was asked for. */
  isPageStale: boolean;
  askBy: NodeJS.Timeout | undefined;
  pingedAt: number;
  confirmed: number;
}

/** The original's page. */
const PAGE = 250;

/** A client that takes slower than this waits for its next page. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
const BUFFER_POLL_MS = 50;

/** Some clients wait for their greeting before they ask. */
const ASK_WITHIN_MS = 2000;

/** A client that comes back within this need not ask: the original's own skips it for 30 s. */
const REMEMBER_MS = 10 * 60_000;

export function createJsonSessions(options: {
  readonly records: UserRecords;
  /** Passes an update on to the CRDT clients of the user's journal. */
  readonly passOn: (userId: string, stored: StoredUpdate) => void;
  readonly nowMs: () => number;
}): JsonSessions {
  const { records, passOn, nowMs } = options;
  const sessionsByUser = new Map<string, Set<Session>>();
  const confirmedByToken = new Map<string, { seq: number; untilMs: number }>();

  return {
    open(client) {
      const session: Session = {
        client,
        cursor: undefined,
        isCatchingUp: false,
        isPageStale: false,
        askBy: undefined,
        pingedAt: 0,
        confirmed: 0,
      };
      const sessions = sessionsByUser.get(client.userId) ?? new Set();
      sessionsByUser.set(client.userId, sessions.add(session));
      send(session, { type: 'WELCOME', timestamp: now(), message: 'Connected to Mirubato sync' });
      return {
        take: (text) => take(session, text),
        async keptSilent() {
          const remembered = rememberedSeq(client.tokenHash);
          const { head } = await records.refresh(client.userId);
          if (remembered > 0 || head === 0) await catchUpUnasked(session);
          else {
            session.askBy = setTimeout(() => {
              catchUpUnasked(session).catch(client.failed);
            }, ASK_WITHIN_MS);
          }
        },
        pinged: () => {
          session.pingedAt = session.cursor ?? 0;
        },
        ponged: () => {
          session.confirmed = session.pingedAt;
        },
        leave() {
          clearTimeout(session.askBy);
          sessions.delete(session);
          if (sessions.size === 0) sessionsByUser.delete(client.userId);
          remember(session);
        },
      };
    },
    async edit(userId, plan, type) {
      const applied = await records.edit(userId, plan);
      if (applied.stored) passOn(userId, applied.stored);
      distribute(userId, applied, { type });
      return applied;
    },
    async current(userId) {
      const applied = await records.refresh(userId);
      distribute(userId, applied);
      return applied;
    },
    async refresh(userId) {
      if (sessionsByUser.has(userId)) distribute(userId, await records.refresh(userId));
    },
    hasClients: (userId) => sessionsByUser.has(userId),
    sentByUser() {
      const sent = new Map<string, number>();
      for (const [userId, sessions] of sessionsByUser) {
        // One without a cursor is sent everything when it asks.
        const cursors = [...sessions].flatMap(({ cursor }) => cursor ?? []);
        if (cursors.length > 0) sent.set(userId, Math.min(...cursors));
      }
      return sent;
    },
    clientCount: (userId) => sessionsByUser.get(userId)?.size ?? 0,
  };

  function now(): string {
    return new Date(nowMs()).toISOString();
  }

  function send({ client }: Session, frame: ServerFrame): void {
    client.send(JSON.stringify(frame));
  }

  async function take(session: Session, text: string): Promise<void> {
    let given: unknown;
    try {
      given = JSON.parse(text);
    } catch {
      refuse(session, 'Invalid JSON format', 'invalid-json', undefined);
      return;
    }
    const parsed = isTooDeep(given) ? undefined : clientFrameSchema.safeParse(given);
    if (!parsed?.success) {
      refuse(session, 'Invalid sync event format', 'invalid-frame', given);
      return;
    }
    const frame = parsed.data;
    switch (frame.type) {
      case 'PING':
        send(session, { type: 'PONG', timestamp: now() });
        return;
      case 'SYNC_REQUEST': {
        const from = frame.lastSeq ?? 0;
        session.confirmed = from;
        const sent = await catchUp(session, from);
        send(session, {
          type: 'SYNC_RESPONSE',
          timestamp: now(),
          message: sent > 0 ? 'Sync complete' : 'No new data to sync',
          lastSeq: session.cursor ?? 0,
        });
        return;
      }
      // The original takes them and does nothing: they are its own answers.
      case 'BULK_SYNC':
      case 'REPERTOIRE_BULK_SYNC':
        return;
      default: {
        await catchUpUnasked(session);
        const { userId } = session.client;
        const applied = await records.edit(userId, (view) => editsOf(frame, view, nowMs()));
        if (applied.stored) passOn(userId, applied.stored);
        distribute(userId, applied, { by: session, type: frame.type });
        send(session, {
          type: 'SYNC_RESPONSE',
          timestamp: now(),
          message: 'Mutation applied',
          lastSeq: session.cursor ?? 0,
          entityId: entityIdOfFrame(given),
        });
      }
    }
  }

  function refuse(session: Session, error: string, code: string, given: unknown): void {
    const entityId = entityIdOfFrame(given);
    send(session, { type: 'ERROR', error, timestamp: now(), code, ...(entityId && { entityId }) });
  }

  async function catchUpUnasked(session: Session): Promise<void> {
    if (session.cursor === undefined) await catchUp(session, rememberedSeq(session.client.tokenHash));
  }

  /** Gives how many changes were sent. */
  async function catchUp(session: Session, from: number): Promise<number> {
    const { userId } = session.client;
    session.isCatchingUp = true;
    try {
      const applied = await records.refresh(userId);
      // A client that has seen more than there is has seen another server: it gets everything.
      session.cursor = from > applied.head ? 0 : from;
      distribute(userId, applied);
      for (let sent = 0; ; ) {
        session.isPageStale = false;
        const page = await records.after(userId, session.cursor, PAGE);
        if (page.length === 0) {
          if (session.isPageStale) continue;
          return sent;
        }
        const planIds = page.filter(({ collection }) => collection === 'occurrences').map(planIdOf);
        const plans = await records.plans(userId, [...new Set(planIds)]);
        // What has just happened may have been sent while the page was read.
        const missing = page.filter(({ seq }) => seq > (session.cursor ?? 0));
        for (const frame of catchUpFrames(missing, { timestamp: now(), plans })) send(session, frame);
        session.cursor = Math.max(session.cursor, page.at(-1)?.seq ?? 0);
        sent += missing.length;
        while (session.client.bufferedBytes() > MAX_BUFFERED_BYTES) {
          await new Promise((resolve) => setTimeout(resolve, BUFFER_POLL_MS));
        }
      }
    } finally {
      session.isCatchingUp = false;
    }
  }

  /** To every session that has all that was before; the others come to it as they catch up. */
  function distribute(
    userId: string,
    { changes, ownFrom, plans, head }: Applied,
    own?: { by?: Session; type: string | undefined },
  ): void {
    const [first] = changes;
    const last = changes.at(-1);
    if (!first || !last) {
      // What another node has made records of.
      for (const session of sessionsByUser.get(userId) ?? []) {
        if (session.cursor === undefined || session.cursor >= head) continue;
        if (session.isCatchingUp) session.isPageStale = true;
        else catchUp(session, session.cursor).catch(session.client.failed);
      }
      return;
    }
    const timestamp = now();
    const texts = liveFrames(changes, { timestamp, plans, type: own?.type }).map((frame) =>
      JSON.stringify(frame),
    );
    for (const session of sessionsByUser.get(userId) ?? []) {
      if (session.isCatchingUp) session.isPageStale = true;
      if (session.cursor === undefined || session.isCatchingUp) continue;
      if (session.cursor !== first.seq - 1) {
        catchUp(session, session.cursor).catch(session.client.failed);
        continue;
      }
      if (session === own?.by) {
        const others = changes.filter(({ seq }) => seq < ownFrom);
        const merged = changes.filter(({ seq, isMerged }) => seq >= ownFrom && isMerged);
        for (const frame of liveFrames(others, { timestamp, plans })) send(session, frame);
        for (const frame of liveFrames(merged, { timestamp, plans, type: own.type })) send(session, frame);
      } else for (const text of texts) session.client.send(text);
      session.cursor = last.seq;
    }
  }

  function rememberedSeq(tokenHash: string): number {
    const remembered = confirmedByToken.get(tokenHash);
    return remembered && remembered.untilMs > nowMs() ? remembered.seq : 0;
  }

  /** The least, where several share a tokenHash: who comes back may be any of them. */
  function remember({ client, cursor, confirmed }: Session): void {
    for (const [tokenHash, { untilMs }] of confirmedByToken) {
      if (untilMs <= nowMs()) confirmedByToken.delete(tokenHash);
    }
    if (cursor === undefined) return;
    const seq = Math.min(confirmed, confirmedByToken.get(client.tokenHash)?.seq ?? confirmed);
    confirmedByToken.set(client.tokenHash, { seq, untilMs: nowMs() + REMEMBER_MS });
  }
}

/** As the frame names it, right or wrong, so that a sender knows which of its frames is meant. */
function entityIdOfFrame(frame: unknown): string | undefined {
  if (typeof frame !== 'object' || frame === null) return undefined;
  const { entry, piece, plan, occurrence, entryId, scoreId } = frame as Record<string, unknown>;
  for (const entity of [entry, plan, occurrence, piece]) {
    if (typeof entity !== 'object' || entity === null) continue;
    const { id, scoreId: key } = entity as Record<string, unknown>;
    const name = entity === piece ? (key ?? id) : id;
    if (typeof name === 'string') return name;
  }
  const name = entryId ?? scoreId;
  return typeof name === 'string' ? name : undefined;
}
