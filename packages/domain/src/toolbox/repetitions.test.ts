import { expect, it } from 'vitest';
import { addTry, countRepetitions, newRepetitions, undoTry } from './repetitions.ts';

const tried = (tries: string, startsAgain: boolean, target = 3) =>
  [...tries].reduce((all, each) => addTry(all, each === 'g'), newRepetitions(target, startsAgain));

it('37.7 counts in a row, and begins again after a failure', () => {
  expect(countRepetitions(tried('ggfg', true))).toEqual({
    reached: 1,
    good: 3,
    failed: 1,
    longestRow: 2,
    isDone: false,
  });
  expect(countRepetitions(tried('ggfggg', true)).isDone).toBe(true);
});

it('37.7 counts all good ones when it need not be in a row', () => {
  expect(countRepetitions(tried('ggfg', false))).toMatchObject({ reached: 3, longestRow: 2, isDone: true });
});

it('37.7 takes back the last one, back to none', () => {
  const taken = undoTry(tried('ggf', true));
  expect(countRepetitions(taken)).toMatchObject({ reached: 2, failed: 0 });
  expect(countRepetitions(undoTry(undoTry(undoTry(taken))))).toMatchObject({ reached: 0, good: 0 });
});

it('37.7 has a target from 1 to 999', () => {
  expect(newRepetitions(0, true).target).toBe(1);
  expect(newRepetitions(5000, true).target).toBe(999);
});
