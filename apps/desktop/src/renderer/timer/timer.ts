/** The practice timer: what the core knows of it, and what a person may do with it. */
import {
  type AbsenceChoice,
  elapsedMs,
  isSameSubject,
  type Position,
  positionOf,
  type Share,
  sharesOf,
  type Timer,
  type TimerMode,
  type TimerSubject,
} from '@mirubato/domain/timer';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { answer, done, useApi } from '../app/api.ts';
import { useEntryForm } from '../logbook/entry-form-state.ts';
import { useTimerSwitch } from './timer-switch.ts';

/** The timer, and how far the core's clock is ahead of this window's. */
export interface TimerReading {
  readonly timer: Timer | null;
  readonly aheadMs: number;
}

export const timerKey = ['timer'] as const;

export function useTimer(): TimerReading {
  const { client } = useApi();
  const { data } = useQuery({
    queryKey: timerKey,
    queryFn: async () => readingOf(await answer(client.api.timer.$get())),
    meta: { collections: ['timers'] },
  });
  return data ?? { timer: null, aheadMs: 0 };
}

export interface TimerFace {
  /** Practised, whole seconds. */
  readonly seconds: number;
  readonly position: Position;
  /** The pieces of the sitting so far. */
  readonly shares: readonly Share[];
}

/** What the clock shows now; goes on while the timer runs. */
export function useTimerFace({ timer, aheadMs }: TimerReading): TimerFace | null {
  const [nowMs, setNowMs] = useState(() => Date.now());
  const isRunning = timer?.state === 'running';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another timer is shown as it is now
  useEffect(() => {
    setNowMs(Date.now());
    if (!isRunning) return;
    // Four times a second, so that no second is seen to last two.
    const interval = setInterval(() => setNowMs(Date.now()), 250);
    return () => clearInterval(interval);
  }, [isRunning, timer]);
  return useMemo(() => timer && faceOf(timer, nowMs + aheadMs), [timer, nowMs, aheadMs]);
}

function faceOf(timer: Timer, nowMs: number): TimerFace {
  return {
    seconds: Math.floor(elapsedMs(timer, nowMs) / 1000),
    position: positionOf(timer, nowMs),
    shares: sharesOf(timer, nowMs),
  };
}

export interface TimerActions {
  /** Starts a timer on the subject, or asks what to do with the one that is there. @param mode as chosen last */
  practise(subject: TimerSubject, mode?: TimerMode): void;
  pause(): void;
  resume(): void;
  /** Pauses, resumes, or starts one on nothing in particular. */
  toggle(): void;
  /** The time from now on is of another subject. */
  split(subject: TimerSubject): void;
  /** Ends the present phase. */
  next(): void;
  changeMode(mode: TimerMode): void;
  answerAbsence(choice: AbsenceChoice): void;
  /** Pauses and brings up the form with what was practised; saving it ends the timer. */
  stop(): void;
  discard(): void;
  readonly isBusy: boolean;
}

type State = { readonly timer: Timer | null; readonly now: string };

export function useTimerActions(): TimerActions {
  const { client } = useApi();
  const queries = useQueryClient();
  const meta = { collections: ['timers'] };
  const api = client.api.timer;
  const act = useMutation({
    mutationFn: (ask: () => Promise<State>) => ask(),
    onSuccess: (state) => queries.setQueryData<TimerReading>(timerKey, readingOf(state)),
    meta,
  });
  const stop = useMutation({
    mutationFn: () => answer(api.stop.$post()),
    onSuccess: ({ draft }) => useEntryForm.getState().openDraft(draft),
    meta,
  });
  const discard = useMutation({
    mutationFn: () => done(api.discard.$post()),
    onSuccess: () => queries.setQueryData<TimerReading>(timerKey, { timer: null, aheadMs: 0 }),
    meta,
  });

  const aheadMs = () => queries.getQueryData<TimerReading>(timerKey)?.aheadMs ?? 0;
  const present = () => queries.getQueryData<TimerReading>(timerKey)?.timer ?? null;
  const start = (subject: TimerSubject, mode?: TimerMode) =>
    act.mutate(() =>
      answer(api.start.$post({ json: { subject, zone: localZone(), ...(mode ? { mode } : {}) } })),
    );
  const pause = () => act.mutate(() => answer(api.pause.$post()));
  const resume = () => act.mutate(() => answer(api.resume.$post()));
  return {
    practise(subject, mode) {
      const timer = present();
      if (timer === null) start(subject, mode);
      else if (!isSameSubject(positionOf(timer, Date.now() + aheadMs()).subject, subject))
        useTimerSwitch.setState({ next: subject });
      else if (timer.state === 'paused') resume();
    },
    pause,
    resume,
    toggle() {
      const timer = present();
      if (timer === null) start({});
      else if (timer.state === 'running') pause();
      else resume();
    },
    split: (subject) => act.mutate(() => answer(api.split.$post({ json: { subject } }))),
    next() {
      if (present() !== null) act.mutate(() => answer(api.next.$post()));
    },
    changeMode(mode) {
      if (present() !== null) act.mutate(() => answer(api.mode.$post({ json: { mode } })));
    },
    answerAbsence: (choice) => act.mutate(() => answer(api.absence.$post({ json: choice }))),
    stop() {
      const timer = present();
      // What is asked in the dialog decides what would be logged.
      if (timer !== null && timer.absences.length === 0) stop.mutate();
    },
    discard: () => discard.mutate(),
    isBusy: act.isPending || stop.isPending || discard.isPending,
  };
}

export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function readingOf({ timer, now }: State): TimerReading {
  return { timer, aheadMs: Date.parse(now) - Date.now() };
}
