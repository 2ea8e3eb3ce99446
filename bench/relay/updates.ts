/** What devices write, made before the clock runs. */
import { createDecoder, readVarUint } from 'lib0/decoding';
import { Doc, encodeStateAsUpdate } from 'yjs';

/** So that an update has about 128 bytes. */
const TEXT = 'x'.repeat(100);

/** Updates of one device, each a new field of the same record. */
export function writtenBy(device: number, count: number): Uint8Array[] {
  const doc = new Doc();
  doc.clientID = device + 1;
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const record = doc.getMap('record');
  for (let index = 0; index < count; index += 1) record.set(`${device}.${index}`, TEXT);
  doc.destroy();
  return updates;
}

/** Knows an update of `writtenBy` however a server has wrapped it, by the client and clock of its first struct. */
export function nameOf(update: Uint8Array): { readonly writer: number; readonly id: string } {
  const decoder = createDecoder(update);
  readVarUint(decoder);
  readVarUint(decoder);
  const client = readVarUint(decoder);
  return { writer: client - 1, id: `${client}.${readVarUint(decoder)}` };
}

/** A journal of many entries, in pieces that fit a frame. */
export function largeDocument(entries: number): { pieces: Uint8Array[]; sizeBytes: number } {
  const doc = new Doc();
  const pieces: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => pieces.push(update));
  const map = doc.getMap('entries');
  for (let first = 0; first < entries; first += 500) {
    doc.transact(() => {
      for (let index = first; index < Math.min(entries, first + 500); index += 1) {
        map.set(`entry-${index}`, {
          timestamp: 1_700_000_000_000 + index * 3_600_000,
          duration: index % 90,
          type: 'practice',
          instrument: 'piano',
          pieces: [{ title: `Sonata no. ${index % 32}`, composer: 'Ludwig van Beethoven' }],
          notes: `Slow practice of the second theme, hands apart, ${index}.`,
        });
      }
    });
  }
  const { length: sizeBytes } = encodeStateAsUpdate(doc);
  doc.destroy();
  return { pieces, sizeBytes };
}
