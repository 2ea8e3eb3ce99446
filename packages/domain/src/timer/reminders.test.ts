import { expect, it } from 'vitest';
import { dueReminder, isQuiet, noReminders, type ReminderFacts, remindersSchema } from './reminders.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const facts = (now: string, seenUntil: string, more: Partial<ReminderFacts> = {}): ReminderFacts => ({
  now,
  seenUntil,
  zone: 'Europe/Berlin',
  dayStartHour: 0,
  minutesToday: 0,
  goalMinutes: 30,
  runningSince: null,
  ...more,
});
const practiceAt = (time: string, weekdays = everyDay) =>
  remindersSchema.parse({ practice: [{ time, weekdays }] });

it('32.8 is due at its time on its weekdays, once', () => {
  // 26 November 2026 is a Thursday; Berlin is an hour ahead of UTC.
  const reminders = practiceAt('17:00', [4]);
  const look = (now: string, seenUntil: string) => dueReminder(reminders, facts(now, seenUntil));
  expect(look('2026-11-26T15:59:00.000Z', '2026-11-26T15:58:00.000Z')).toBeNull();
  const due = { kind: 'practice', dueAt: '2026-11-26T16:00:00.000Z' };
  expect(look('2026-11-26T16:00:30.000Z', '2026-11-26T15:58:00.000Z')).toEqual(due);
  expect(look('2026-11-26T16:01:00.000Z', '2026-11-26T16:00:30.000Z')).toBeNull();
  expect(look('2026-11-27T16:00:30.000Z', '2026-11-27T15:58:00.000Z')).toBeNull();
});

it('32.8 after a sleep there is one late notice, and none when it is too late', () => {
  const reminders = remindersSchema.parse({
    practice: ['16:00', '16:30', '17:00'].map((time) => ({ time, weekdays: everyDay })),
  });
  const slept = '2026-11-20T00:00:00.000Z';
  expect(dueReminder(reminders, facts('2026-11-26T16:45:00.000Z', slept))).toEqual({
    kind: 'practice',
    dueAt: '2026-11-26T16:00:00.000Z',
  });
  expect(dueReminder(reminders, facts('2026-11-26T18:30:00.000Z', slept))).toBeNull();
});

it('32.8 a reminder shortly before midnight is seen shortly after', () => {
  const reminders = practiceAt('23:55', [4]);
  expect(dueReminder(reminders, facts('2026-11-26T23:05:00.000Z', '2026-11-26T22:50:00.000Z'))).toEqual({
    kind: 'practice',
    dueAt: '2026-11-26T22:55:00.000Z',
  });
});

it('32.8 a time that summer time skips is due after the skip, one that comes twice is due once', () => {
  const reminders = practiceAt('02:30');
  const spring = facts('2026-03-29T01:31:00.000Z', '2026-03-29T00:00:00.000Z');
  expect(dueReminder(reminders, spring)?.dueAt).toBe('2026-03-29T01:30:00.000Z');
  const autumn = facts('2026-10-25T01:31:00.000Z', '2026-10-25T00:31:00.000Z');
  expect(dueReminder(reminders, autumn)).toBeNull();
  expect(
    dueReminder(reminders, {
      ...autumn,
      now: '2026-10-25T00:30:00.000Z',
      seenUntil: '2026-10-25T00:29:00.000Z',
    })?.dueAt,
  ).toBe('2026-10-25T00:30:00.000Z');
});

it('32.8 the goal is told of while it is open and its day lasts', () => {
  const reminders = remindersSchema.parse({ goalTime: '23:50' });
  const look = (now: string, more: Partial<ReminderFacts>) =>
    dueReminder(reminders, facts(now, '2026-11-26T22:40:00.000Z', more));
  expect(look('2026-11-26T22:51:00.000Z', { minutesToday: 12 })).toMatchObject({
    kind: 'goal',
    minutesToday: 12,
    goalMinutes: 30,
  });
  expect(look('2026-11-26T22:51:00.000Z', { minutesToday: 30 })).toBeNull();
  expect(look('2026-11-26T22:51:00.000Z', { goalMinutes: null })).toBeNull();
  expect(look('2026-11-26T23:05:00.000Z', { minutesToday: 0 })).toBeNull();
  // The day of who begins it at four still lasts.
  expect(look('2026-11-26T23:05:00.000Z', { minutesToday: 12, dayStartHour: 4 })).toMatchObject({
    kind: 'goal',
  });
});

it('32.8 a running timer is told of each time its minutes have passed, and silences the call to practise', () => {
  const reminders = remindersSchema.parse({
    practice: [{ time: '17:00', weekdays: everyDay }],
    runningMinutes: 30,
  });
  const more = { runningSince: '2026-11-26T15:00:00.000Z' };
  expect(dueReminder(reminders, facts('2026-11-26T15:29:00.000Z', more.runningSince, more))).toBeNull();
  expect(dueReminder(reminders, facts('2026-11-26T16:00:10.000Z', '2026-11-26T15:40:00.000Z', more))).toEqual(
    {
      kind: 'running',
      dueAt: '2026-11-26T16:00:00.000Z',
      minutes: 60,
    },
  );
  expect(
    dueReminder(reminders, facts('2026-11-26T16:10:00.000Z', '2026-11-26T16:00:10.000Z', more)),
  ).toBeNull();
});

it('32.8 nothing is shown in the quiet hours, also over midnight', () => {
  const quiet = { from: '22:00', to: '07:00' };
  expect(isQuiet(quiet, '2026-11-26T21:30:00.000Z', 'Europe/Berlin')).toBe(true);
  expect(isQuiet(quiet, '2026-11-26T05:59:00.000Z', 'Europe/Berlin')).toBe(true);
  expect(isQuiet(quiet, '2026-11-26T06:00:00.000Z', 'Europe/Berlin')).toBe(false);
  expect(isQuiet({ from: '12:00', to: '14:00' }, '2026-11-26T12:00:00.000Z', 'Europe/Berlin')).toBe(true);
  const due = facts('2026-11-26T21:30:00.000Z', '2026-11-26T20:00:00.000Z');
  const reminders = practiceAt('22:15');
  expect(dueReminder(reminders, due)).not.toBeNull();
  expect(dueReminder({ ...reminders, quiet }, due)).toBeNull();
  expect(dueReminder(noReminders, due)).toBeNull();
});
