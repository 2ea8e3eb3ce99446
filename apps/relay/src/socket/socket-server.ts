/**
 * `GET /sync/ws?userId&token[&doc]`: the address that the original system has and that an unmodified
 * y-websocket provider asks for. Who the caller is, is settled before the upgrade; after it each frame may only
 * reach the documents of that user.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Log } from '@mirubato/core/context';
import { type WebSocket, WebSocketServer } from 'ws';
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
import { MalformedFrame, type Member, type Room, type Rooms } from './rooms.ts';

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
  /** Closes every socket with 1012 and waits until what they had sent is durable. */
  close(): Promise<void>;
}

interface Session {
  readonly socket: WebSocket;
  readonly caller: Caller;
  readonly room: Room;
  readonly member: Member;
  /** Opened by the first text frame, or when the client has kept silent. */
  json: JsonSession | undefined;
  /** Opened by the first binary frame. */
  isInRoom: boolean;
  /** Opens the JSON protocol: undefined for another document than the journal, which has none. */
  readonly openJson: (() => JsonSession) | undefined;
  isAlive: boolean;
  lastFrameMs: number;
  window: { startMs: number; frames: number };
  /** Frames are taken one after the other, in the order they came. */
  queue: Promise<void>;
}

export function createSocketServer(options: {
  readonly tokens: AccessTokens;
  readonly accounts: Accounts;
  readonly rooms: Rooms;
  readonly jsonSessions: JsonSessions;
  readonly log: UpdateLog;
  readonly logger: Log;
  readonly nowMs: () => number;
}): SocketServer {
  const { tokens, accounts, rooms, jsonSessions, log, logger, nowMs } = options;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });
  const sessionsByUser = new Map<string, Set<Session>>();
  const heartbeat = setInterval(beat, HEARTBEAT_MS);
  heartbeat.unref();
  let isClosing = false;

  return {
    upgrade(request, socket, head) {
      accept(request, socket, head).catch((error: unknown) => {
        logger.error({ error }, 'a socket could not be opened');
        refuse(socket, 500, 'text/plain', 'Internal Server Error');
      });
    },
    socketCount: () => server.clients.size,
    async endUser(userId) {
      const sessions = [...(sessionsByUser.get(userId) ?? [])];
      for (const { socket } of sessions) {
        socket.removeAllListeners('message');
        end(socket, 'token-expired');
      }
      await Promise.all(sessions.map(({ queue }) => queue));
    },
    async close() {
      isClosing = true;
      clearInterval(heartbeat);
      const sessions = [...sessionsByUser.values()].flatMap((set) => [...set]);
      for (const { socket } of sessions) socket.close(closeCodes.restarting, 'restarting');
      await Promise.all(sessions.map(({ queue }) => queue));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };

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
    const member: Member = {
      wantsStored,
      send: (frame) => {
        if (socket.readyState === socket.OPEN) socket.send(frame);
      },
    };
    const session: Session = {
      socket,
      caller,
      room: rooms.room(ref),
      member,
      json: undefined,
      isInRoom: false,
      openJson:
        document === JOURNAL_DOCUMENT
          ? () =>
              jsonSessions.open({
                userId: caller.userId,
                token,
                send: (text) => {
                  if (socket.readyState === socket.OPEN) socket.send(text);
                },
                bufferedBytes: () => socket.bufferedAmount,
                failed: (error) => failed(session, error),
              })
          : undefined,
      isAlive: true,
      lastFrameMs: nowMs(),
      window: { startMs: nowMs(), frames: 0 },
      queue: Promise.resolve(),
    };
    sessionsByUser.set(caller.userId, sessions.add(session));
    socket.on('pong', () => {
      session.isAlive = true;
      session.json?.ponged();
    });
    socket.on('message', (data, isBinary) => receive(session, data as Buffer, isBinary));
    socket.on('error', (error) => logger.warn({ error }, 'a socket failed'));
    socket.on('close', () => {
      clearInterval(silence);
      session.room.leave(member);
      session.json?.leave();
      sessions.delete(session);
      if (sessions.size === 0) sessionsByUser.delete(caller.userId);
    });
    let turns = 0;
    const silence = setInterval(() => {
      turns += 1;
      if (session.isInRoom || session.json || turns === SILENT_TURNS) clearInterval(silence);
      if (turns === SILENT_TURNS) greetSilent(session);
    }, TURN_MS);
    session.queue = admit(session, ref);
    await session.queue;
  }

  /** A y-websocket client speaks at once and cannot read text; one that keeps silent is a JSON client. */
  function greetSilent(session: Session): void {
    if (session.isInRoom || session.json || session.socket.readyState !== session.socket.OPEN) return;
    session.queue = session.queue
      .then(async () => {
        session.json ??= session.isInRoom ? undefined : session.openJson?.();
        await session.json?.keptSilent();
      })
      .catch((error: unknown) => failed(session, error));
  }

  async function admit({ socket }: Session, ref: { userId: string; document: string }) {
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
    if (now - session.window.startMs > FRAME_WINDOW_MS) session.window = { startMs: now, frames: 0 };
    session.window.frames += 1;
    if (session.window.frames > MAX_FRAMES_PER_WINDOW) end(session.socket, 'too-many-frames');
    else if (now >= session.caller.expiresAtMs) end(session.socket, 'token-expired');
    else session.queue = session.queue.then(() => take(session, data, isBinary));
  }

  async function take(session: Session, frame: Buffer, isBinary: boolean): Promise<void> {
    const { room, member, socket } = session;
    if (socket.readyState !== socket.OPEN && socket.readyState !== socket.CLOSING) return;
    try {
      if (!isBinary) {
        session.json ??= session.openJson?.();
        if (!session.json) throw new MalformedFrame('this document has no JSON protocol');
        await session.json.take(frame.toString('utf8'));
        return;
      }
      if (!session.isInRoom) {
        session.isInRoom = true;
        await room.enter(member);
      }
      await room.take(member, frame);
    } catch (error) {
      failed(session, error);
    }
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
