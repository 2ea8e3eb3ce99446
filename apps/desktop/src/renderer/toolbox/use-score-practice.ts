import type { TimerSubject } from '@mirubato/domain/timer';
import { useEffect, useRef } from 'react';
import { endUse, markInUse } from './practice-use.ts';

/** An open score that nobody has turned or touched for so long is not being played from. */
const UNTOUCHED_MS = 5 * 60_000;
/** Often enough, and not at every movement of a finger. */
const MARK_EVERY_MS = 10_000;

/** Says that a score is being played from while it is shown, turned and touched. */
export function useScorePractice(subject: TimerSubject | undefined): void {
  const latest = useRef(subject);
  latest.current = subject;
  const isKnown = subject !== undefined;
  useEffect(() => {
    if (!isKnown) return;
    let markedAtMs = 0;
    const mark = () => {
      if (document.hidden || Date.now() - markedAtMs < MARK_EVERY_MS) return;
      markedAtMs = Date.now();
      markInUse('score', UNTOUCHED_MS, latest.current);
    };
    const hide = () => {
      markedAtMs = 0;
      if (document.hidden) endUse('score');
      else mark();
    };
    mark();
    const events = ['keydown', 'pointerdown', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, mark, { capture: true, passive: true });
    document.addEventListener('visibilitychange', hide);
    return () => {
      for (const event of events) window.removeEventListener(event, mark, true);
      document.removeEventListener('visibilitychange', hide);
      endUse('score');
    };
  }, [isKnown]);
}
