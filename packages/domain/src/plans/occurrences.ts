/**
 * A plan's occurrences. They are computed from its rule and never run dry; a record stands only for what a person
 * did with one: completed, skipped, moved, edited. One that was missed is a gap and pushes nothing along.
 */
import { Temporal } from 'temporal-polyfill';
import type { Occurrence, Plan, Segment } from './plan.ts';
import { daysBetween, firstDayFrom, isDay, parseRule, type Series } from './rule.ts';

export type OccurrenceState = 'upcoming' | 'due' | 'missed' | 'completed' | 'skipped';

export interface PlannedOccurrence {
  readonly planId: string;
  /** The day that the rule gives it, which a move does not change; `once` for a plan without a day. */
  readonly key: string;
  /** Of the record, where there is one. */
  readonly recordId: string | null;
  /** The day that it is on. */
  readonly date: string;
  /** `HH:MM`, local. */
  readonly timeOfDay: string | null;
  readonly durationMinutes: number;
  readonly state: OccurrenceState;
  readonly isMoved: boolean;
  readonly isEdited: boolean;
  readonly title: string;
  readonly segments: readonly Segment[];
  readonly reflectionPrompts: readonly string[];
  readonly notes: string | null;
  readonly logEntryId: string | null;
  readonly responses: Readonly<Record<string, string>>;
}

export interface Span {
  /** Local dates, both included. */
  readonly from: string;
  readonly to: string;
}

export interface Now {
  /** The musician's day. */
  readonly today: string;
  /** IANA; for what the original's clients wrote as instants. */
  readonly zone: string;
}

/** Of a session that says nothing of its length, as in the original. */
export const DEFAULT_SESSION_MINUTES = 30;

/** The key of the one occurrence of a plan without a day. */
const ONCE = 'once';

/** Two devices make the same record. */
export function occurrenceId(planId: string, key: string): string {
  return `${planId}@${key}`;
}

/** In the order of their days. @param records of this plan, outside the trash */
export function plannedOccurrences(
  plan: Plan,
  records: readonly Occurrence[],
  span: Span,
  now: Now,
): PlannedOccurrence[] {
  const recordByKey = recordsByKey(records, now.zone);
  const segments = segmentsOfPlan(plan, records);
  const planned = (key: string) => plannedOf(plan, segments, key, recordByKey.get(key), now);
  const keys = new Set(keysOf(plan, span, now));
  for (const [key, record] of recordByKey) {
    const isComputed = keys.has(key) || hasKey(plan, key, now);
    // The original's were written ahead; ours that the plan has no day for any more count once they are done.
    const isForeign = record.recurrenceKey !== key;
    if (isComputed || isForeign || record.status === 'completed') keys.add(key);
  }
  return [...keys]
    .map(planned)
    .filter(({ date }) => date >= span.from && date <= span.to)
    .sort(byTime);
}

/** The one with this key, wherever it was moved to; undefined when the plan has none. */
export function plannedOccurrence(
  plan: Plan,
  records: readonly Occurrence[],
  key: string,
  now: Now,
): PlannedOccurrence | undefined {
  const record = recordsByKey(records, now.zone).get(key);
  if (!record && !hasKey(plan, key, now)) return undefined;
  return plannedOf(plan, segmentsOfPlan(plan, records), key, record, now);
}

/** Whether the plan itself has such an occurrence. */
export function hasKey(plan: Plan, key: string, now: Now): boolean {
  const series = seriesOf(plan, now.zone);
  if (!series) return key === singleKey(plan, now.zone);
  return /^\d{4}-\d\d-\d\d$/.test(key) && isDay(series, key);
}

/** Undefined for a plan that does not recur. */
export function seriesOf({ schedule, createdAt }: Plan, zone: string): Series | undefined {
  const rule = schedule.kind === 'recurring' ? parseRule(schedule.rule ?? '') : undefined;
  if (!rule) return undefined;
  const start = dateIn(schedule.startDate, zone) ?? dateIn(createdAt, zone) ?? '1970-01-01';
  const end = dateIn(schedule.endDate, zone);
  const until = end !== undefined && (rule.until === null || end < rule.until) ? end : rule.until;
  return { start, rule: { ...rule, until }, exceptions: schedule.exceptions ?? [] };
}

/** The next that is not behind, the day itself included. */
export function nextOccurrence(
  plan: Plan,
  records: readonly Occurrence[],
  now: Now,
): PlannedOccurrence | undefined {
  const isOpen = ({ state }: PlannedOccurrence) => state === 'due' || state === 'upcoming';
  const near = { from: now.today, to: addDays(now.today, 92) };
  const found = plannedOccurrences(plan, records, near, now).find(isOpen);
  if (found || plan.status !== 'active') return found;
  const series = seriesOf(plan, now.zone);
  const later = series && firstDayFrom(series, addDays(near.to, 1));
  if (!series)
    return plannedOccurrences(plan, records, { from: now.today, to: '9999-12-31' }, now).find(isOpen);
  return later === undefined
    ? undefined
    : plannedOccurrences(plan, records, { from: later, to: later }, now).find(isOpen);
}

export interface Adherence {
  readonly completed: number;
  /** Completed and missed. What was skipped on purpose, or is still open, is neither. */
  readonly planned: number;
}

/** Each occurrence counts once, so that completed is never more than planned. */
export function adherenceOf(occurrences: readonly PlannedOccurrence[]): Adherence {
  const stateByKey = new Map<string, OccurrenceState>();
  for (const { planId, key, state } of occurrences) stateByKey.set(`${planId} ${key}`, state);
  const states = [...stateByKey.values()];
  const completed = states.filter((state) => state === 'completed').length;
  return { completed, planned: completed + states.filter((state) => state === 'missed').length };
}

function keysOf(plan: Plan, span: Span, now: Now): string[] {
  const series = seriesOf(plan, now.zone);
  if (plan.status === 'draft') return [];
  const ended =
    plan.status === 'active' ? undefined : (dateIn(plan.archivedAt ?? plan.updatedAt, now.zone) ?? now.today);
  const to = ended !== undefined && ended < span.to ? ended : span.to;
  if (series) return daysBetween(series, span.from, to);
  const key = singleKey(plan, now.zone);
  return plan.status === 'active' && key !== undefined ? [key] : [];
}

/** Undefined for a recurring plan whose rule cannot be read. */
function singleKey({ schedule }: Plan, zone: string): string | undefined {
  if (schedule.kind === 'recurring') return undefined;
  return dateIn(schedule.startDate, zone) ?? ONCE;
}

function plannedOf(
  plan: Plan,
  planSegments: readonly Segment[],
  key: string,
  record: Occurrence | undefined,
  now: Now,
): PlannedOccurrence {
  const isOwn =
    record !== undefined && (record.isEdited || (plan.segments === null && record.segments.length > 0));
  const segments = isOwn ? record.segments : planSegments;
  const planned = key === ONCE ? undefined : key;
  const doneOn = dateIn(record?.checkIn?.recordedAt, now.zone);
  const date = record?.date ?? planned ?? doneOn ?? now.today;
  return {
    planId: plan.id,
    key,
    recordId: record?.id ?? null,
    date,
    timeOfDay: record?.timeOfDay ?? plan.schedule.timeOfDay ?? null,
    durationMinutes: record?.durationMinutes ?? durationOf(plan, segments),
    state: stateOf(record, date, now.today),
    isMoved: record?.date != null && record.date !== key,
    isEdited: record?.isEdited ?? false,
    title: record?.title ?? plan.title,
    segments,
    reflectionPrompts:
      isOwn && (record.isEdited || record.reflectionPrompts.length > 0)
        ? record.reflectionPrompts
        : plan.reflectionPrompts,
    notes: record?.notes ?? null,
    logEntryId: record?.logEntryId ?? null,
    responses: record?.checkIn?.responses ?? {},
  };
}

/** The plan's own length, else that of its segments. */
function durationOf({ schedule }: Plan, segments: readonly Segment[]): number {
  const sum = segments.reduce((total, { durationMinutes }) => total + (durationMinutes ?? 0), 0);
  return schedule.durationMinutes || sum || DEFAULT_SESSION_MINUTES;
}

function stateOf(record: Occurrence | undefined, date: string, today: string): OccurrenceState {
  if (record?.status === 'completed' || record?.status === 'skipped') return record.status;
  if (date === today) return 'due';
  return date < today ? 'missed' : 'upcoming';
}

/** The original's plans have none of their own: the latest of their occurrences says them. */
function segmentsOfPlan(plan: Plan, records: readonly Occurrence[]): readonly Segment[] {
  if (plan.segments !== null) return plan.segments;
  const withSegments = records.filter(({ segments }) => segments.length > 0);
  return withSegments.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))[0]?.segments ?? [];
}

/** One record for each key: of two, that with which more was done, then the later. */
function recordsByKey(records: readonly Occurrence[], zone: string): Map<string, Occurrence> {
  const found = new Map<string, Occurrence>();
  for (const record of records) {
    if (record.deletedAt !== null) continue;
    const key = keyOfRecord(record, zone);
    const other = found.get(key);
    if (!other || weightOf(record) > weightOf(other)) found.set(key, record);
  }
  return found;
}

function keyOfRecord({ recurrenceKey, scheduledStart }: Occurrence, zone: string): string {
  if (recurrenceKey !== null && /^(?:\d{4}-\d\d-\d\d|once)$/.test(recurrenceKey)) return recurrenceKey;
  return dateIn(scheduledStart, zone) ?? ONCE;
}

function weightOf({ status, updatedAt }: Occurrence): string {
  return `${{ completed: 3, skipped: 2, scheduled: 1, expired: 0 }[status]} ${updatedAt}`;
}

function dateIn(text: string | null | undefined, zone: string): string | undefined {
  try {
    if (!text) return undefined;
    if (!text.includes('T')) return Temporal.PlainDate.from(text).toString();
    return Temporal.Instant.from(text).toZonedDateTimeISO(zone).toPlainDate().toString();
  } catch {
    return undefined;
  }
}

function byTime(a: PlannedOccurrence, b: PlannedOccurrence): number {
  const at = ({ date, timeOfDay, key }: PlannedOccurrence) => `${date} ${timeOfDay ?? '99'} ${key}`;
  return at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0;
}

function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}
