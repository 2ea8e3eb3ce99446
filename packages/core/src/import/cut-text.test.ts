import { expect, test } from 'vitest';
import { cutText } from './cut-text.ts';

test('cuts no character in two', () => {
  expect(cutText('🎻🎻', 3)).toBe('🎻');
  expect(cutText('🎻🎻', 4)).toBe('🎻🎻');
  expect(cutText('Fuga', 2)).toBe('Fu');
});

test('half a character that was there before is marked as unreadable', () => {
  expect(cutText('\uDFBB a', 10)).toBe('\uFFFD a');
});
