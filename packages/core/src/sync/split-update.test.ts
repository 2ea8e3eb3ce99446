import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { splitUpdate } from './split-update.ts';

const NO_CHANGE = Uint8Array.of(0, 0);

function contentOf(doc: Y.Doc) {
  return {
    map: doc.getMap('m').toJSON(),
    text: doc.getText('t').toString(),
    vector: new Map([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort()),
  };
}

/** Documents that edit a map and a text and now and then learn of each other. */
function history(steps: readonly [number, number, number][]): Y.Doc[] {
  const docs = [1, 2, 3].map((client) => {
    const doc = new Y.Doc();
    doc.clientID = client;
    return doc;
  });
  for (const [who, what, value] of steps) {
    const doc = docs[who % 3] as Y.Doc;
    const text = doc.getText('t');
    if (what === 0) doc.getMap('m').set(`k${value % 5}`, { value, padding: 'x'.repeat(value % 40) });
    else if (what === 1) text.insert(value % (text.length + 1), `<${value}>`);
    else if (what === 2 && text.length > 2) text.delete(value % (text.length - 1), 1);
    else if (what === 3) doc.getMap('m').delete(`k${value % 5}`);
    else Y.applyUpdate(docs[value % 3] as Y.Doc, Y.encodeStateAsUpdate(doc));
  }
  return docs;
}

it('2.2 pieces give the same document, and each can be taken in as it comes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(2), fc.nat(4), fc.nat(1000)), { maxLength: 80 }),
      fc.integer({ min: 20, max: 400 }),
      (steps, pieceBytes) => {
        const [from, behind] = history(steps) as [Y.Doc, Y.Doc, Y.Doc];
        Y.applyUpdate(from, Y.encodeStateAsUpdate(behind));
        const behindUpdate = Y.encodeStateAsUpdate(behind);
        const known = Y.decodeStateVector(Y.encodeStateVector(behind));
        const pieces = splitUpdate(Y.encodeStateAsUpdate(from, Y.encodeStateVector(behind)), {
          pieceBytes,
          known,
          knownDeletions: Y.decodeUpdate(behindUpdate).ds,
        });
        const to = new Y.Doc();
        Y.applyUpdate(to, behindUpdate);
        for (const piece of pieces) {
          Y.applyUpdate(to, piece);
          expect(to.store.pendingStructs).toBeNull();
          expect(to.store.pendingDs).toBeNull();
        }
        expect(contentOf(to)).toEqual(contentOf(from));
        const merged = new Y.Doc();
        Y.applyUpdate(merged, Y.mergeUpdates([behindUpdate, ...pieces]));
        expect(contentOf(merged)).toEqual(contentOf(from));
      },
    ),
    { numRuns: 300 },
  );
});

it('2.3 nothing is left of a document that the peer has, deletions included', () => {
  const [from] = history([
    [0, 1, 7],
    [0, 0, 3],
    [0, 2, 1],
    [0, 3, 3],
  ]) as [Y.Doc];
  const update = Y.encodeStateAsUpdate(from);
  const known = Y.decodeStateVector(Y.encodeStateVector(from));
  const rest = Y.encodeStateAsUpdate(from, Y.encodeStateVector(from));
  expect(rest).not.toEqual(NO_CHANGE);
  expect(splitUpdate(rest, { pieceBytes: 1000, known, knownDeletions: Y.decodeUpdate(update).ds })).toEqual(
    [],
  );
});

it('2.2 no piece is larger than asked for, but for its own envelope', () => {
  const doc = new Y.Doc();
  for (let n = 0; n < 5000; n += 1) doc.getMap('m').set(`key ${n}`, { text: 'x'.repeat(100) });
  const pieces = splitUpdate(Y.encodeStateAsUpdate(doc), { pieceBytes: 20_000 });
  expect(pieces.length).toBeGreaterThan(25);
  for (const piece of pieces) expect(piece.length).toBeLessThan(20_050);
});
