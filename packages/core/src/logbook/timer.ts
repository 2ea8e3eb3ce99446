/** The one running or paused practice timer of this device, kept in the device journal. */
import {
  type EntryInput,
  elapsedMs,
  pauseTimer,
  resumeTimer,
  startTimer,
  type Timer,
  type TimerSubject,
  timerMinutes,
  timerSchema,
} from '@mirubato/domain/logbook';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import { jsonFields } from '../store/record-edits.ts';

export interface TimerState {
  readonly timer: Timer | null;
  /** This computer's clock, so that a client computes the time shown from the same one. */
  readonly now: string;
}

export interface TimerFeature {
  read(): Promise<TimerState>;
  start(subject: TimerSubject, zone: string): Promise<Result<TimerState>>;
  pause(): Promise<Result<TimerState>>;
  resume(): Promise<Result<TimerState>>;
  /** Pauses and says what the entry would be. The timer stays until `discard`, so nothing is lost meanwhile. */
  stop(): Promise<Result<{ draft: Draft }>>;
  discard(): Promise<Result<void>>;
}

/** What the entry form comes up with. */
export type Draft = EntryInput & { elapsedMs: number };

const TIMER_ID = 'current';

export function createTimer(context: CoreContext, settings: SettingsFeature): TimerFeature {
  const { device, store } = context;

  return {
    async read() {
      const row = await store.db
        .selectFrom('timers')
        .select('record')
        .where('id', '=', TIMER_ID)
        .executeTakeFirst();
      return { timer: row ? timerOf(row.record) : null, now: instantNow(context) };
    },
    start: (subject, zone) =>
      step((present, now) =>
        present ? fail('conflict', 'A timer is there already.') : ok(startTimer(subject, zone, now)),
      ),
    pause: () => change(pauseTimer),
    resume: () => change(resumeTimer),
    async stop() {
      const paused = await change(pauseTimer);
      if (!paused.ok) return paused;
      const { timer } = paused.value;
      if (!timer) return fail('conflict', 'No timer is running.');
      const { primaryInstrument } = await settings.read();
      return ok({ draft: draftOf(timer, primaryInstrument) });
    },
    async discard() {
      return device.edit((view) => {
        const isThere = view.read('timers', TIMER_ID)?.timer;
        const edits = isThere ? [{ collection: 'timers', id: TIMER_ID, fields: { timer: null } }] : [];
        return ok({ edits, value: undefined });
      });
    },
  };

  function change(next: (timer: Timer, now: string) => Timer): Promise<Result<TimerState>> {
    return step((present, now) =>
      present ? ok(next(present, now)) : fail('conflict', 'No timer is running.'),
    );
  }

  function step(next: (present: Timer | null, now: string) => Result<Timer>): Promise<Result<TimerState>> {
    const now = instantNow(context);
    return device.edit((view) => {
      const result = next(timerOf(view.read('timers', TIMER_ID)), now);
      if (!result.ok) return result;
      const fields = jsonFields({ timer: result.value });
      return ok({
        edits: [{ collection: 'timers', id: TIMER_ID, fields }],
        value: { timer: result.value, now },
      });
    });
  }
}

function timerOf(record: unknown): Timer | null {
  return timerSchema.safeParse((record as { timer?: unknown } | undefined)?.timer).data ?? null;
}

function draftOf(timer: Timer, instrument: string | null): Draft {
  const { subject, zone, spans } = timer;
  const endMs = Date.parse(spans.at(-1)?.end ?? spans[0]?.start ?? '');
  const piece = {
    pieceId: subject.pieceId as never,
    title: subject.title ?? '',
    composer: subject.composer ?? null,
  };
  return {
    timestamp: spans[0]?.start ?? '',
    zone,
    duration: timerMinutes(timer, endMs),
    type: 'practice',
    instrument,
    pieces: subject.title ? [piece] : [],
    techniques: [],
    goalIds: [],
    notes: '',
    mood: null,
    tags: [],
    scoreId: (subject.scoreId ?? null) as never,
    source: 'timer',
    elapsedMs: elapsedMs(timer, endMs),
  };
}
