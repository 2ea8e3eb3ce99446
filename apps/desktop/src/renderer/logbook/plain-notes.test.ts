import { expect, it } from 'vitest';
import { plainNotes } from './plain-notes.ts';

it.each([
  ['Slow practice of the coda.', 'Slow practice of the coda.'],
  ['# Coda\n\n- **slowly**, then *faster*\n- [ ] by heart', 'Coda slowly, then faster by heart'],
  ['[A recording](https://example.org) ![x](y.png)', 'A recording'],
  ['| bar | tempo |\n|---|---|\n| 12 | 72 |', 'bar tempo 12 72'],
  ['bars 3 * 4, left_hand_only, 60 - 72', 'bars 3 * 4, left_hand_only, 60 - 72'],
])('shows “%s” as “%s”', (notes, plain) => {
  expect(plainNotes(notes)).toBe(plain);
});
