/**
 * One socket to the relay, from its opening to its end: tells what we have, takes what we lack, sends what the
 * relay lacks, then every change as it becomes durable. Nothing here outlives the socket: what has not been
 * confirmed is found again by comparing state vectors. The numbered rules are in SPEC.md beside this file.
 */
import { DEVICES, type JournalChange } from '@mirubato/domain/journal';
import type { Problem } from '@mirubato/domain/problem';
import type { Presence } from '@mirubato/domain/sync';
import * as Y from 'yjs';
import type { Journal } from '../journal/journal.ts';
import { awarenessFrame, queryAwarenessFrame, readFrame, stepOneFrame, updateFrame } from './frames.ts';
import { createPresenceBoard } from './presence.ts';
import { type DeleteSet, type StateVector, splitUpdate } from './split-update.ts';

export interface Session {
  readonly isLive: () => boolean;
  /** Nothing is on its way in either direction. */
  readonly isQuiet: () => boolean;
  /** Changed records that are sent or to be sent and not confirmed. */
  readonly waiting: () => number;
  readonly others: () => Presence['device'][];
  announce(presence: Presence): void;
  /** No more callbacks come after it. */
  close(): void;
}

export interface SessionOptions {
  readonly url: string;
  readonly journal: Journal;
  /** Whether the relay's document may be merged; asked once, before anything is. */
  readonly mayMerge: (relayHas: StateVector) => Promise<boolean>;
  /** The relay has these clocks durably. */
  readonly onStored: (clocks: StateVector) => void;
  /** Something of what a session tells has changed. */
  readonly onProgress: () => void;
  readonly onProblem: (
    problem: Problem | { readonly code: 'record-too-large'; readonly detail: string },
  ) => void;
  /** Comes once, unless `close` was called. */
  readonly onEnd: (end: { readonly code: number; readonly wasOpen: boolean }) => void;
  readonly nowMs: () => number;
}

/** Changes that came from the relay are not sent back to it. */
const FROM_RELAY = Symbol('from the relay');

/** A quarter of the relay's largest frame: pieces go out early and one record more never makes one too large. */
const PIECE_BYTES = 256 * 1024;
const MAX_FRAME_BYTES = 1024 * 1024 - 64;

/** Frames sent and not confirmed: enough to fill a line of 200 ms, few enough to leave the relay in charge. */
const MAX_UNCONFIRMED = 16;

/** A third of what the relay lets through. */
const MAX_FRAMES_PER_WINDOW = 1000;
const FRAME_WINDOW_MS = 10_000;

/** y-websocket's relay says something twice a minute when a device is there; a silent line is asked first. */
const ASK_AFTER_MS = 45_000;
const DEAD_AFTER_MS = 75_000;
const LOOK_EVERY_MS = 15_000;

/** A handshake that takes longer is not going to end. */
const OPEN_WITHIN_MS = 20_000;

/** Pause before asking again for updates whose predecessors have not come; it doubles up to the last. */
const ASK_AGAIN_FIRST_MS = 2000;
const ASK_AGAIN_LAST_MS = 5 * 60_000;

const NO_CHANGE_BYTES = 2;

/** Codes of our own for ends that the relay has not named. */
export const END_SILENT = 4900;
export const END_MALFORMED = 4901;

interface Outgoing {
  readonly update: Uint8Array;
  /** Changed records in it. */
  readonly records: number;
}

export function openSession(options: SessionOptions): Session {
  const { journal, nowMs } = options;
  const socket = new WebSocket(options.url);
  socket.binaryType = 'arraybuffer';
  const presence = createPresenceBoard({
    send: (update) => send(awarenessFrame(update)),
    onOthers: options.onProgress,
  });
  let isOpen = false;
  let isEnded = false;
  /** Every change from now on is sent; `isReady`: what goes before them is in the queue. */
  let isLive = false;
  let isReady = false;
  let relayHas: StateVector | undefined;
  let relayDeleted: DeleteSet | undefined;
  let isPermitted = false;
  let lastFrameMs = nowMs();
  let lastStoredMs = nowMs();
  const incoming: Uint8Array[] = [];
  let taking: Promise<void> | undefined;
  const outgoing: Outgoing[] = [];
  const unconfirmed: { readonly clocks: StateVector; readonly records: number }[] = [];
  const sentAtMs: number[] = [];
  let draining: NodeJS.Timeout | undefined;
  let askingAgain: NodeJS.Timeout | undefined;
  let askAgainMs = ASK_AGAIN_FIRST_MS;

  const stopListening = journal.onChange(takeChange);
  const opening = setTimeout(() => end(END_SILENT), OPEN_WITHIN_MS);
  const looking = setInterval(lookForLife, LOOK_EVERY_MS);
  looking.unref();

  socket.onopen = () => {
    clearTimeout(opening);
    isOpen = true;
    lastFrameMs = nowMs();
    // The relay greets whom it has heard in y-websocket's language.
    void askForMissing();
  };
  socket.onmessage = ({ data }) => {
    lastFrameMs = nowMs();
    if (data instanceof ArrayBuffer) take(new Uint8Array(data));
  };
  socket.onclose = ({ code }) => end(code);

  return {
    isLive: () => isLive,
    isQuiet: () =>
      isReady && !taking && incoming.length === 0 && outgoing.length === 0 && unconfirmed.length === 0,
    waiting: () => [...outgoing, ...unconfirmed].reduce((sum, { records }) => sum + records, 0),
    others: presence.others,
    announce: presence.announce,
    close: dispose,
  };

  function take(bytes: Uint8Array): void {
    const frame = readFrame(bytes);
    if (frame.kind === 'malformed') end(END_MALFORMED);
    else if (frame.kind === 'step-1') void greet(frame.vector);
    else if (frame.kind === 'step-2') {
      relayDeleted ??= frame.deleted;
      takeUpdate(frame.update);
    } else if (frame.kind === 'update') takeUpdate(frame.update);
    else if (frame.kind === 'awareness') presence.take(frame.update);
    else if (frame.kind === 'stored') noteStored();
  }

  async function greet(vector: StateVector): Promise<void> {
    if (relayHas) return;
    relayHas = vector;
    isPermitted = await options.mayMerge(vector);
    if (isPermitted && incoming.length > 0) startTaking();
  }

  async function askForMissing(): Promise<void> {
    const vector = await journal.look((document) => document.encodeStateVector());
    if (vector.ok) send(stepOneFrame(vector.value));
    else options.onProblem(vector.problem);
  }

  function takeUpdate(update: Uint8Array): void {
    incoming.push(update);
    if (isPermitted) startTaking();
  }

  function startTaking(): void {
    if (taking || isEnded) return;
    taking = takeIncoming().finally(() => {
      taking = undefined;
      if (isEnded) return;
      // One may have come after the last look into the queue.
      if (incoming.length > 0) startTaking();
      else options.onProgress();
    });
    options.onProgress();
  }

  async function takeIncoming(): Promise<void> {
    while (incoming.length > 0 && !isEnded) {
      const updates = incoming.splice(0).filter(({ length }) => length > NO_CHANGE_BYTES);
      if (updates.length > 0) {
        const update = updates.length === 1 ? (updates[0] as Uint8Array) : Y.mergeUpdates(updates);
        const merged = await journal.merge(update, FROM_RELAY);
        if (!merged.ok) {
          options.onProblem(merged.problem);
          return;
        }
        options.onStored(Y.parseUpdateMeta(update).to);
      }
      if (!isLive && relayDeleted && !isEnded) await goLive();
    }
    const isIncomplete = await journal.look((document) => document.progress.isIncomplete());
    if (!isIncomplete.ok || isEnded) return;
    if (!isIncomplete.value) askAgainMs = ASK_AGAIN_FIRST_MS;
    else if (!askingAgain) {
      askingAgain = setTimeout(() => {
        askingAgain = undefined;
        void askForMissing();
      }, askAgainMs);
      askAgainMs = Math.min(ASK_AGAIN_LAST_MS, askAgainMs * 2);
    }
  }

  /** What the relay lacks is encoded between two changes, and every change after it is sent by itself. */
  async function goLive(): Promise<void> {
    const known = relayHas ?? new Map();
    const lacking = await journal.look((document) => {
      isLive = true;
      return {
        update: document.encode(Y.encodeStateVector(known as Map<number, number>)),
        records: document.progress.countSince(known),
      };
    });
    if (!lacking.ok) {
      options.onProblem(lacking.problem);
      return;
    }
    const { update, records } = lacking.value;
    const pieces = splitUpdate(update, {
      pieceBytes: PIECE_BYTES,
      known,
      ...(relayDeleted ? { knownDeletions: relayDeleted } : {}),
    });
    const shares = pieces.map((piece, index) => ({
      update: piece,
      records:
        Math.floor((records * (index + 1)) / pieces.length) - Math.floor((records * index) / pieces.length),
    }));
    // A change may have come while this was encoded; it refers to what goes before it.
    outgoing.unshift(...shares);
    isReady = true;
    drain();
  }

  function takeChange({ update, touched, origin }: JournalChange): void {
    if (!isLive || origin === FROM_RELAY) return;
    const records = touched.filter(({ collection }) => collection !== DEVICES).length;
    const pieces = update.length > PIECE_BYTES ? splitUpdate(update, { pieceBytes: PIECE_BYTES }) : [update];
    pieces.forEach((piece, index) => {
      outgoing.push({ update: piece, records: index === 0 ? records : 0 });
    });
    drain();
    options.onProgress();
  }

  function drain(): void {
    clearTimeout(draining);
    while (isReady && !isEnded && outgoing.length > 0 && unconfirmed.length < MAX_UNCONFIRMED) {
      const pauseMs = pauseBeforeNext();
      if (pauseMs > 0) {
        draining = setTimeout(drain, pauseMs);
        return;
      }
      const { update, records } = nextOutgoing();
      if (update.length > MAX_FRAME_BYTES) {
        options.onProblem({
          code: 'record-too-large',
          detail: `A record of ${update.length} bytes is larger than the relay takes (${MAX_FRAME_BYTES}).`,
        });
        return;
      }
      if (unconfirmed.length === 0) lastStoredMs = nowMs();
      unconfirmed.push({ clocks: Y.parseUpdateMeta(update).to, records });
      send(updateFrame(update));
    }
  }

  /** As many waiting updates as fit a piece, as one. */
  function nextOutgoing(): Outgoing {
    let sizeBytes = 0;
    let count = 0;
    for (const { update } of outgoing) {
      sizeBytes += update.length;
      if (count > 0 && sizeBytes > PIECE_BYTES) break;
      count += 1;
    }
    const taken = outgoing.splice(0, count);
    const [first] = taken;
    if (first && taken.length === 1) return first;
    return {
      update: Y.mergeUpdates(taken.map(({ update }) => update)),
      records: taken.reduce((sum, { records }) => sum + records, 0),
    };
  }

  function pauseBeforeNext(): number {
    const now = nowMs();
    while (sentAtMs[0] !== undefined && now - sentAtMs[0] > FRAME_WINDOW_MS) sentAtMs.shift();
    if (sentAtMs.length < MAX_FRAMES_PER_WINDOW) return 0;
    return (sentAtMs[0] ?? now) + FRAME_WINDOW_MS + 1 - now;
  }

  function noteStored(): void {
    const confirmed = unconfirmed.shift();
    lastStoredMs = nowMs();
    if (confirmed) options.onStored(confirmed.clocks);
    drain();
    options.onProgress();
  }

  function lookForLife(): void {
    if (!isOpen) return;
    const now = nowMs();
    const isStuck = unconfirmed.length > 0 && now - lastStoredMs > DEAD_AFTER_MS;
    if (isStuck || now - lastFrameMs > DEAD_AFTER_MS) end(END_SILENT);
    else if (now - lastFrameMs > ASK_AFTER_MS) send(queryAwarenessFrame());
  }

  function send(bytes: Uint8Array<ArrayBuffer>): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    sentAtMs.push(nowMs());
    socket.send(bytes);
  }

  function end(code: number): void {
    if (isEnded) return;
    dispose();
    options.onEnd({ code, wasOpen: isOpen });
  }

  function dispose(): void {
    if (isEnded) return;
    // Awareness says goodbye while the socket is still open.
    presence.close();
    isEnded = true;
    stopListening();
    for (const timer of [opening, draining, askingAgain]) clearTimeout(timer);
    clearInterval(looking);
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.onerror = () => undefined;
    socket.close();
  }
}
