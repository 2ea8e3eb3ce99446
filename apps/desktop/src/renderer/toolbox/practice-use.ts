/** Which tool is being practised with just now, and on what; and what of it is not in the logbook. */
import type { TimerSubject } from '@mirubato/domain/timer';
import {
  noUnloggedPractice,
  observePractice,
  type PracticeTool,
  type UnloggedPractice,
} from '@mirubato/domain/toolbox';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { useMetronome } from './metronome-store.ts';

interface PracticeUse {
  /** A tool that says nothing more is in use until then. */
  readonly untilMs: Readonly<Partial<Record<PracticeTool, number>>>;
}

export const usePracticeUse = create<PracticeUse>(() => ({ untilMs: {} }));

interface Unlogged {
  readonly practice: UnloggedPractice;
  readonly subject: TimerSubject | null;
}

/** Kept on this device, so that it is still offered when the window was closed meanwhile. */
export const useUnlogged = create<Unlogged>()(
  persist((): Unlogged => ({ practice: noUnloggedPractice, subject: null }), {
    name: 'mirubato.unlogged',
    storage: createJSONStorage(() => localStorage),
    partialize: ({ practice, subject }) => ({ practice: { ...practice, active: [] }, subject }),
  }),
);

export function markInUse(tool: PracticeTool, forMs: number, subject?: TimerSubject): void {
  if (subject) useUnlogged.setState({ subject });
  usePracticeUse.setState(({ untilMs }) => ({ untilMs: { ...untilMs, [tool]: Date.now() + forMs } }));
}

export function endUse(tool: PracticeTool): void {
  usePracticeUse.setState(({ untilMs }) => ({ untilMs: { ...untilMs, [tool]: 0 } }));
}

export function forgetUnlogged(): void {
  useUnlogged.setState({ practice: noUnloggedPractice, subject: null });
}

export function observeNow(isTimerRunning: boolean, thresholdMinutes: number): void {
  const nowMs = Date.now();
  const { untilMs } = usePracticeUse.getState();
  const inUse = (['counter', 'score'] as const).filter((tool) => (untilMs[tool] ?? 0) > nowMs);
  const tools = useMetronome.getState().isRunning ? (['metronome', ...inUse] as const) : inUse;
  const { practice: before, subject } = useUnlogged.getState();
  if (tools.length === 0 && before.active.length === 0) return;
  const practice = observePractice(before, { nowMs, inUse: tools, isTimerRunning }, thresholdMinutes);
  const isAnew = before.startedAt !== null && practice.startedAt !== before.startedAt;
  useUnlogged.setState({ practice, subject: isAnew && inUse.length === 0 ? null : subject });
}
