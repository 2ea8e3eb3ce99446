import { expect, it } from 'vitest';
import { extended, type Selection, toggled } from './selection.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const none: Selection = { chosenIds: new Set(), anchorId: null };
const chosen = (selection: Selection) => [...selection.chosenIds].sort().join('');

it('takes an entry in and out', () => {
  const one = toggled(none, 'b');
  expect(chosen(one)).toBe('b');
  expect(chosen(toggled(one, 'b'))).toBe('');
});

it('goes on from the entry where it began, forth and back', () => {
  const two = extended(none, ids, 'c', 'b');
  expect(chosen(two)).toBe('bc');
  const three = extended(two, ids, 'd', 'c');
  expect(chosen(three)).toBe('bcd');
  expect(chosen(extended(three, ids, 'c', 'd'))).toBe('bc');
});

it('takes a whole row beside what is chosen elsewhere', () => {
  const apart = toggled(toggled(none, 'a'), 'c');
  expect(chosen(extended(apart, ids, 'e', null))).toBe('acde');
});
