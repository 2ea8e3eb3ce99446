import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beatsAt, bpmAt, secondsAt, type Tempo } from './tempo.ts';
import { retime, startTimeline, stepSeconds, stepsBetween, subdivide } from './timeline.ts';

const bpm = fc.double({ min: 20, max: 300, noNaN: true });
const steady = bpm.map((value): Tempo => ({ kind: 'steady', bpm: value }));
const ramp = fc
  .tuple(bpm, bpm, fc.integer({ min: 1, max: 600 }), fc.constantFrom('over-beats', 'over-seconds'))
  .map(
    ([fromBpm, toBpm, length, kind]): Tempo =>
      kind === 'over-beats'
        ? { kind, fromBpm, toBpm, beats: length }
        : { kind: 'over-seconds', fromBpm, toBpm, seconds: length },
  );
const tempo = fc.oneof(steady, ramp);
const stepsPerBeat = fc.integer({ min: 1, max: 6 });

describe('timeline', () => {
  it('37.1 does not drift in an hour of look-ahead windows', () => {
    const hour = fc.tuple(
      fc.integer({ min: 20, max: 300 }),
      fc.double({ min: 0, max: 1000, noNaN: true }),
      fc.integer({ min: 10, max: 900 }),
    );
    fc.assert(
      fc.property(hour, ([value, start, windowMs]) => {
        const timeline = startTimeline({ kind: 'steady', bpm: value }, start, 1);
        let given = 0;
        let worst = 0;
        let isInOrder = true;
        for (let from = start; from < start + 3600; from += windowMs / 1000) {
          for (const { beat, seconds } of stepsBetween(timeline, from, from + windowMs / 1000)) {
            worst = Math.max(worst, Math.abs(seconds - (start + (beat * 60) / value)));
            isInOrder &&= beat === given;
            given += 1;
          }
        }
        expect(isInOrder).toBe(true);
        expect(given).toBeGreaterThanOrEqual(value * 60);
        expect(worst).toBeLessThan(1e-6);
      }),
      { numRuns: 8 },
    );
  });

  it('37.2 gives every step once, in order, whatever the windows', () => {
    const windows = fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(tempo, stepsPerBeat, windows, (given, perBeat, sizes) => {
        const timeline = startTimeline(given, 0.5, perBeat);
        let from = 0;
        const steps = sizes.flatMap((size) => {
          const found = stepsBetween(timeline, from, from + size);
          from += size;
          return found;
        });
        expect(steps).toEqual(stepsBetween(timeline, 0, from));
        expect(steps.map(({ step }) => step)).toEqual(steps.map((_, index) => index));
        for (const [index, { seconds }] of steps.entries()) {
          expect(seconds).toBeLessThan(from);
          if (index > 0) expect(seconds).toBeGreaterThan(steps[index - 1]?.seconds ?? 0);
        }
      }),
    );
  });

  it('37.2 loses and repeats none when tempo or subdivisions change', () => {
    const changes = fc.array(
      fc.tuple(fc.double({ min: 0.01, max: 1.5, noNaN: true }), fc.oneof(tempo, stepsPerBeat)),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(tempo, changes, (first, all) => {
        let timeline = startTimeline(first, 0, 2);
        let at = 0;
        let lastSeconds = -1;
        const beats: number[] = [];
        for (const [size, change] of all) {
          for (const { beat, subdivision, seconds } of stepsBetween(timeline, at, at + size)) {
            expect(seconds).toBeGreaterThanOrEqual(at);
            expect(seconds).toBeGreaterThan(lastSeconds);
            lastSeconds = seconds;
            if (subdivision === 0) beats.push(beat);
          }
          at += size;
          timeline =
            typeof change === 'number' ? subdivide(timeline, change, at) : retime(timeline, change, at);
        }
        expect(beats).toEqual(beats.map((_, index) => index));
      }),
    );
  });

  it('37.2 keeps its place when the tempo changes in the middle of a beat', () => {
    const slow = startTimeline({ kind: 'steady', bpm: 60 }, 10, 1);
    const quick = retime(slow, { kind: 'steady', bpm: 120 }, 12.5);
    expect(stepSeconds(quick, 3)).toBeCloseTo(12.75, 12);
    expect(stepsBetween(quick, 12.5, 14).map(({ step }) => step)).toEqual([3, 4, 5]);
  });

  it('37.3 goes evenly from one tempo to the other and stays there', () => {
    fc.assert(
      fc.property(ramp, (given) => {
        if (given.kind === 'steady') return;
        const gaps = Array.from(
          { length: 80 },
          (_, beat) => secondsAt(given, beat + 1) - secondsAt(given, beat),
        );
        const sign = Math.sign(given.fromBpm - given.toBpm);
        for (const [index, gap] of gaps.entries()) {
          expect(gap).toBeGreaterThan(0);
          // Rounding of the sums, far below what a computer's clock can tell.
          if (index > 0) expect((gap - (gaps[index - 1] ?? 0)) * sign).toBeGreaterThan(-1e-9);
        }
        const far = given.kind === 'over-beats' ? given.beats : beatsAt(given, given.seconds);
        expect(bpmAt(given, 0)).toBeCloseTo(given.fromBpm, 6);
        expect(bpmAt(given, far + 1)).toBeCloseTo(given.toBpm, 9);
        expect(secondsAt(given, far + 1) - secondsAt(given, far)).toBeCloseTo(60 / given.toBpm, 6);
      }),
    );
  });

  it('37.3 knows the place from the time as well as the time from the place', () => {
    fc.assert(
      fc.property(tempo, fc.double({ min: 0, max: 2000, noNaN: true }), (given, beats) => {
        expect(beatsAt(given, secondsAt(given, beats))).toBeCloseTo(beats, 6);
      }),
    );
  });

  it('37.3 knows a ramp from its sums: 60 to 120 over 60 seconds is 90 beats', () => {
    expect(beatsAt({ kind: 'over-seconds', fromBpm: 60, toBpm: 120, seconds: 60 }, 60)).toBeCloseTo(90, 9);
    // The mean of 60/bpm over the beats is ln 2.
    expect(secondsAt({ kind: 'over-beats', fromBpm: 60, toBpm: 120, beats: 60 }, 60)).toBeCloseTo(
      60 * Math.LN2,
      9,
    );
  });
});
