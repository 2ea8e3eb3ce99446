import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elapsedMs, pauseTimer, resumeTimer, startTimer, type Timer, timerMinutes } from './timer.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const ms = (seconds: number) => Date.parse(at(seconds));

describe('timer', () => {
  it('counts practice and leaves pauses out', () => {
    const started = startTimer({ title: 'Arabesque' }, 'UTC', at(0));
    const paused = pauseTimer(started, at(90));
    expect(elapsedMs(paused, ms(600))).toBe(90_000);
    const resumed = resumeTimer(paused, at(600));
    expect(elapsedMs(resumed, ms(660))).toBe(150_000);
    expect(timerMinutes(resumed, ms(660))).toBe(3);
  });

  it('pausing twice or resuming twice changes nothing', () => {
    const started = startTimer({}, 'UTC', at(0));
    expect(resumeTimer(started, at(5))).toBe(started);
    const paused = pauseTimer(started, at(5));
    expect(pauseTimer(paused, at(9))).toBe(paused);
  });

  it('a clock that was set back counts as no time', () => {
    const started = startTimer({}, 'UTC', at(100));
    expect(elapsedMs(started, ms(50))).toBe(0);
    expect(elapsedMs(pauseTimer(started, at(50)), ms(500))).toBe(0);
  });

  it('gives the logbook at least one minute', () => {
    expect(timerMinutes(startTimer({}, 'UTC', at(0)), ms(2))).toBe(1);
  });

  it('never counts more than has passed, whatever is pressed when', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('pause', 'resume'), fc.integer({ min: 0, max: 999 })));
    fc.assert(
      fc.property(steps, (pressed) => {
        let seconds = 0;
        let timer: Timer = startTimer({}, 'UTC', at(0));
        for (const [button, wait] of pressed) {
          const before = elapsedMs(timer, ms(seconds));
          seconds += wait;
          expect(elapsedMs(timer, ms(seconds))).toBe(before + (timer.state === 'running' ? wait * 1000 : 0));
          timer = button === 'pause' ? pauseTimer(timer, at(seconds)) : resumeTimer(timer, at(seconds));
        }
        expect(elapsedMs(timer, ms(seconds))).toBeLessThanOrEqual(seconds * 1000);
      }),
    );
  });
});
