/**
 * One room for each document that has an open socket: it passes frames on and knows who is there. It holds no
 * document; what was written is read from the log.
 */
import { createDecoder, hasContent, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import {
  Awareness,
  applyAwarenessUpdate,
  encodeAwarenessUpdate,
  removeAwarenessStates,
} from 'y-protocols/awareness';
import { type Doc, decodeStateVector, decodeUpdate, diffUpdate, type GC, ID, Item, type Skip } from 'yjs';
import { type DocumentRef, keyOf, type StoredUpdate, type UpdateLog } from '../log/update-log.ts';
import { createLogPosition, type LogPosition } from './log-position.ts';

/** Message types of y-websocket. */
const SYNC = 0;
const AWARENESS = 1;
const QUERY_AWARENESS = 3;
/** Of ours: `[4, varUint seq]` tells a socket that asked for it that its update is durable. */
const STORED = 4;

/** Message types of y-protocols/sync. */
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** State vector of a document without anything in it. */
const NOTHING_SEEN = Uint8Array.of(0);
/** Update that changes nothing: no structs, no deletions. */
const NO_CHANGE = Uint8Array.of(0, 0);
/** Awareness update that names no client. */
const NOBODY = Uint8Array.of(0);
/** Awareness wants a document for its client id alone; ours never speaks for itself, and a `Doc` is large. */
const nobody = { clientID: 0, on: () => undefined } as unknown as Doc;
/** Origin of what another node tells of its clients. */
const OTHER_NODE = Symbol('another node');

export interface Member {
  send(frame: Uint8Array): void;
  /** Wants to be told when an update of its own is durable. */
  readonly wantsStored: boolean;
  /** What it sent could not be stored. */
  failed(error: unknown): void;
}

/** One document that somebody has open. */
export interface Room {
  /**
   * Answers a frame at once where nothing has to be read for it. An update is passed on as it comes and stored
   * beside that: whoever has it brings it again, should this fail before it is durable. Throws or rejects with a
   * `MalformedFrame` when the frame is not one of y-websocket's.
   */
  take(member: Member, frame: Uint8Array): Promise<void> | undefined;
  /** What was taken is durable, or its member has been told that it is not. */
  settled(): Promise<void>;
  leave(member: Member): void;
}

export class MalformedFrame extends Error {}

export interface Rooms {
  /** Greets as y-websocket does: what we have seen, then who is here. Told of the room before it is greeted. */
  enter(ref: DocumentRef, member: Member, entered: (room: Room) => void): Promise<void>;
  /** An update that is in the log already, to everyone who has the document open. */
  passOn(ref: DocumentRef, stored: StoredUpdate): void;
  /** Who is at the document on another node; ignored when it cannot be read. */
  hearPresence(ref: DocumentRef, awareness: Uint8Array): void;
  /** Who is at the document here, as an awareness update. */
  presence(ref: DocumentRef): Uint8Array;
  /** Passes on what the log has beyond what was passed on. */
  catchUp(ref: DocumentRef): Promise<void>;
  /** The open documents, each with the number up to which everything was passed on. */
  positions(): { readonly ref: DocumentRef; readonly seq: number }[];
  /** The open documents of one user. */
  refsOf(userId: string): DocumentRef[];
  /** Documents with an open socket. */
  readonly count: () => number;
}

/** What is to be done beyond a room's own members; nothing when left out. */
export interface RoomSurroundings {
  /** A member's update is durable. */
  readonly stored?: (ref: DocumentRef, stored: StoredUpdate) => void;
  readonly opened?: (ref: DocumentRef) => void;
  /** Members came, changed or went: an awareness update. */
  readonly presenceChanged?: (ref: DocumentRef, awareness: Uint8Array) => void;
  /** Other nodes write into the same log. */
  readonly isLogShared?: boolean;
}

interface Present extends Room {
  readonly ref: DocumentRef;
  readonly members: Map<Member, Set<number>>;
  readonly awareness: Awareness;
  /** Undefined where nobody else writes into the log. */
  readonly position: LogPosition | undefined;
  /** When the position says something. */
  readonly placed: Promise<void>;
  /** What is being stored, the last of it; it never rejects. */
  storing: Promise<void> | undefined;
}

export function createRooms(log: UpdateLog, surroundings: RoomSurroundings = {}): Rooms {
  const presentByKey = new Map<string, Present>();
  const keysByUser = new Map<string, Set<string>>();

  return {
    count: () => presentByKey.size,
    refsOf: (userId) =>
      [...(keysByUser.get(userId) ?? [])].flatMap((key) => presentByKey.get(key)?.ref ?? []),
    positions: () =>
      [...presentByKey.values()].map(({ ref, position }) => ({ ref, seq: position?.seq ?? 0 })),
    passOn(ref, { seq, update }) {
      const present = presentByKey.get(keyOf(ref));
      if (present?.position?.pass(seq) === false) return;
      const frame = syncFrame(UPDATE, update);
      for (const member of present?.members.keys() ?? []) member.send(frame);
    },
    hearPresence(ref, awareness) {
      const present = presentByKey.get(keyOf(ref));
      if (!present) return;
      try {
        applyAwarenessUpdate(present.awareness, awareness, OTHER_NODE);
      } catch {
        // It is told anew with the next change, and members are told of what could be read.
      }
    },
    presence(ref) {
      const present = presentByKey.get(keyOf(ref));
      const clients = [...(present?.members.values() ?? [])].flatMap((own) => [...own]);
      return present ? encodeAwarenessUpdate(present.awareness, clients) : NOBODY;
    },
    async catchUp(ref) {
      const present = presentByKey.get(keyOf(ref));
      if (!present?.position) return;
      await present.placed;
      for (const { seq, update } of await log.after(ref, present.position.seq)) {
        const frame = syncFrame(UPDATE, update);
        for (const member of present.members.keys()) member.send(frame);
        present.position.reach(seq);
      }
    },
    async enter(ref, member, entered) {
      const present = presentByKey.get(keyOf(ref)) ?? open(ref);
      present.members.set(member, new Set());
      entered(present);
      // What is later than the position is passed on; what is not, the log has when it is asked below.
      await present.placed;
      const stored = await readSettled(present);
      member.send(syncFrame(STEP_1, stored?.stateVector ?? NOTHING_SEEN));
      sendAwareness(present, member);
    },
  };

  function open(ref: DocumentRef): Present {
    const awareness = new Awareness(nobody);
    awareness.setLocalState(null);
    const position = surroundings.isLogShared ? createLogPosition() : undefined;
    const placed = position ? log.lastSeq(ref).then(position.reach) : Promise.resolve();
    const present: Present = {
      ref,
      members: new Map(),
      awareness,
      position,
      placed,
      storing: undefined,
      take: (member, frame) => take(present, member, frame),
      settled: async () => present.storing,
      leave: (member) => leave(present, member),
    };
    awareness.on(
      'update',
      ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown) => {
        const clients = present.members.get(origin as Member);
        for (const client of [...added, ...updated]) clients?.add(client);
        for (const client of removed) clients?.delete(client);
        const update = encodeAwarenessUpdate(awareness, [...added, ...updated, ...removed]);
        for (const member of present.members.keys()) {
          if (member !== origin) member.send(awarenessFrame(update));
        }
        // Those that have long been silent are noticed by every node on its own.
        if (origin !== OTHER_NODE && origin !== 'timeout') surroundings.presenceChanged?.(ref, update);
      },
    );
    presentByKey.set(keyOf(ref), present);
    keysByUser.set(ref.userId, (keysByUser.get(ref.userId) ?? new Set()).add(keyOf(ref)));
    surroundings.opened?.(ref);
    return present;
  }

  function take(present: Present, member: Member, frame: Uint8Array): Promise<void> | undefined {
    if (!present.members.has(member)) return undefined;
    const decoder = createDecoder(frame);
    const type = readOrFail(() => readVarUint(decoder));
    if (type === SYNC) {
      const step = readOrFail(() => readVarUint(decoder));
      const payload = readOrFail(() => readVarUint8Array(decoder));
      if (hasContent(decoder)) throw new MalformedFrame('bytes after the end');
      if (step === STEP_1) return answerStateVector(present, member, payload);
      if (step !== STEP_2 && step !== UPDATE) throw new MalformedFrame('unknown step');
      takeUpdate(present, member, payload, step === UPDATE ? frame : undefined);
    } else if (type === AWARENESS)
      takeAwareness(
        present,
        member,
        readOrFail(() => readVarUint8Array(decoder)),
      );
    else if (type === QUERY_AWARENESS) sendAwareness(present, member);
    else throw new MalformedFrame('unknown type');
    return undefined;
  }

  function leave(present: Present, member: Member): void {
    const clients = present.members.get(member);
    if (!clients) return;
    present.members.delete(member);
    removeAwarenessStates(present.awareness, [...clients], member);
    if (present.members.size > 0) return;
    present.awareness.destroy();
    const { ref } = present;
    presentByKey.delete(keyOf(ref));
    const keys = keysByUser.get(ref.userId);
    keys?.delete(keyOf(ref));
    if (keys?.size === 0) keysByUser.delete(ref.userId);
  }

  async function answerStateVector(present: Present, member: Member, stateVector: Uint8Array): Promise<void> {
    const hasNothing = readOrFail(() => decodeStateVector(stateVector)).size === 0;
    const stored = await readSettled(present);
    const update = stored?.update ?? NO_CHANGE;
    member.send(syncFrame(STEP_2, hasNothing || !stored ? update : diffUpdate(update, stateVector)));
  }

  /** The log with all that was passed on before: who enters has not been sent that. */
  async function readSettled(present: Present) {
    await present.storing;
    return log.read(present.ref);
  }

  /** @param frame the update as it came, to be passed on as it is */
  function takeUpdate(
    present: Present,
    member: Member,
    update: Uint8Array,
    frame = syncFrame(UPDATE, update),
  ): void {
    // One that cannot be read would make the whole document unreadable for everybody.
    const { structs } = readOrFail(() => decodeUpdate(update));
    if (!structs.every(isAfterWhatItNames)) throw new MalformedFrame('an item that names a later one');
    if (isEqual(update, NO_CHANGE)) return;
    for (const other of present.members.keys()) if (other !== member) other.send(frame);
    const storing = log
      .append(present.ref, update)
      .then(
        (seq) => {
          present.position?.pass(seq);
          if (member.wantsStored) member.send(storedFrame(seq));
          surroundings.stored?.(present.ref, { seq, update });
        },
        (error: unknown) => member.failed(error),
      )
      .then(() => {
        if (present.storing === storing) present.storing = undefined;
      });
    present.storing = storing;
  }
}

/** Yjs takes this of an item's own client for granted; where it is not so, no document can take the update in. */
function isAfterWhatItNames(struct: Item | GC | Skip): boolean {
  if (!(struct instanceof Item)) return true;
  const { id, origin, rightOrigin, parent } = struct;
  return [origin, rightOrigin, parent].every(
    (named) => !(named instanceof ID) || named.client !== id.client || named.clock < id.clock,
  );
}

function takeAwareness({ awareness }: Present, member: Member, update: Uint8Array): void {
  readOrFail(() => applyAwarenessUpdate(awareness, update, member));
}

function sendAwareness({ awareness }: Present, member: Member): void {
  const clients = [...awareness.getStates().keys()];
  if (clients.length > 0) member.send(awarenessFrame(encodeAwarenessUpdate(awareness, clients)));
}

function readOrFail<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new MalformedFrame('not a frame of y-websocket', { cause });
  }
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function syncFrame(step: number, payload: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, SYNC);
  writeVarUint(encoder, step);
  writeVarUint8Array(encoder, payload);
  return toUint8Array(encoder);
}

function awarenessFrame(update: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, AWARENESS);
  writeVarUint8Array(encoder, update);
  return toUint8Array(encoder);
}

function storedFrame(seq: number): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, STORED);
  writeVarUint(encoder, seq);
  return toUint8Array(encoder);
}
