/** Turning with finger, pen and mouse: a tap at the left or right third, or a swipe across. */
import { type RefObject, useEffect, useRef } from 'react';
import type { Turn } from './turn.ts';

/** Further than this and a touch is no tap any more. */
const TAP_PX = 10;

/** Shorter than this across, a swipe may be a trembling finger. */
const SWIPE_PX = 48;

export function usePointerTurns(view: RefObject<HTMLElement | null>, turn: (turn: Turn) => void): void {
  const latest = useRef(turn);
  latest.current = turn;
  useEffect(() => {
    const element = view.current;
    if (!element) return;
    let start: { id: number; x: number; y: number } | undefined;
    const onDown = ({ pointerId, isPrimary, button, clientX, clientY }: PointerEvent) => {
      start = isPrimary && button === 0 ? { id: pointerId, x: clientX, y: clientY } : undefined;
    };
    const onUp = (event: PointerEvent) => {
      const from = start;
      start = undefined;
      if (!from || from.id !== event.pointerId) return;
      const { left, width } = element.getBoundingClientRect();
      // The scroll bar is no place to turn at.
      if (from.x > left + element.clientWidth) return;
      const found = turnOfGesture({
        acrossPx: event.clientX - from.x,
        downPx: event.clientY - from.y,
        startShare: (from.x - left) / width,
        isMouse: event.pointerType === 'mouse',
      });
      if (found) latest.current(found);
    };
    // The browser scrolls with this pointer now.
    const onCancel = () => {
      start = undefined;
    };
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onCancel);
    return () => {
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onCancel);
    };
  }, [view]);
}

export interface Gesture {
  /** To the right positive. */
  readonly acrossPx: number;
  readonly downPx: number;
  /** Where it began across the view, 0 left to 1 right. */
  readonly startShare: number;
  readonly isMouse: boolean;
}

export function turnOfGesture({ acrossPx, downPx, startShare, isMouse }: Gesture): Turn | undefined {
  if (Math.abs(acrossPx) <= TAP_PX && Math.abs(downPx) <= TAP_PX) {
    if (startShare < 1 / 3) return 'previous';
    return startShare > 2 / 3 ? 'next' : undefined;
  }
  const isSwipe = !isMouse && Math.abs(acrossPx) >= SWIPE_PX && Math.abs(acrossPx) > 2 * Math.abs(downPx);
  if (!isSwipe) return undefined;
  return acrossPx < 0 ? 'next' : 'previous';
}
