import { expect, it } from 'vitest';
import { changed, draftOf, inputsOf, problemOf, shifted, withPiece } from './contents-draft.ts';

const proposed = {
  source: 'contents-page' as const,
  items: [
    { title: 'Minuet', composer: 'Petzold', opus: null, firstPage: 3, lastPage: 3, confidence: 0.9 },
    { title: 'March', composer: null, opus: 'Op. 1', firstPage: 4, lastPage: 6, confidence: 0.9 },
  ],
};
const fresh = draftOf({ items: [], proposed, isChecked: false });

it('starts with what is proposed, until a person has looked', () => {
  expect(fresh.map(({ title, isTaken }) => [title, isTaken])).toEqual([
    ['Minuet', true],
    ['March', true],
  ]);
  expect(draftOf({ items: [], proposed, isChecked: true })).toEqual([]);
});

it('sends what is taken, with empty composers as none', () => {
  const [first] = fresh;
  expect(inputsOf(changed(fresh, first?.key ?? '', { isTaken: false }))).toEqual([
    { title: 'March', composer: null, opus: 'Op. 1', firstPage: 4, lastPage: 6, pieceId: null },
  ]);
});

it('shifts all pages at once, not before the first', () => {
  expect(shifted(fresh, -3).map(({ firstPage, lastPage }) => [firstPage, lastPage])).toEqual([
    ['1', '1'],
    ['1', '3'],
  ]);
  expect(shifted(changed(fresh, '0', { firstPage: 'x' }), 2)[0]).toMatchObject({
    firstPage: 'x',
    lastPage: '5',
  });
});

it('puts a new piece where its page is', () => {
  expect(withPiece(fresh, 3, 'new').map(({ key }) => key)).toEqual(['0', 'new', '1']);
  expect(withPiece(fresh, 9, 'new').map(({ key }) => key)).toEqual(['0', '1', 'new']);
});

it('says what is wrong with a piece that is taken', () => {
  const [piece] = fresh;
  if (!piece) throw new Error('no piece');
  const wrong = (change: object) => problemOf({ ...piece, ...change }, 6);
  expect(wrong({})).toBeNull();
  expect(wrong({ title: ' ' })).toBe('title');
  expect(wrong({ firstPage: '7' })).toBe('firstPage');
  expect(wrong({ firstPage: '' })).toBe('firstPage');
  expect(wrong({ lastPage: '2' })).toBe('lastPage');
  expect(wrong({ lastPage: '7' })).toBe('lastPage');
  expect(wrong({ title: '', isTaken: false })).toBeNull();
});
