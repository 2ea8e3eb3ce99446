import { expect, it } from 'vitest';
import { answerAbsence, type Beat, noteAbsence } from './absence.ts';
import { elapsedMs, positionOf } from './course.ts';
import { timerModeSchema } from './mode.ts';
import { pauseTimer, resumeTimer, startTimer, type Timer } from './timer.ts';

const MINUTE = 60_000;
const THRESHOLD = 10 * MINUTE;
const start = Date.UTC(2026, 2, 28, 23, 0);
const at = (minutes: number) => new Date(start + minutes * MINUTE).toISOString();
const ms = (minutes: number) => start + minutes * MINUTE;
const beat = (minutes: number, monotonicMinutes: number | null = minutes): Beat => ({
  wallMs: ms(minutes),
  monotonicMs: monotonicMinutes === null ? null : monotonicMinutes * MINUTE,
});
const minutes = (timer: Timer, now: number) => elapsedMs(timer, ms(now)) / MINUTE;
const running = startTimer({ title: 'Rondo' }, 'Europe/Berlin', at(0));

it('32.6 signs of life close together are no absence', () => {
  expect(noteAbsence(running, beat(20), beat(20.3), THRESHOLD)).toBe(running);
  expect(noteAbsence(running, beat(20), beat(30), THRESHOLD)).toBe(running);
});

it('32.6 a suspended machine is asked about, whether its monotonic clock stood or ran; nothing is lost', () => {
  for (const monotonic of [20.1, 80]) {
    const timer = noteAbsence(running, beat(20), beat(80, monotonic), THRESHOLD);
    expect(timer.absences).toEqual([{ start: at(20), end: at(80) }]);
    expect(minutes(timer, 90)).toBe(90);
    expect(minutes(answerAbsence(timer, { kind: 'keep' }), 90)).toBe(90);
    expect(minutes(answerAbsence(timer, { kind: 'drop' }), 90)).toBe(30);
    const split = answerAbsence(timer, { kind: 'split', keepMinutes: 15 });
    expect(minutes(split, 90)).toBe(45);
    expect(split.absences).toEqual([]);
    expect(split.state).toBe('running');
  }
});

it('32.6 more minutes than there are keep the whole gap', () => {
  const timer = noteAbsence(running, beat(20), beat(80), THRESHOLD);
  expect(minutes(answerAbsence(timer, { kind: 'split', keepMinutes: 999 }), 90)).toBe(90);
});

it('32.6 a restart long after a crash is asked about, a quick one is not', () => {
  expect(noteAbsence(running, beat(20, null), beat(21, 0), THRESHOLD)).toBe(running);
  const late = noteAbsence(running, beat(20, null), beat(500, 0), THRESHOLD);
  expect(late.absences).toEqual([{ start: at(20), end: at(500) }]);
  // No sign of life is known of a timer that an earlier version started.
  expect(noteAbsence(running, null, beat(500, 0), THRESHOLD).absences).toEqual([
    { start: at(0), end: at(500) },
  ]);
});

it('32.6 a paused timer and a sign of life from before its start are no absence', () => {
  const paused = pauseTimer(running, at(10));
  expect(noteAbsence(paused, beat(10), beat(900), THRESHOLD)).toBe(paused);
  const resumed = resumeTimer(paused, at(900));
  expect(noteAbsence(resumed, beat(10), beat(901), THRESHOLD)).toBe(resumed);
});

it('32.6 summer time begins at this hour and is no gap', () => {
  // 29 March 2026, 01:59 to 03:00 in Berlin.
  const before = beat(119);
  expect(new Date(before.wallMs).toISOString()).toBe('2026-03-29T00:59:00.000Z');
  expect(noteAbsence(running, before, beat(120), THRESHOLD)).toBe(running);
  expect(minutes(running, 180)).toBe(180);
});

it('32.6 two absences are answered one after the other', () => {
  let timer = noteAbsence(running, beat(10), beat(40), THRESHOLD);
  timer = noteAbsence(timer, beat(50), beat(100), THRESHOLD);
  timer = answerAbsence(timer, { kind: 'drop' });
  expect(timer.absences).toEqual([{ start: at(50), end: at(100) }]);
  timer = pauseTimer(answerAbsence(timer, { kind: 'drop' }), at(110));
  expect(minutes(timer, 110)).toBe(30);
  expect(answerAbsence(timer, { kind: 'drop' })).toBe(timer);
});

it('32.6 without the gap the phase is where it was', () => {
  const mode = timerModeSchema.parse({
    kind: 'pomodoro',
    workMinutes: 25,
    breakMinutes: 5,
    longBreakMinutes: 15,
    rounds: 4,
  });
  const timer = noteAbsence(startTimer({}, 'UTC', at(0), mode), beat(20), beat(80), THRESHOLD);
  const dropped = answerAbsence(timer, { kind: 'drop' });
  expect(positionOf(dropped, ms(82))).toMatchObject({ phase: { kind: 'work' }, leftMs: 3 * MINUTE });
});

it('32.7 a clock set back loses nothing of what ran before or since', () => {
  const timer = noteAbsence(running, beat(40), beat(-20, 40.25), THRESHOLD);
  expect(minutes(timer, -20)).toBe(40.25);
  expect(minutes(timer, 0)).toBe(60.25);
  expect(noteAbsence(running, beat(40), beat(39.99, 40.25), THRESHOLD)).toBe(running);
});

it('32.7 after it a gap is cut out of the time since, never of the time before', () => {
  let timer = noteAbsence(running, beat(40), beat(0, 40), THRESHOLD);
  timer = noteAbsence(timer, beat(5, 45), beat(35, 75), THRESHOLD);
  expect(minutes(answerAbsence(timer, { kind: 'drop' }), 40)).toBe(50);
  const asked = noteAbsence(running, beat(10), beat(40), THRESHOLD);
  expect(noteAbsence(asked, beat(40), beat(0, 40), THRESHOLD).absences).toEqual([]);
});
