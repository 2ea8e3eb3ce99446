import { expect, it } from 'vitest';
import { isTooDeep, MAX_DEPTH } from './depth.ts';

function nested(levels: number): unknown {
  let value: unknown = 'inside';
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { value };
  return value;
}

it('tells what nests more than is allowed, at any depth', () => {
  expect(isTooDeep(nested(MAX_DEPTH))).toBe(false);
  expect(isTooDeep(nested(MAX_DEPTH + 1))).toBe(true);
  expect(isTooDeep([1, { a: nested(100_000) }])).toBe(true);
  expect(isTooDeep(null)).toBe(false);
});
