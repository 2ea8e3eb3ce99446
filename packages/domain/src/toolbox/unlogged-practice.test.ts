import { expect, it } from 'vitest';
import {
  isOffered,
  mainTool,
  noUnloggedPractice,
  observePractice,
  type PracticeTool,
  unloggedMinutes,
} from './unlogged-practice.ts';

const START = Date.UTC(2026, 5, 1, 18);

interface Stretch {
  readonly minutes: number;
  readonly inUse?: readonly PracticeTool[];
  readonly timer?: boolean;
}

/** Observed every 20 seconds; nothing is in use at the end. */
function practised(...stretches: Stretch[]) {
  let nowMs = START;
  let practice = noUnloggedPractice;
  for (const { minutes, inUse = [], timer: isTimerRunning = false } of stretches) {
    for (let step = 0; step < minutes * 3; step += 1) {
      practice = observePractice(practice, { nowMs, inUse, isTimerRunning }, 10);
      nowMs += 20_000;
    }
  }
  return observePractice(practice, { nowMs, inUse: [], isTimerRunning: false }, 10);
}

it('37.9 counts while a tool is in use, and offers what is long enough', () => {
  const practice = practised(
    { minutes: 6, inUse: ['metronome'] },
    { minutes: 3 },
    { minutes: 5, inUse: ['metronome'] },
  );
  expect(unloggedMinutes(practice)).toBe(11);
  expect(practice.startedAt).toBe(new Date(START).toISOString());
  expect(isOffered(practice, 10)).toBe(true);
  expect(isOffered(practice, 12)).toBe(false);
  expect(isOffered(practice, null)).toBe(false);
});

it('37.9 counts two tools at once only once, and names the entry after the score', () => {
  const practice = practised({ minutes: 10, inUse: ['score', 'metronome'] });
  expect(unloggedMinutes(practice)).toBe(10);
  expect(mainTool(practice)).toBe('score');
  expect(mainTool(practised({ minutes: 2, inUse: ['metronome'] }, { minutes: 3, inUse: ['counter'] }))).toBe(
    'counter',
  );
});

it('37.9 counts nothing that a timer counts', () => {
  const practice = practised(
    { minutes: 4, inUse: ['metronome'] },
    { minutes: 30, inUse: ['metronome'], timer: true },
    { minutes: 2, inUse: ['metronome'] },
  );
  expect(unloggedMinutes(practice)).toBe(6);
  expect(unloggedMinutes(practised({ minutes: 30, inUse: ['score'], timer: true }))).toBe(0);
});

it('37.9 counts nothing that was not observed, as while the computer sleeps', () => {
  const inUse: PracticeTool[] = ['metronome'];
  const isTimerRunning = false;
  let practice = observePractice(noUnloggedPractice, { nowMs: START, inUse, isTimerRunning }, 10);
  practice = observePractice(practice, { nowMs: START + 8 * 3_600_000, inUse, isTimerRunning }, 10);
  practice = observePractice(practice, { nowMs: START + 8 * 3_600_000 + 30_000, inUse, isTimerRunning }, 10);
  expect(practice.practisedMs).toBe(30_000);
  expect(observePractice(practice, { nowMs: START, inUse, isTimerRunning }, 10).practisedMs).toBe(30_000);
});

it('37.9 forgets little after a long pause, and keeps what is offered', () => {
  const little = practised(
    { minutes: 4, inUse: ['metronome'] },
    { minutes: 45 },
    { minutes: 5, inUse: ['metronome'] },
  );
  expect(unloggedMinutes(little)).toBe(5);
  expect(little.startedAt).toBe(new Date(START + 49 * 60_000).toISOString());
  const much = practised(
    { minutes: 12, inUse: ['metronome'] },
    { minutes: 45 },
    { minutes: 5, inUse: ['metronome'] },
  );
  expect(unloggedMinutes(much)).toBe(17);
});
