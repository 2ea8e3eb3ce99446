/**
 * Cuts a Yjs update (V1) into pieces that each fit a frame. A piece is an update of its own. Structs keep the
 * order of their client and come after what they refer to, so that a peer can take in every piece as it comes;
 * deletions come last.
 */
import { toUint8Array, writeUint8Array, writeVarUint } from 'lib0/encoding';
import * as Y from 'yjs';

type Struct = ReturnType<typeof Y.decodeUpdate>['structs'][number];
export type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];

/** Clock after the last one seen, by client. */
export type StateVector = ReadonlyMap<number, number>;

/** Structs of one client without a gap between them. */
interface Run {
  readonly startClock: number;
  endClock: number;
  readonly structs: Uint8Array[];
}

interface Piece {
  readonly runByClient: Map<number, Run>;
  sizeBytes: number;
}

/** A deletion is two numbers of five bytes at most. */
const BYTES_PER_DELETION = 10;

/**
 * A struct larger than a piece makes a piece that is larger.
 * @param options.known what the peer has, so that references to it count as met
 * @param options.knownDeletions what the peer has deleted; left out
 */
export function splitUpdate(
  update: Uint8Array,
  options: { readonly pieceBytes: number; readonly known?: StateVector; readonly knownDeletions?: DeleteSet },
): Uint8Array[] {
  const { structs, ds } = Y.decodeUpdate(update);
  const pieces: Uint8Array[] = [];
  let piece: Piece = { runByClient: new Map(), sizeBytes: 0 };
  for (const struct of inOrder(structs, options.known ?? new Map())) {
    const bytes = encodeStruct(struct);
    const { client, clock } = struct.id;
    const isAfterGap = (piece.runByClient.get(client)?.endClock ?? clock) !== clock;
    if (piece.sizeBytes > 0 && (isAfterGap || piece.sizeBytes + bytes.length > options.pieceBytes)) {
      pieces.push(encodePiece(piece));
      piece = { runByClient: new Map(), sizeBytes: 0 };
    }
    const run = piece.runByClient.get(client) ?? { startClock: clock, endClock: clock, structs: [] };
    piece.runByClient.set(client, run);
    run.endClock = clock + struct.length;
    run.structs.push(bytes);
    piece.sizeBytes += bytes.length;
  }
  if (piece.sizeBytes > 0) pieces.push(encodePiece(piece));
  pieces.push(...deletionPieces(without(ds, options.knownDeletions), options.pieceBytes));
  return pieces;
}

/** Each client's structs in their order, and each struct after those it refers to. */
function* inOrder(structs: readonly Struct[], known: StateVector): Generator<Struct> {
  const queueByClient = new Map<number, Struct[]>();
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const queue = queueByClient.get(struct.id.client) ?? [];
    queueByClient.set(struct.id.client, queue);
    queue.push(struct);
  }
  const nextByClient = new Map<number, number>();
  const reached = new Map(known);
  const isMet = (id: Y.ID | null | undefined) => !id || id.clock < (reached.get(id.client) ?? 0);
  let hasMoved = true;
  while (queueByClient.size > 0) {
    // What refers to something that is in neither cannot wait for it.
    const mustMove = !hasMoved;
    hasMoved = false;
    for (const [client, queue] of queueByClient) {
      let next = nextByClient.get(client) ?? 0;
      for (let struct = queue[next]; struct; struct = queue[next]) {
        if (!(mustMove && !hasMoved) && !references(struct).every(isMet)) break;
        yield struct;
        reached.set(client, struct.id.clock + struct.length);
        hasMoved = true;
        next += 1;
      }
      nextByClient.set(client, next);
      if (next === queue.length) queueByClient.delete(client);
    }
  }
}

function references(struct: Struct): (Y.ID | null)[] {
  if (!(struct instanceof Y.Item)) return [];
  const parent = struct.parent instanceof Y.ID ? struct.parent : null;
  const own = struct.id.client;
  return [struct.origin, struct.rightOrigin, parent].filter((id) => id !== null && id.client !== own);
}

function encodeStruct(struct: Struct): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return encoder.toUint8Array();
}

function encodePiece({ runByClient }: Piece): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const rest = encoder.restEncoder;
  writeVarUint(rest, runByClient.size);
  // Yjs writes the greater client first.
  for (const [client, run] of [...runByClient].sort(([a], [b]) => b - a)) {
    writeVarUint(rest, run.structs.length);
    encoder.writeClient(client);
    writeVarUint(rest, run.startClock);
    for (const bytes of run.structs) writeUint8Array(rest, bytes);
  }
  writeVarUint(rest, 0);
  return toUint8Array(rest);
}

interface Deletion {
  readonly client: number;
  readonly clock: number;
  readonly len: number;
}

function deletionPieces(deletions: readonly Deletion[], pieceBytes: number): Uint8Array[] {
  const perPiece = Math.max(1, Math.floor(pieceBytes / BYTES_PER_DELETION));
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < deletions.length; start += perPiece) {
    const byClient = Map.groupBy(deletions.slice(start, start + perPiece), ({ client }) => client);
    const { restEncoder: rest } = new Y.UpdateEncoderV1();
    writeVarUint(rest, 0);
    writeVarUint(rest, byClient.size);
    for (const [client, ranges] of byClient) {
      writeVarUint(rest, client);
      writeVarUint(rest, ranges.length);
      for (const { clock, len } of ranges) {
        writeVarUint(rest, clock);
        writeVarUint(rest, len);
      }
    }
    pieces.push(toUint8Array(rest));
  }
  return pieces;
}

/** Both sets are sorted by clock and free of overlaps, as Yjs writes them. */
function without(set: DeleteSet, known: DeleteSet | undefined): Deletion[] {
  const left: Deletion[] = [];
  for (const [client, ranges] of set.clients) {
    const covered = known?.clients.get(client) ?? [];
    let index = 0;
    for (const { clock, len } of ranges) {
      let from = clock;
      const end = clock + len;
      while (from < end) {
        let cover = covered[index];
        while (cover && cover.clock + cover.len <= from) {
          index += 1;
          cover = covered[index];
        }
        if (!cover || cover.clock >= end) {
          left.push({ client, clock: from, len: end - from });
          break;
        }
        if (cover.clock > from) left.push({ client, clock: from, len: cover.clock - from });
        from = Math.min(end, cover.clock + cover.len);
      }
    }
  }
  return left;
}
