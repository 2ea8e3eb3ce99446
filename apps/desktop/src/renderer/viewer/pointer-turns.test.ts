import { expect, it } from 'vitest';
import { type Gesture, turnOfGesture } from './pointer-turns.ts';

const tap: Gesture = { acrossPx: 0, downPx: 0, startShare: 0.5, isMouse: false };

it('turns by a tap at the sides and not in the middle', () => {
  expect(turnOfGesture({ ...tap, startShare: 0.1 })).toBe('previous');
  expect(turnOfGesture({ ...tap, startShare: 0.9 })).toBe('next');
  expect(turnOfGesture(tap)).toBeUndefined();
});

it('turns by a swipe across and not by one that scrolls', () => {
  expect(turnOfGesture({ ...tap, acrossPx: -120 })).toBe('next');
  expect(turnOfGesture({ ...tap, acrossPx: 120, downPx: 20 })).toBe('previous');
  expect(turnOfGesture({ ...tap, acrossPx: 60, downPx: 200 })).toBeUndefined();
});

it('leaves dragging with the mouse alone', () => {
  expect(turnOfGesture({ ...tap, acrossPx: -120, isMouse: true })).toBeUndefined();
});
