/** The practice timer: what the core knows of it, and what a person may do with it. */
import { elapsedMs, type Timer, type TimerSubject } from '@mirubato/domain/logbook';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { answer, done, useApi } from '../app/api.ts';
import { useEntryForm } from './entry-form-state.ts';
import { useTimerSwitch } from './timer-switch.ts';

/** The timer, and how far the core's clock is ahead of this window's. */
export interface TimerReading {
  readonly timer: Timer | null;
  readonly aheadMs: number;
}

const timerKey = ['timer'] as const;

export function useTimer(): TimerReading {
  const { client } = useApi();
  const { data } = useQuery({
    queryKey: timerKey,
    queryFn: async () => readingOf(await answer(client.api.timer.$get())),
    meta: { collections: ['timers'] },
  });
  return data ?? { timer: null, aheadMs: 0 };
}

/** Whole seconds practised; counts on while the timer runs. */
export function useElapsedSeconds({ timer, aheadMs }: TimerReading): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const isRunning = timer?.state === 'running';
  useEffect(() => {
    setNowMs(Date.now());
    if (!isRunning) return;
    // Four times a second, so that no second is seen to last two.
    const interval = setInterval(() => setNowMs(Date.now()), 250);
    return () => clearInterval(interval);
  }, [isRunning]);
  return timer ? Math.floor(elapsedMs(timer, nowMs + aheadMs) / 1000) : 0;
}

export interface TimerActions {
  /** Starts a timer on the subject, or asks what to do with the one that is there. */
  practise(subject: TimerSubject): void;
  pause(): void;
  resume(): void;
  /** Pauses, resumes, or starts one on nothing in particular. */
  toggle(): void;
  /** Pauses and brings up the form with what was practised; saving it ends the timer. */
  stop(): void;
  discard(): void;
  readonly isBusy: boolean;
}

export function useTimerActions(): TimerActions {
  const { client } = useApi();
  const queries = useQueryClient();
  const meta = { collections: ['timers'] };
  const keep = (state: { timer: Timer | null; now: string }) =>
    queries.setQueryData<TimerReading>(timerKey, readingOf(state));
  const start = useMutation({
    mutationFn: (subject: TimerSubject) =>
      answer(client.api.timer.start.$post({ json: { subject, zone: localZone() } })),
    onSuccess: keep,
    meta,
  });
  const pause = useMutation({
    mutationFn: () => answer(client.api.timer.pause.$post()),
    onSuccess: keep,
    meta,
  });
  const resume = useMutation({
    mutationFn: () => answer(client.api.timer.resume.$post()),
    onSuccess: keep,
    meta,
  });
  const stop = useMutation({
    mutationFn: () => answer(client.api.timer.stop.$post()),
    onSuccess: ({ draft }) => useEntryForm.getState().openDraft(draft),
    meta,
  });
  const discard = useMutation({
    mutationFn: () => done(client.api.timer.discard.$post()),
    onSuccess: () => queries.setQueryData<TimerReading>(timerKey, { timer: null, aheadMs: 0 }),
    meta,
  });

  const present = () => queries.getQueryData<TimerReading>(timerKey)?.timer ?? null;
  return {
    practise(subject) {
      const timer = present();
      if (timer === null) start.mutate(subject);
      else if (!isSameSubject(timer.subject, subject)) useTimerSwitch.setState({ next: subject });
      else if (timer.state === 'paused') resume.mutate();
    },
    pause: () => pause.mutate(),
    resume: () => resume.mutate(),
    toggle() {
      const timer = present();
      if (timer === null) start.mutate({});
      else if (timer.state === 'running') pause.mutate();
      else resume.mutate();
    },
    stop() {
      if (present() !== null) stop.mutate();
    },
    discard: () => discard.mutate(),
    isBusy: start.isPending || pause.isPending || resume.isPending || stop.isPending || discard.isPending,
  };
}

export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function readingOf({ timer, now }: { timer: Timer | null; now: string }): TimerReading {
  return { timer, aheadMs: Date.parse(now) - Date.now() };
}

function isSameSubject(a: TimerSubject, b: TimerSubject): boolean {
  if (a.pieceId != null || b.pieceId != null) return a.pieceId === b.pieceId;
  if (a.scoreId != null || b.scoreId != null) return a.scoreId === b.scoreId;
  return a.title === b.title;
}
