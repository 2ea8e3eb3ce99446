/** Plans and deadlines as an iCalendar file (RFC 5545), in local times without a zone, as the plans are kept. */
import { addDays } from '@mirubato/domain/logbook';
import {
  firstDayFrom,
  type Now,
  type Occurrence,
  type Plan,
  type PlannedOccurrence,
  plannedOccurrences,
  ruleText,
  type Segment,
  seriesOf,
} from '@mirubato/domain/plans';
import ical, { type ICalCalendar, type ICalEventData } from 'ical-generator';
import type { CoreContext } from '../context.ts';
import type { GoalBoard } from '../goals/goal-board.ts';
import type { Plans } from './plans.ts';

/** Skipped and moved ones are told from so far back on. */
const PAST_DAYS = 365;

export async function calendarText(
  context: CoreContext,
  { plans, goalBoard }: { plans: Plans; goalBoard: GoalBoard },
  zone: string,
): Promise<string> {
  const now = await plans.now(zone);
  const calendar = ical({ name: 'Mirubato', prodId: { company: 'Mirubato', product: 'Mirubato' } });
  const stamp = new Date(context.nowMs());
  const span = { from: addDays(now.today, -PAST_DAYS), to: '9999-12-31' };
  for (const { plan } of await plans.plans(now)) {
    if (plan.status !== 'active') continue;
    addPlan(calendar, plan, await plans.records(plan.id, span), now, stamp);
  }
  for (const { goal } of await goalBoard.goals({ isArchived: false }, now)) {
    if (goal.targetDate === null || goal.status !== 'active') continue;
    calendar.createEvent({
      ...day(goal.targetDate),
      id: `goal-${goal.id}`,
      stamp,
      summary: goal.title,
      description: goal.description,
    });
  }
  return calendar.toString();
}

function addPlan(
  calendar: ICalCalendar,
  plan: Plan,
  records: readonly Occurrence[],
  now: Now,
  stamp: Date,
): void {
  const series = seriesOf(plan, now.zone);
  const all = { from: '0001-01-01', to: '9999-12-31' };
  const event = (occurrence: PlannedOccurrence): ICalEventData => ({
    ...times(occurrence.date, occurrence),
    id: `plan-${plan.id}`,
    stamp,
    summary: occurrence.title,
    description: describe(plan, occurrence.segments),
    categories: plan.tags.map((name) => ({ name })),
  });
  if (!series) {
    const [only] = plan.schedule.startDate ? plannedOccurrences(plan, records, all, now) : [];
    if (only && only.state !== 'skipped') calendar.createEvent(event(only));
    return;
  }
  const first = firstDayFrom(series, series.start);
  const [plain] = first === undefined ? [] : plannedOccurrences(plan, [], { from: first, to: first }, now);
  if (first === undefined || !plain) return;
  const touched = records.flatMap((record) =>
    plannedOccurrences(plan, [record], daysOf(record, now), now).filter(
      ({ recordId }) => recordId === record.id,
    ),
  );
  const skipped = touched.filter(({ state }) => state === 'skipped').map(({ key }) => key);
  const left = [...new Set([...(series.exceptions ?? []), ...skipped])].sort();
  const { until } = series.rule;
  const value = (date: string) =>
    plain.timeOfDay === null ? compact(date) : `${compact(date)}T${clock(plain.timeOfDay)}`;
  const rule = ruleText({ ...series.rule, until: null });
  const end = until === null ? '' : `;UNTIL=${value(until)}`;
  const kind = plain.timeOfDay === null ? ';VALUE=DATE' : '';
  const exceptions = left.length > 0 ? `\r\nEXDATE${kind}:${left.map(value).join(',')}` : '';
  calendar.createEvent({ ...event(plain), repeating: `RRULE:${rule}${end}${exceptions}` });
  for (const occurrence of touched) {
    const isOther = occurrence.isMoved || occurrence.timeOfDay !== plain.timeOfDay || occurrence.isEdited;
    if (!isOther || occurrence.state === 'skipped' || !/^\d/.test(occurrence.key)) continue;
    calendar.createEvent({ ...event(occurrence), recurrenceId: times(occurrence.key, plain).start });
  }
}

/** The days that a record can concern: its own and the rule's. */
function daysOf({ date, recurrenceKey, scheduledStart }: Occurrence, now: Now) {
  const days = [date, recurrenceKey?.slice(0, 10), scheduledStart?.slice(0, 10)].filter(
    (each): each is string => each != null && /^\d{4}-\d\d-\d\d$/.test(each),
  );
  const sorted = days.sort();
  return { from: addDays(sorted[0] ?? now.today, -1), to: addDays(sorted.at(-1) ?? now.today, 1) };
}

function times(date: string, { timeOfDay, durationMinutes }: PlannedOccurrence) {
  if (timeOfDay === null) return day(date);
  // The library writes the UTC fields, and no zone for what is floating.
  const start = new Date(`${date}T${timeOfDay}:00Z`);
  return { start, end: new Date(start.getTime() + durationMinutes * 60_000), floating: true };
}

function day(date: string) {
  return { start: new Date(`${date}T00:00:00Z`), allDay: true };
}

function compact(date: string): string {
  return date.replaceAll('-', '');
}

function clock(timeOfDay: string): string {
  return `${timeOfDay.replace(':', '')}00`;
}

function describe({ description }: Plan, segments: readonly Segment[]): string | null {
  const lines = segments.map(({ label, durationMinutes, instructions }) =>
    [durationMinutes ? `${label} (${durationMinutes} min)` : label, instructions].filter(Boolean).join(': '),
  );
  return [description, ...lines].filter(Boolean).join('\n') || null;
}
