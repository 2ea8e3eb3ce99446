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
import {
  Doc,
  decodeStateVector,
  decodeUpdate,
  diffUpdate,
  encodeStateVectorFromUpdate,
  type GC,
  ID,
  Item,
  type Skip,
} from 'yjs';
import { type DocumentRef, keyOf, type UpdateLog } from '../log/update-log.ts';

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

export interface Member {
  send(frame: Uint8Array): void;
  /** Wants to be told when an update of its own is durable. */
  readonly wantsStored: boolean;
}

export interface Room {
  /** Greets as y-websocket does: what we have seen, then who is here. */
  enter(member: Member): Promise<void>;
  /** Rejects with a `MalformedFrame` when the frame is not one of y-websocket's. */
  take(member: Member, frame: Uint8Array): Promise<void>;
  leave(member: Member): void;
}

export class MalformedFrame extends Error {}

export interface Rooms {
  room(ref: DocumentRef): Room;
  /** An update that is in the log already, to everyone who has the document open. */
  passOn(ref: DocumentRef, update: Uint8Array): void;
  /** Documents with an open socket. */
  readonly count: () => number;
}

interface Present {
  readonly members: Map<Member, Set<number>>;
  readonly awareness: Awareness;
}

/** @param onStored told after an update of a member's has been stored */
export function createRooms(log: UpdateLog, onStored: (ref: DocumentRef) => void = () => undefined): Rooms {
  const presentByKey = new Map<string, Present>();

  return {
    count: () => presentByKey.size,
    passOn(ref, update) {
      const frame = syncFrame(UPDATE, update);
      for (const member of presentByKey.get(keyOf(ref))?.members.keys() ?? []) member.send(frame);
    },
    room: (ref) => ({
      async enter(member) {
        const present = presentByKey.get(keyOf(ref)) ?? open(ref);
        present.members.set(member, new Set());
        const stored = await log.read(ref);
        const seen = stored ? encodeStateVectorFromUpdate(stored.update) : NOTHING_SEEN;
        member.send(syncFrame(STEP_1, seen));
        sendAwareness(present, member);
      },
      async take(member, frame) {
        const present = presentByKey.get(keyOf(ref));
        if (!present?.members.has(member)) return;
        const decoder = createDecoder(frame);
        const type = readOrFail(() => readVarUint(decoder));
        if (type === SYNC) {
          const step = readOrFail(() => readVarUint(decoder));
          const payload = readOrFail(() => readVarUint8Array(decoder));
          if (hasContent(decoder)) throw new MalformedFrame('bytes after the end');
          if (step === STEP_1) await answerStateVector(ref, member, payload);
          else if (step === STEP_2 || step === UPDATE) await store(ref, present, member, payload);
          else throw new MalformedFrame('unknown step');
        } else if (type === AWARENESS)
          takeAwareness(
            present,
            member,
            readOrFail(() => readVarUint8Array(decoder)),
          );
        else if (type === QUERY_AWARENESS) sendAwareness(present, member);
        else throw new MalformedFrame('unknown type');
      },
      leave(member) {
        const present = presentByKey.get(keyOf(ref));
        const clients = present?.members.get(member);
        if (!present || !clients) return;
        present.members.delete(member);
        removeAwarenessStates(present.awareness, [...clients], member);
        if (present.members.size > 0) return;
        present.awareness.destroy();
        presentByKey.delete(keyOf(ref));
      },
    }),
  };

  function open(ref: DocumentRef): Present {
    // Awareness wants a document for its client id alone; ours never speaks for itself.
    const awareness = new Awareness(new Doc());
    awareness.setLocalState(null);
    const present: Present = { members: new Map(), awareness };
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
      },
    );
    presentByKey.set(keyOf(ref), present);
    return present;
  }

  async function answerStateVector(ref: DocumentRef, member: Member, stateVector: Uint8Array): Promise<void> {
    readOrFail(() => decodeStateVector(stateVector));
    const stored = await log.read(ref);
    const missing = stored ? diffUpdate(stored.update, stateVector) : NO_CHANGE;
    member.send(syncFrame(STEP_2, missing));
  }

  async function store(
    ref: DocumentRef,
    present: Present,
    member: Member,
    update: Uint8Array,
  ): Promise<void> {
    // One that cannot be read would make the whole document unreadable for everybody.
    const { structs } = readOrFail(() => decodeUpdate(update));
    if (!structs.every(isAfterWhatItNames)) throw new MalformedFrame('an item that names a later one');
    if (isEqual(update, NO_CHANGE)) return;
    const seq = await log.append(ref, update);
    const frame = syncFrame(UPDATE, update);
    for (const other of present.members.keys()) if (other !== member) other.send(frame);
    if (member.wantsStored) member.send(storedFrame(seq));
    onStored(ref);
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
