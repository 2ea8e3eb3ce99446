/** The one running or paused practice timer of this device, kept in the device journal. */
import { fail, ok, type Result } from '@mirubato/domain/problem';
import {
  type AbsenceChoice,
  answerAbsence,
  type Beat,
  changeMode,
  nextPhase,
  noteAbsence,
  pauseTimer,
  resumeTimer,
  splitTimer,
  startTimer,
  type Timer,
  type TimerMode,
  type TimerSubject,
  timerSchema,
} from '@mirubato/domain/timer';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import { jsonFields } from '../store/record-edits.ts';
import { readBeat, writeBeat } from './beat-file.ts';
import { type Draft, draftOf } from './draft.ts';

export interface TimerState {
  readonly timer: Timer | null;
  /** This computer's clock, so that a client computes the time shown from the same one. */
  readonly now: string;
}

export interface TimerFeature {
  read(): Promise<TimerState>;
  /** @param mode the one chosen last where it is left out */
  start(subject: TimerSubject, zone: string, mode?: TimerMode): Promise<Result<TimerState>>;
  pause(): Promise<Result<TimerState>>;
  resume(): Promise<Result<TimerState>>;
  split(subject: TimerSubject): Promise<Result<TimerState>>;
  next(): Promise<Result<TimerState>>;
  changeMode(mode: TimerMode): Promise<Result<TimerState>>;
  answerAbsence(choice: AbsenceChoice): Promise<Result<TimerState>>;
  /** Pauses and says what the entry would be. The timer stays until `discard`, so nothing is lost meanwhile. */
  stop(): Promise<Result<{ draft: Draft }>>;
  discard(): Promise<Result<void>>;
  /** Begins to give signs of life for a timer that was running when the core was opened. */
  watch(): Promise<void>;
  close(): Promise<void>;
}

const TIMER_ID = 'current';

/** Short against the least absence that can be asked about (two minutes). */
const BEAT_EVERY_MS = 15_000;

export function createTimer(
  context: CoreContext,
  settings: SettingsFeature,
  monotonicMs: () => number = () => performance.now(),
): TimerFeature {
  const { device, store, directory } = context;
  let last: Beat | null = null;
  let beating: NodeJS.Timeout | undefined;
  let isClosed = false;
  const ready = readBeat(directory.path).then((beat) => {
    last = beat;
  });

  return {
    async read() {
      await look();
      return { timer: await stored(), now: instantNow(context) };
    },
    async start(subject, zone, mode) {
      const chosen = mode ?? (await settings.read()).timerMode;
      return step((present, now) =>
        present ? fail('conflict', 'A timer is there already.') : ok(startTimer(subject, zone, now, chosen)),
      );
    },
    pause: () => change(pauseTimer),
    resume: () => change(resumeTimer),
    split: (subject) => change((timer, now) => splitTimer(timer, subject, now)),
    next: () => change(nextPhase),
    changeMode: (mode) => change((timer, now) => changeMode(timer, mode, now)),
    answerAbsence: (choice) => change((timer) => answerAbsence(timer, choice)),
    async stop() {
      const paused = await change(pauseTimer);
      if (!paused.ok) return paused;
      const { timer } = paused.value;
      if (!timer) return fail('conflict', 'No timer is running.');
      const { primaryInstrument } = await settings.read();
      return ok({ draft: draftOf(timer, primaryInstrument) });
    },
    async discard() {
      beatWhile(null);
      return device.edit((view) => {
        const isThere = view.read('timers', TIMER_ID)?.timer;
        const edits = isThere ? [{ collection: 'timers', id: TIMER_ID, fields: { timer: null } }] : [];
        return ok({ edits, value: undefined });
      });
    },
    async watch() {
      await look();
      beatWhile(await stored());
    },
    async close() {
      const wasBeating = beating !== undefined;
      isClosed = true;
      beatWhile(null);
      if (wasBeating) await writeBeat(directory.path, beatNow());
    },
  };

  function change(next: (timer: Timer, now: string) => Timer): Promise<Result<TimerState>> {
    return step((present, now) =>
      present ? ok(next(present, now)) : fail('conflict', 'No timer is running.'),
    );
  }

  /** What was missed since the last sign of life comes first, so that no step passes over it. */
  async function step(
    next: (present: Timer | null, now: string) => Result<Timer>,
  ): Promise<Result<TimerState>> {
    await ready;
    const thresholdMs = (await settings.read()).absenceMinutes * 60_000;
    const stepped = await device.edit((view) => {
      const present = timerOf(view.read('timers', TIMER_ID));
      const beat = beatNow();
      const now = new Date(beat.wallMs).toISOString();
      const result = next(present && noteAbsence(present, last, beat, thresholdMs), now);
      last = beat;
      if (!result.ok) return result;
      const fields = jsonFields({ timer: result.value });
      return ok({
        edits: [{ collection: 'timers', id: TIMER_ID, fields }],
        value: { timer: result.value, now },
      });
    });
    if (stepped.ok) beatWhile(stepped.value.timer);
    if (beating && last) await writeBeat(directory.path, last);
    return stepped;
  }

  /** Gives a sign of life; the record is written only when there is something to ask. */
  async function look(): Promise<void> {
    await ready;
    const timer = await stored();
    if (timer?.state !== 'running') return;
    const thresholdMs = (await settings.read()).absenceMinutes * 60_000;
    const beat = beatNow();
    if (noteAbsence(timer, last, beat, thresholdMs) !== timer) await change((present) => present);
    else last = beat;
  }

  function beatWhile(timer: Timer | null): void {
    const isRunning = timer?.state === 'running' && !isClosed;
    if (isRunning === (beating !== undefined)) return;
    clearInterval(beating);
    beating = isRunning ? setInterval(() => void beat().catch(logFailure), BEAT_EVERY_MS).unref() : undefined;
  }

  async function beat(): Promise<void> {
    await look();
    if (beating && last) await writeBeat(directory.path, last);
  }

  /** A disk that is full costs a question after a crash, not the practice. */
  function logFailure(error: unknown): void {
    context.log.warn({ err: error }, 'no sign of life of the timer could be kept');
  }

  function beatNow(): Beat {
    return { wallMs: context.nowMs(), monotonicMs: monotonicMs() };
  }

  async function stored(): Promise<Timer | null> {
    const row = await store.db
      .selectFrom('timers')
      .select('record')
      .where('id', '=', TIMER_ID)
      .executeTakeFirst();
    return timerOf(row?.record);
  }
}

function timerOf(record: unknown): Timer | null {
  return timerSchema.safeParse((record as { timer?: unknown } | undefined)?.timer).data ?? null;
}
