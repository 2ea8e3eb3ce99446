import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addTap, tappedBpm } from './tap-tempo.ts';

const tapAll = (times: readonly number[]) => times.reduce<number[]>((taps, at) => addTap(taps, at), []);
const evenly = (count: number, intervalMs: number) => Array.from({ length: count }, (_, n) => n * intervalMs);

it('37.4 needs two taps', () => {
  expect(tappedBpm([])).toBeUndefined();
  expect(tappedBpm(tapAll([1000]))).toBeUndefined();
  expect(tappedBpm(tapAll([0, 500]))).toBe(120);
});

it('37.4 stays within a tenth however the finger trembles', () => {
  const taps = fc.tuple(
    fc.integer({ min: 30, max: 280 }),
    fc.array(fc.double({ min: -0.02, max: 0.02, noNaN: true }), { minLength: 9, maxLength: 9 }),
  );
  fc.assert(
    fc.property(taps, ([bpm, slips]) => {
      const beatMs = 60_000 / bpm;
      const tapped = tappedBpm(tapAll(slips.map((slip, n) => 1000 + (n + slip) * beatMs)));
      expect(Math.abs((tapped ?? 0) / bpm - 1)).toBeLessThan(0.01);
    }),
  );
});

it('37.4 is not moved by a missed tap or a doubled one', () => {
  const missed = evenly(9, 500).filter((_, n) => n !== 4);
  expect(tappedBpm(tapAll(missed))).toBe(120);
  const doubled = [...evenly(5, 500), 2030, ...evenly(4, 500).map((at) => at + 2500)];
  expect(Math.abs((tappedBpm(tapAll(doubled)) ?? 0) - 120)).toBeLessThan(4);
});

it('37.4 begins anew after a pause, and follows who slows down', () => {
  expect(tapAll([0, 500, 1000, 4001])).toEqual([4001]);
  expect(tappedBpm(tapAll([...evenly(9, 500), ...evenly(9, 1000).map((at) => 5000 + at)]))).toBe(60);
});

it('37.4 stays within what a metronome has', () => {
  expect(tappedBpm(tapAll([0, 2999]))).toBe(20);
  expect(tappedBpm(tapAll([0, 50]))).toBe(300);
});
