/**
 * `GET /sync/ws?userId&token[&doc]`: the address that the original system has and that an unmodified
 * y-websocket provider asks for. Who the caller is, is settled before the upgrade; after it each frame may only
 * reach the documents of that user.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log } from '@mirubato/core/context';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { AccessTokens, Caller } from '../accounts/access-token.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { JOURNAL_DOCUMENT, type UpdateLog } from '../log/update-log.ts';
import type { JsonSession, JsonSessions } from './json-sessions.ts';
import {
  type CloseReason,
  closeCodes,
  FRAME_WINDOW_MS,
  HEARTBEAT_MS,
  IDLE_MS,
  MAX_BYTES_PER_USER,
  MAX_DOCUMENT_NAME,
  MAX_DOCUMENTS_PER_USER,
  MAX_FRAME_BYTES,
  MAX_FRAMES_PER_WINDOW,
  MAX_SOCKETS_PER_USER,
} from './limits.ts';
import { MalformedFrame, type Rooms } from './rooms.ts';
import { Session } from './session.ts';

export const SOCKET_PATH = '/sync/ws';

/**
 * Longer than a y-websocket client on a slow line takes to say what it has. Counted in turns of a timer: a relay
 * that is busy has not heard yet what has been said.
 */
const SILENT_TURNS = 10;
const TURN_MS = 100;

/** PostgreSQL's texts cannot hold every control character. */
const DOCUMENT_NAME = /^[^\p{Cc}]+$/u;

export interface SocketServer {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  readonly socketCount: () => number;
  /** Closes the sockets of one user, whose tokens are worth nothing now, and waits for what they had sent. */
  endUser(userId: string): Promise<void>;
  /** The same for those among all users, or one, whose tokens were ended by another node; names the deleted. */
  endEnded(userId?: string): Promise<string[]>;
  /** Closes every socket with 1012 and waits until what they had sent is durable. */
  close(): Promise<void>;
}

export function createSocketServer(options: {
  readonly tokens: AccessTokens;
  readonly accounts: Accounts;
  readonly rooms: Rooms;
  readonly jsonSessions: JsonSessions;
  readonly log: UpdateLog;
  readonly logger: Log;
  readonly nowMs: () => number;
  /** A user's socket is there, or is no more. */
  readonly opened: (userId: string) => void;
  readonly closed: (userId: string) => void;
}): SocketServer {
  const { tokens, accounts, rooms, jsonSessions, log, logger, nowMs } = options;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });
  const sessionsByUser = new Map<string, Set<Session>>();
  const sessionBySocket = new WeakMap<WebSocket, Session>();
  /** Turns in which each has kept silent so far. */
  const silentTurns = new Map<Session, number>();
  const silence = setInterval(countTurn, TURN_MS);
  silence.unref();
  const heartbeat = setInterval(beat, HEARTBEAT_MS);
  heartbeat.unref();
  let isClosing = false;

  return {
    upgrade(request, socket, head) {
      // Until it is a WebSocket nobody else listens, and who goes away meanwhile would take the process along.
      socket.on('error', onRawError);
      accept(request, socket, head).catch((error: unknown) => {
        logger.error({ error }, 'a socket could not be opened');
        refuse(socket, 500, 'text/plain', 'Internal Server Error');
      });
    },
    socketCount: () => server.clients.size,
    endUser: (userId) => endSessions([...(sessionsByUser.get(userId) ?? [])]),
    async endEnded(userId) {
      const asked = userId === undefined ? [...sessionsByUser.keys()] : [userId];
      const userIds = asked.filter((each) => sessionsByUser.has(each));
      const validFromByUser = await accounts.tokensValidFrom(userIds);
      const ended = userIds.flatMap((each) =>
        [...(sessionsByUser.get(each) ?? [])].filter(
          ({ caller }) => caller.issuedAt < (validFromByUser.get(each) ?? Number.POSITIVE_INFINITY),
        ),
      );
      await endSessions(ended);
      // Asked again: whom another node deletes meanwhile may have written before the sockets were closed.
      const endedUsers = [...new Set(ended.map(({ caller }) => caller.userId))];
      const remaining = await accounts.tokensValidFrom(endedUsers);
      return endedUsers.filter((each) => !remaining.has(each));
    },
    async close() {
      isClosing = true;
      clearInterval(heartbeat);
      clearInterval(silence);
      const sessions = [...sessionsByUser.values()].flatMap((set) => [...set]);
      for (const { socket } of sessions) socket.close(closeCodes.restarting, 'restarting');
      await Promise.all(sessions.map((session) => session.settled()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

  async function endSessions(sessions: readonly Session[]): Promise<void> {
    for (const { socket } of sessions) {
      socket.removeAllListeners('message');
      end(socket, 'token-expired');
    }
    await Promise.all(sessions.map((session) => session.settled()));
  }

  async function accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://relay.invalid');
    if (url.pathname !== SOCKET_PATH) {
      refuse(socket, 404, 'text/plain', 'Not Found');
      return;
    }
    const userId = url.searchParams.get('userId');
    const token = url.searchParams.get('token');
    if (!userId || !token) {
      refuseJson(socket, 400, 'Missing userId or token');
      return;
    }
    const caller = await tokens.verify(token);
    if (!caller.ok) {
      refuseJson(socket, 401, caller.problem.detail);
      return;
    }
    if (caller.value.userId !== userId) {
      refuseJson(socket, 403, 'User ID mismatch');
      return;
    }
    const document = url.searchParams.get('doc') ?? JOURNAL_DOCUMENT;
    if (document.length > MAX_DOCUMENT_NAME || !DOCUMENT_NAME.test(document)) {
      refuseJson(socket, 400, 'Invalid document name');
      return;
    }
    const account = await accounts.ensure(caller.value);
    if (!account.ok) {
      refuseJson(socket, 401, account.problem.detail);
      return;
    }
    // From here to the socket's place among the sessions nothing waits: who closes them misses none.
    if (isClosing) {
      refuseJson(socket, 503, 'Restarting');
      return;
    }
    server.handleUpgrade(request, socket, head, (opened) => {
      open(opened, caller.value, { document, token, wantsStored: url.searchParams.has('stored') }).catch(
        (error: unknown) => {
          logger.error({ error }, 'a socket could not be greeted');
          opened.close(closeCodes.internal, 'internal');
        },
      );
    });
  }

  async function open(
    socket: WebSocket,
    caller: Caller,
    asked: { readonly document: string; readonly token: string; readonly wantsStored: boolean },
  ): Promise<void> {
    const { document, token, wantsStored } = asked;
    const sessions = sessionsByUser.get(caller.userId) ?? new Set();
    if (sessions.size >= MAX_SOCKETS_PER_USER) {
      end(socket, 'too-many-devices');
      return;
    }
    const ref = { userId: caller.userId, document };
    const session = new Session(socket, {
      caller,
      ref,
      token,
      wantsStored,
      nowMs: nowMs(),
      onFailed: failed,
    });
    sessionsByUser.set(caller.userId, sessions.add(session));
    sessionBySocket.set(socket, session);
    silentTurns.set(session, 0);
    options.opened(caller.userId);
    socket.on('pong', onPong);
    socket.on('message', onMessage);
    socket.on('error', onError);
    socket.on('close', onClose);
    const admitted = admit(session);
    session.enqueue(() => admitted.catch(() => undefined));
    await admitted;
  }

  function onPong(this: WebSocket): void {
    const session = sessionBySocket.get(this);
    if (!session) return;
    session.isAlive = true;
    session.json?.ponged();
  }

  function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
    const session = sessionBySocket.get(this);
    if (session) receive(session, data as Buffer, isBinary);
  }

  function onRawError(error: Error): void {
    logger.info({ error }, 'a connection ended before it was a socket');
  }

  function onError(error: Error): void {
    logger.warn({ error }, 'a socket failed');
  }

  function onClose(this: WebSocket): void {
    const session = sessionBySocket.get(this);
    if (!session) return;
    const { userId } = session.caller;
    silentTurns.delete(session);
    session.room?.leave(session);
    session.json?.leave();
    const sessions = sessionsByUser.get(userId);
    sessions?.delete(session);
    if (sessions?.size === 0) sessionsByUser.delete(userId);
    options.closed(userId);
  }

  function countTurn(): void {
    for (const [session, turns] of silentTurns) {
      const isSilent = !session.room && !session.json;
      if (isSilent && turns < SILENT_TURNS) silentTurns.set(session, turns + 1);
      else silentTurns.delete(session);
      if (isSilent && turns === SILENT_TURNS) greetSilent(session);
    }
  }

  /** A y-websocket client speaks at once and cannot read text; one that keeps silent is a JSON client. */
  function greetSilent(session: Session): void {
    session.enqueue(async () => {
      try {
        if (session.room || session.json || !session.isOpen) return;
        session.json = openJson(session);
        await session.json?.keptSilent();
      } catch (error) {
        failed(session, error);
      }
    });
  }

  /** Undefined for another document than the journal, which has no JSON protocol. */
  function openJson(session: Session): JsonSession | undefined {
    const { caller, ref, socket, tokenHash } = session;
    if (ref.document !== JOURNAL_DOCUMENT) return undefined;
    return jsonSessions.open({
      userId: caller.userId,
      tokenHash,
      send: (text) => session.send(text),
      bufferedBytes: () => socket.bufferedAmount,
      failed: (error) => failed(session, error),
    });
  }

  async function admit({ socket, ref }: Session) {
    const documents = await log.documents(ref.userId);
    const isNew = documents.every(({ document }) => document !== ref.document);
    const bytes = documents.reduce((sum, { bytes }) => sum + bytes, 0);
    if (isNew && documents.length >= MAX_DOCUMENTS_PER_USER) end(socket, 'too-many-documents');
    else if (bytes > MAX_BYTES_PER_USER) end(socket, 'too-many-bytes');
  }

  function receive(session: Session, data: Buffer, isBinary: boolean): void {
    const now = nowMs();
    session.lastFrameMs = now;
    session.isAlive = true;
    if (now - session.windowStartMs > FRAME_WINDOW_MS) {
      session.windowStartMs = now;
      session.windowFrames = 0;
    }
    session.windowFrames += 1;
    if (session.windowFrames > MAX_FRAMES_PER_WINDOW) end(session.socket, 'too-many-frames');
    else if (now >= session.caller.expiresAtMs) end(session.socket, 'token-expired');
    else session.enqueue(() => take(session, data, isBinary));
  }

  function take(session: Session, frame: Buffer, isBinary: boolean): Promise<void> | undefined {
    const { room, socket } = session;
    if (socket.readyState !== socket.OPEN && socket.readyState !== socket.CLOSING) return undefined;
    try {
      const taking = isBinary && room ? room.take(session, frame) : begin(session, frame, isBinary);
      return taking?.catch((error: unknown) => failed(session, error));
    } catch (error) {
      failed(session, error);
      return undefined;
    }
  }

  async function begin(session: Session, frame: Buffer, isBinary: boolean): Promise<void> {
    if (!isBinary) {
      session.json ??= openJson(session);
      if (!session.json) throw new MalformedFrame('this document has no JSON protocol');
      await session.json.take(frame.toString('utf8'));
      return;
    }
    await rooms.enter(session.ref, session, (room) => {
      session.room = room;
    });
    await session.room?.take(session, frame);
  }

  function failed({ socket, caller }: Session, error: unknown): void {
    if (error instanceof MalformedFrame) {
      end(socket, 'malformed-frame');
      return;
    }
    logger.error({ error, userId: caller.userId }, 'a frame failed');
    end(socket, 'internal');
  }

  function beat(): void {
    const now = nowMs();
    for (const sessions of sessionsByUser.values()) {
      for (const session of sessions) {
        if (now >= session.caller.expiresAtMs) end(session.socket, 'token-expired');
        else if (now - session.lastFrameMs > IDLE_MS) end(session.socket, 'stale-connection');
        else if (!session.isAlive) session.socket.terminate();
        else {
          session.isAlive = false;
          session.json?.pinged();
          session.socket.ping();
        }
      }
    }
  }
}

function end(socket: WebSocket, reason: CloseReason): void {
  socket.close(closeCodes[reason], reason === 'stale-connection' ? 'Stale connection cleanup' : reason);
}

function refuseJson(socket: Duplex, status: number, error: string): void {
  refuse(socket, status, 'application/json', JSON.stringify({ error }));
}

const reasonPhrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

function refuse(socket: Duplex, status: number, type: string, body: string): void {
  socket.end(
    `HTTP/1.1 ${status} ${reasonPhrases[status] ?? ''}\r\nContent-Type: ${type}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
