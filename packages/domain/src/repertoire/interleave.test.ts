import fc from 'fast-check';
import { expect, it } from 'vitest';
import { interleave } from './interleave.ts';

it('33.7 mixes the passages of a piece with other pieces', () => {
  const things = ['a 1', 'a 2', 'b', 'a 3', 'c'].map((id) => ({ id, pieceId: id[0] }));
  expect(interleave(things).map(({ id }) => id)).toEqual(['a 1', 'b', 'a 2', 'c', 'a 3']);
});

it('33.7 never has a piece twice in a row where that can be avoided, and loses nothing', () => {
  const thing = fc.record({ pieceId: fc.option(fc.constantFrom('a', 'b', 'c')), id: fc.uuid() });
  fc.assert(
    fc.property(fc.array(thing, { maxLength: 12 }), (things) => {
      const mixed = interleave(things);
      expect([...mixed].sort(byId)).toEqual([...things].sort(byId));
      const counts = ['a', 'b', 'c'].map((id) => things.filter(({ pieceId }) => pieceId === id).length);
      if (Math.max(0, ...counts) > Math.ceil(things.length / 2)) return;
      mixed.forEach(({ pieceId }, index) => {
        if (pieceId !== null && index > 0) expect(mixed[index - 1]?.pieceId).not.toBe(pieceId);
      });
    }),
  );
});

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
