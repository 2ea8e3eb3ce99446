import { expect, test } from 'vitest';
import { quartersPerMinute } from './quarters-per-minute.ts';

test.each([
  ['Andante (♩ = 72)', '4/4', 72],
  ['♩. = 60', '6/8', 90],
  ['Vivace ♪ = ca. 132', '3/8', 66],
  ['𝅗𝅥 = 60', '2/2', 120],
  ['= 100', '4/4', 100],
])('the metronome mark of %s in %s', (tempo, time, quarters) => {
  expect(quartersPerMinute(tempo, time)).toBe(quarters);
});

test.each([
  ['Allegro con brio', '4/4', 132],
  ['Allegro', '6/8', 198],
  ['Langsam und zart', '6/8', 39],
  ['Mäßig', null, 96],
  ['Allº vivo', '2/4', 132],
  ['Alla breve, Andante', '2/2', 114],
] as const)('the words of %s in %s', (tempo, time, quarters) => {
  expect(quartersPerMinute(tempo, time)).toBe(quarters);
});

test('what names no speed says none', () => {
  expect(quartersPerMinute('Mit innigem Ausdruck', '4/4')).toBeNull();
});
