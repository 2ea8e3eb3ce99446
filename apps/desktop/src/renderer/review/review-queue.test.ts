import { expect, it } from 'vitest';
import { queueOf, type ReviewStep } from './review-queue.ts';

const items = (...ids: string[]) => ids.map((id) => ({ id }));
const accepted = (scoreId: string): ReviewStep => ({ scoreId, kind: 'accepted' });

it('begins with the least sure and knows what comes next', () => {
  const queue = queueOf({ items: items('a', 'b', 'c'), total: 34, steps: [], currentId: undefined });
  expect(queue).toEqual({ currentId: 'a', next: { id: 'b' }, position: 1, total: 34 });
});

it('counts the same before and after the list has been asked again', () => {
  const steps = [accepted('a')];
  const before = queueOf({ items: items('a', 'b', 'c'), total: 3, steps, currentId: 'b' });
  const after = queueOf({ items: items('b', 'c'), total: 2, steps, currentId: 'b' });
  expect(before).toEqual(after);
  expect(after).toEqual({ currentId: 'b', next: { id: 'c' }, position: 2, total: 3 });
});

it('stays with the score that is looked at when less sure ones come in', () => {
  const queue = queueOf({ items: items('new', 'a', 'b'), total: 3, steps: [], currentId: 'a' });
  expect(queue).toMatchObject({ currentId: 'a', next: { id: 'new' } });
});

it('does not come back to what was skipped', () => {
  const steps: ReviewStep[] = [{ scoreId: 'a', kind: 'skipped' }];
  const queue = queueOf({ items: items('a', 'b'), total: 2, steps, currentId: 'a' });
  expect(queue).toEqual({ currentId: 'b', next: undefined, position: 2, total: 2 });
});

it('counts a score that was taken back and is not in the list yet', () => {
  const queue = queueOf({ items: items('b'), total: 1, steps: [], currentId: 'a' });
  expect(queue).toEqual({ currentId: 'a', next: { id: 'b' }, position: 1, total: 2 });
});

it('ends', () => {
  const queue = queueOf({ items: [], total: 0, steps: [accepted('a')], currentId: 'a' });
  expect(queue).toMatchObject({ currentId: undefined, next: undefined });
});
