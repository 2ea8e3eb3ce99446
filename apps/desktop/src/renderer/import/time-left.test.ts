import { expect, it } from 'vitest';
import { timeLeft } from './time-left.ts';

it('says a remaining time without false precision', () => {
  expect(timeLeft(300, 'en')).toBe('5 seconds');
  expect(timeLeft(41_000, 'en')).toBe('45 seconds');
  expect(timeLeft(61_000, 'de')).toBe('2 Minuten');
  expect(timeLeft(3_700_000, 'en')).toBe('2 hours');
});
