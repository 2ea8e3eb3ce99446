import type { TimerSubject } from '@mirubato/domain/timer';
import { create } from 'zustand';

/**
 * Changing from one subject to another. `next`: asked for while a timer was there, not yet decided.
 * `queued`: starts as soon as the present timer's entry is saved; forgotten when its form is closed unsaved.
 */
export const useTimerSwitch = create<{ next: TimerSubject | null; queued: TimerSubject | null }>(() => ({
  next: null,
  queued: null,
}));
