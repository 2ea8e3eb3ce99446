import { expect, it } from 'vitest';
import { suggest } from './today.ts';

const piece = (id: string, status: string, lastPractisedOn: string | null) =>
  ({ id, title: id, status, lastPractisedOn }) as Parameters<typeof suggest>[0][number];

it('suggests what has waited longest, weighed by its status', () => {
  const chosen = suggest(
    [
      piece('played today', 'performance_ready', '2026-11-23'),
      piece('never played', 'learning', null),
      piece('neglected', 'working', '2026-11-03'),
      piece('a week ago', 'learning', '2026-11-16'),
      piece('put away', 'dropped', '2026-01-01'),
    ],
    '2026-11-23',
  );
  expect(chosen.map(({ id }) => id)).toEqual(['neglected', 'never played', 'a week ago', 'played today']);
  expect(chosen.map(({ days }) => days)).toEqual([20, null, 7, 0]);
});

it('suggests five at most, equal ones by title, and takes a date in the future for today', () => {
  const many = ['f', 'b', 'd', 'a', 'c', 'e'].map((id) => piece(id, 'learning', '2026-12-01'));
  const chosen = suggest(many, '2026-11-23');
  expect(chosen.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(chosen[0]?.days).toBe(0);
});
