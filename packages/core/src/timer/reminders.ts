/** Which reminder is to be shown now. Asking claims it: of several windows one gets it. */
import { localDateOf } from '@mirubato/domain/logbook';
import { ok, unwrap } from '@mirubato/domain/problem';
import {
  type DueReminder,
  dueReminder,
  elapsedMs,
  hasReminders,
  type ReminderFacts,
  type Timer,
} from '@mirubato/domain/timer';
import { z } from 'zod';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { Logbook } from '../logbook/logbook.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import type { TimerFeature } from './timer.ts';

export interface RemindersFeature {
  claim(zone: string): Promise<DueReminder | null>;
}

const REMINDERS_ID = 'reminders';
const seenSchema = z.object({ seenUntil: z.iso.datetime().catch('1970-01-01T00:00:00.000Z') });

export function createReminders(
  context: CoreContext,
  features: { logbook: Logbook; settings: SettingsFeature; timer: TimerFeature },
): RemindersFeature {
  let inTurn: Promise<unknown> = Promise.resolve();
  let known: { readonly choice: string; readonly since: string } | undefined;

  return {
    claim(zone) {
      const claimed = inTurn.then(() => claim(zone));
      inTurn = claimed.catch(() => undefined);
      return claimed;
    },
  };

  async function claim(zone: string): Promise<DueReminder | null> {
    const settings = await features.settings.read();
    const now = instantNow(context);
    const choice = JSON.stringify(settings.reminders);
    // After a start one may be late; what has just been chosen looks forward only.
    if (!known) known = { choice, since: '1970-01-01T00:00:00.000Z' };
    else if (known.choice !== choice) known = { choice, since: now };
    if (!hasReminders(settings.reminders)) return null;
    const seenUntil = await seen(now, known.since);
    const due = dueReminder(settings.reminders, {
      now,
      seenUntil,
      zone,
      dayStartHour: settings.dayStartHour,
      goalMinutes: settings.dailyGoalMinutes,
      ...(await practised(now, zone, settings.dayStartHour)),
    });
    if (due) unwrap(await keepSeen(now));
    return due;
  }

  async function practised(
    now: string,
    zone: string,
    dayStartHour: number,
  ): Promise<Pick<ReminderFacts, 'minutesToday' | 'runningSince'>> {
    const today = localDateOf(now, zone, dayStartHour);
    const [day] = await features.logbook.days(today, today);
    const { timer } = await features.timer.read();
    const timerMinutes = timer ? Math.floor(elapsedMs(timer, Date.parse(now)) / 60_000) : 0;
    return {
      minutesToday: (day?.minutes ?? 0) + timerMinutes,
      runningSince: timer?.state === 'running' ? withoutPauseSince(timer) : null,
    };
  }

  /** Of a clock that was set back since, nothing is known. */
  async function seen(now: string, since: string): Promise<string> {
    const row = await context.store.db
      .selectFrom('timers')
      .select('record')
      .where('id', '=', REMINDERS_ID)
      .executeTakeFirst();
    const { seenUntil } = seenSchema.parse(row?.record ?? {});
    if (seenUntil > now) return now;
    return seenUntil < since ? since : seenUntil;
  }

  function keepSeen(seenUntil: string) {
    return context.device.edit(() =>
      ok({ edits: [{ collection: 'timers', id: REMINDERS_ID, fields: { seenUntil } }], value: undefined }),
    );
  }
}

/** A split is no pause. */
function withoutPauseSince({ spans }: Timer): string | null {
  const first = spans.findLastIndex(({ start }, index) => spans[index - 1]?.end !== start);
  return spans[first]?.start ?? null;
}
