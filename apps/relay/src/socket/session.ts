/** What is known of one open socket. A class, since there are thousands: methods are shared, closures are not. */
import { createHash } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Caller } from '../accounts/access-token.ts';
import type { DocumentRef } from '../log/update-log.ts';
import type { JsonSession } from './json-sessions.ts';
import type { Member, Room } from './rooms.ts';

export class Session implements Member {
  readonly socket: WebSocket;
  readonly caller: Caller;
  readonly ref: DocumentRef;
  readonly wantsStored: boolean;
  /** Entered with the first binary frame. */
  room: Room | undefined;
  /** Opened by the first text frame, or when the client has kept silent. */
  json: JsonSession | undefined;
  /** What a JSON client is remembered by: a hash, since the token itself would keep its whole address in memory. */
  readonly tokenHash: string;
  isAlive = true;
  lastFrameMs: number;
  windowStartMs: number;
  windowFrames = 0;
  /** Frames are taken one after the other, in the order they came. Undefined while none is waiting. */
  queue: Promise<void> | undefined;
  readonly #onFailed: (session: Session, error: unknown) => void;

  constructor(
    socket: WebSocket,
    options: {
      readonly caller: Caller;
      readonly ref: DocumentRef;
      readonly token: string;
      readonly wantsStored: boolean;
      readonly nowMs: number;
      readonly onFailed: (session: Session, error: unknown) => void;
    },
  ) {
    this.socket = socket;
    this.caller = options.caller;
    this.ref = options.ref;
    this.tokenHash = createHash('sha256').update(options.token).digest('base64url');
    this.wantsStored = options.wantsStored;
    this.lastFrameMs = options.nowMs;
    this.windowStartMs = options.nowMs;
    this.#onFailed = options.onFailed;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  send(frame: Uint8Array | string): void {
    if (this.isOpen) this.socket.send(frame);
  }

  failed(error: unknown): void {
    this.#onFailed(this, error);
  }

  /** Runs at once what nothing waits before; `work` must not reject. */
  enqueue(work: () => Promise<void> | undefined): void {
    const next = this.queue ? this.queue.then(work) : work();
    if (!next) return;
    const queue = next.then(() => {
      if (this.queue === queue) this.queue = undefined;
    });
    this.queue = queue;
  }

  /** What the session has sent is durable. */
  async settled(): Promise<void> {
    await this.queue;
    await this.room?.settled();
  }
}
