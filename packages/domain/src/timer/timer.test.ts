import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elapsedMs, positionOf, walkCourse } from './course.ts';
import { phaseOf, type TimerMode, timerModeSchema } from './mode.ts';
import { shareMinutes, sharesOf, timerMinutes } from './sitting.ts';
import {
  changeMode,
  nextPhase,
  pauseTimer,
  resumeTimer,
  splitTimer,
  startTimer,
  type Timer,
  timerSchema,
} from './timer.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const ms = (seconds: number) => Date.parse(at(seconds));
const mode = (input: unknown): TimerMode => timerModeSchema.parse(input);
const minutesOf = (timer: Timer, seconds: number) =>
  sharesOf(timer, ms(seconds)).map(({ subject, minutes }) => [subject.title, minutes]);

const pomodoro = mode({
  kind: 'pomodoro',
  workMinutes: 25,
  breakMinutes: 5,
  longBreakMinutes: 15,
  rounds: 2,
});
const segments = (movesOn: string) =>
  mode({
    kind: 'segments',
    movesOn,
    segments: [
      { label: 'Warm-up', durationMinutes: 5 },
      { label: 'Slowly', durationMinutes: 10, pieceRefs: [{ title: 'Rondo' }] },
      { label: 'As it comes', pieceRefs: [{ title: 'Sonata' }] },
    ],
  });

describe('counting', () => {
  it('32.1 counts practice and leaves pauses out', () => {
    const started = startTimer({ title: 'Arabesque' }, 'UTC', at(0));
    const paused = pauseTimer(started, at(90));
    expect(elapsedMs(paused, ms(600))).toBe(90_000);
    const resumed = resumeTimer(paused, at(600));
    expect(elapsedMs(resumed, ms(660))).toBe(150_000);
    expect(timerMinutes(resumed, ms(660))).toBe(3);
  });

  it('32.1 pausing twice or resuming twice changes nothing', () => {
    const started = startTimer({}, 'UTC', at(0));
    expect(resumeTimer(started, at(5))).toBe(started);
    const paused = pauseTimer(started, at(5));
    expect(pauseTimer(paused, at(9))).toBe(paused);
  });

  it('32.1 a clock that was set back counts as no time', () => {
    const started = startTimer({}, 'UTC', at(100));
    expect(elapsedMs(started, ms(50))).toBe(0);
    expect(elapsedMs(pauseTimer(started, at(50)), ms(500))).toBe(0);
  });

  it('32.1 a timer stored by an earlier version opens, of one subject and counted up', () => {
    const stored = {
      state: 'running',
      zone: 'Europe/Berlin',
      subject: { pieceId: 'p', title: 'Rondo' },
      spans: [
        { start: at(0), end: at(60) },
        { start: at(90), end: null },
      ],
    };
    const timer = timerSchema.parse(stored);
    expect(elapsedMs(timer, ms(150))).toBe(120_000);
    expect(minutesOf(timer, 150)).toEqual([['Rondo', 2]]);
    expect(minutesOf(splitTimer(timer, { title: 'Sonata' }, at(150)), 330)).toEqual([
      ['Rondo', 2],
      ['Sonata', 3],
    ]);
    expect(timerSchema.parse({ ...stored, course: { mode: { kind: 'of a later version' } } })).toEqual(timer);
  });

  it('32.1 never counts more than has passed, whatever is pressed when', () => {
    const buttons = fc.constantFrom('pause', 'resume', 'split', 'next', 'mode') as fc.Arbitrary<
      keyof typeof press
    >;
    const press = {
      pause: pauseTimer,
      resume: resumeTimer,
      split: (timer: Timer, now: string) => splitTimer(timer, { title: now.slice(17, 18) }, now),
      next: (timer: Timer) => timer,
      mode: (timer: Timer, now: string) => changeMode(timer, { kind: 'count-up' }, now),
    };
    const steps = fc.array(fc.tuple(buttons, fc.integer({ min: 0, max: 999 })));
    fc.assert(
      fc.property(steps, (pressed) => {
        let seconds = 0;
        let timer: Timer = startTimer({}, 'UTC', at(0));
        for (const [button, wait] of pressed) {
          const before = elapsedMs(timer, ms(seconds));
          seconds += wait;
          expect(elapsedMs(timer, ms(seconds))).toBe(before + (timer.state === 'running' ? wait * 1000 : 0));
          timer = timerSchema.parse(JSON.parse(JSON.stringify(press[button](timer, at(seconds)))));
        }
        expect(elapsedMs(timer, ms(seconds))).toBeLessThanOrEqual(seconds * 1000);
      }),
    );
  });
});

describe('several pieces', () => {
  it('32.2 a split loses no time, and coming back to a piece adds to it', () => {
    let timer = startTimer({ title: 'Rondo' }, 'UTC', at(0));
    timer = splitTimer(timer, { title: 'Sonata' }, at(600));
    timer = splitTimer(pauseTimer(timer, at(900)), { title: 'Rondo' }, at(1000));
    expect(timer.state).toBe('paused');
    timer = resumeTimer(timer, at(1200));
    expect(minutesOf(timer, 1500)).toEqual([
      ['Rondo', 15],
      ['Sonata', 5],
    ]);
    expect(elapsedMs(timer, ms(1500))).toBe(1_200_000);
  });

  it('32.2 a piece and its bare name are one subject, two pieces of one name are two', () => {
    const piece = { pieceId: 'p', title: 'Rondo', composer: 'Hensel' };
    let timer = startTimer({ title: 'Rondo', composer: 'Hensel' }, 'UTC', at(0));
    timer = splitTimer(timer, piece, at(60));
    timer = splitTimer(timer, { ...piece, pieceId: 'q' }, at(120));
    timer = splitTimer(timer, { title: 'Rondo', composer: 'Kuhlau' }, at(180));
    expect(sharesOf(timer, ms(300))).toMatchObject([
      { subject: piece, minutes: 2 },
      { subject: { pieceId: 'q' }, minutes: 1 },
      { subject: { composer: 'Kuhlau' }, minutes: 2 },
    ]);
  });

  it('32.3 gives the logbook at least one minute', () => {
    expect(timerMinutes(startTimer({}, 'UTC', at(0)), ms(2))).toBe(1);
    expect(minutesOf(startTimer({ title: 'Rondo' }, 'UTC', at(0)), 0)).toEqual([['Rondo', 1]]);
  });

  it('32.3 three times twenty seconds are one minute, of the first', () => {
    expect(shareMinutes([20_000, 20_000, 20_000])).toEqual([1, 0, 0]);
    expect(shareMinutes([90_000, 90_000])).toEqual([2, 1]);
    expect(shareMinutes([0, 0])).toEqual([1, 0]);
  });

  it('32.3 shares sum to the whole, are close to exact, and keep their order', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 7_200_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parts, (practised) => {
        const minutes = shareMinutes(practised);
        const sumMs = practised.reduce((sum, part) => sum + part, 0);
        const total = Math.max(1, Math.round(sumMs / 60_000));
        expect(minutes.reduce((sum, part) => sum + part, 0)).toBe(total);
        for (const [index, part] of practised.entries()) {
          if (sumMs > 0) expect(Math.abs((minutes[index] ?? 0) - (part / sumMs) * total)).toBeLessThan(1);
          for (const [other, less] of practised.entries())
            if (less < part) expect(minutes[other]).toBeLessThanOrEqual(minutes[index] ?? 0);
        }
      }),
    );
  });
});

describe('modes', () => {
  it('32.4 a countdown says when it is over and counts on, or stops counting', () => {
    const goOn = startTimer({}, 'UTC', at(0), mode({ kind: 'countdown', minutes: 10 }));
    expect(positionOf(goOn, ms(590))).toMatchObject({ phase: { kind: 'work' }, leftMs: 10_000 });
    expect(positionOf(goOn, ms(600))).toMatchObject({
      phase: { kind: 'overtime' },
      spentMs: 0,
      leftMs: null,
    });
    expect(positionOf(goOn, ms(700))).toMatchObject({ phase: { kind: 'overtime' }, spentMs: 100_000 });
    expect(elapsedMs(goOn, ms(700))).toBe(700_000);
    const stop = startTimer({}, 'UTC', at(0), mode({ kind: 'countdown', minutes: 10, atEnd: 'stop' }));
    expect(positionOf(stop, ms(700)).phase.kind).toBe('over');
    expect(elapsedMs(stop, ms(700))).toBe(600_000);
  });

  it('32.4 breaks are no practice, and the long one comes after the last round', () => {
    const timer = startTimer({}, 'UTC', at(0), pomodoro);
    const kinds = [0, 25, 30, 55, 70, 95].map((minute) => {
      const { phase } = positionOf(timer, ms(minute * 60));
      return `${phase.kind} ${phase.number}`;
    });
    expect(kinds).toEqual(['work 1', 'break 1', 'work 2', 'long-break 2', 'work 1', 'break 1']);
    expect(elapsedMs(timer, ms(70 * 60))).toBe(50 * 60_000);
  });

  it('32.4 a pause stops the phase too, and a restart reads the same', () => {
    const paused = pauseTimer(startTimer({}, 'UTC', at(0), pomodoro), at(20 * 60));
    const resumed = resumeTimer(timerSchema.parse(JSON.parse(JSON.stringify(paused))), at(3600));
    expect(positionOf(resumed, ms(3600 + 60))).toMatchObject({ phase: { kind: 'work' }, leftMs: 4 * 60_000 });
    expect(positionOf(resumed, ms(3600 + 360)).phase.kind).toBe('break');
  });

  it('32.4 intervals have no rest after the last', () => {
    const timer = startTimer(
      {},
      'UTC',
      at(0),
      mode({ kind: 'intervals', times: 3, workSeconds: 60, restSeconds: 30, atEnd: 'stop' }),
    );
    const kinds = [0, 60, 90, 150, 180, 240].map((second) => positionOf(timer, ms(second)).phase.kind);
    expect(kinds).toEqual(['work', 'rest', 'work', 'rest', 'work', 'over']);
    expect(elapsedMs(timer, ms(9999))).toBe(180_000);
  });

  it('32.4 segments go on by themselves, each of its piece', () => {
    const timer = startTimer({ title: 'Study' }, 'UTC', at(0), segments('by-itself'));
    expect(positionOf(timer, ms(299)).phase.segment?.label).toBe('Warm-up');
    expect(positionOf(timer, ms(300)).subject.title).toBe('Rondo');
    expect(positionOf(timer, ms(5000))).toMatchObject({ phase: { number: 3 }, leftMs: null });
    expect(minutesOf(timer, 1200)).toEqual([
      ['Study', 5],
      ['Rondo', 10],
      ['Sonata', 5],
    ]);
  });

  it('32.4 or by key, past their length when nobody presses it', () => {
    let timer = startTimer({ title: 'Study' }, 'UTC', at(0), segments('by-key'));
    expect(positionOf(timer, ms(360))).toMatchObject({ phase: { number: 1 }, leftMs: -60_000 });
    timer = nextPhase(timer, at(360));
    expect(positionOf(timer, ms(360))).toMatchObject({ phase: { number: 2 }, leftMs: 600_000 });
    timer = nextPhase(nextPhase(timer, at(420)), at(480));
    expect(positionOf(timer, ms(540))).toMatchObject({ phase: { kind: 'overtime' }, spentMs: 60_000 });
    expect(nextPhase(timer, at(540))).toBe(timer);
    expect(minutesOf(timer, 540)).toEqual([
      ['Study', 6],
      ['Rondo', 1],
      ['Sonata', 2],
    ]);
  });

  it('32.4 a split by hand holds until the next segment, through a pause', () => {
    let timer = startTimer({ title: 'Study' }, 'UTC', at(0), segments('by-itself'));
    timer = splitTimer(timer, { title: 'Scales' }, at(420));
    timer = resumeTimer(pauseTimer(timer, at(480)), at(600));
    expect(positionOf(timer, ms(600))).toMatchObject({ subject: { title: 'Scales' }, leftMs: 420_000 });
    expect(positionOf(timer, ms(1020)).subject.title).toBe('Sonata');
    expect(minutesOf(timer, 1080)).toEqual([
      ['Study', 5],
      ['Rondo', 2],
      ['Scales', 8],
      ['Sonata', 1],
    ]);
  });

  it('32.5 another mode, a split and the next phase leave what was practised as it was', () => {
    const modes: TimerMode[] = [
      pomodoro,
      segments('by-itself'),
      mode({ kind: 'intervals', times: 2, workSeconds: 60, restSeconds: 30 }),
      mode({ kind: 'countdown', minutes: 5, atEnd: 'stop' }),
    ];
    const steps = fc.array(
      fc.tuple(fc.constantFrom('mode', 'split', 'next', 'pause', 'resume'), fc.nat(3), fc.nat(2000)),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, (pressed) => {
        let seconds = 0;
        let timer = startTimer({ title: 'Study' }, 'UTC', at(0), pomodoro);
        for (const [button, which, wait] of pressed) {
          seconds += wait;
          const before = sharesOf(timer, ms(seconds)).filter((share) => share.ms > 0);
          const now = at(seconds);
          if (button === 'mode') timer = changeMode(timer, modes[which] ?? pomodoro, now);
          if (button === 'split') timer = splitTimer(timer, { title: `piece ${which}` }, now);
          if (button === 'next') timer = nextPhase(timer, now);
          if (button === 'pause') timer = pauseTimer(timer, now);
          if (button === 'resume') timer = resumeTimer(timer, now);
          expect(sharesOf(timer, ms(seconds)).filter((share) => share.ms > 0)).toEqual(before);
        }
      }),
    );
  });

  it('32.5 a split keeps the phase where it is', () => {
    const timer = splitTimer(startTimer({}, 'UTC', at(0), pomodoro), { title: 'Rondo' }, at(600));
    expect(positionOf(timer, ms(601)).leftMs).toBe(25 * 60_000 - 601_000);
    expect(walkCourse(timer, ms(26 * 60)).phase.kind).toBe('break');
  });

  it('has a last phase in each mode but the pomodoro', () => {
    expect(phaseOf(mode({ kind: 'count-up' }), 9).kind).toBe('work');
    expect(phaseOf(segments('by-key'), 9)).toMatchObject({
      kind: 'overtime',
      segment: { label: 'As it comes' },
    });
    expect(phaseOf(pomodoro, 400).kind).toBe('work');
  });
});
