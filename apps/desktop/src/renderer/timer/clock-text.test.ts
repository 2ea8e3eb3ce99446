import { expect, it } from 'vitest';
import { clockText } from './clock-text.ts';

it.each([
  [0, '0:00'],
  [65, '1:05'],
  [3600, '1:00:00'],
  [36_061, '10:01:01'],
])('shows %i seconds as %s', (seconds, text) => {
  expect(clockText(seconds)).toBe(text);
});
