/** A plan as the form's fields hold it, and back. */
import {
  daysBetween,
  type PieceRef,
  type Plan,
  type PlanInput,
  parseRule,
  plainRule,
  type RuleParts,
  ruleText,
  type Segment,
} from '@mirubato/domain/plans';

export type Repeats = 'never' | 'daily' | 'weekly' | 'monthly' | 'yearly' | 'custom';
export type Monthly = 'day' | 'weekday' | 'last';

export interface PlanValues {
  title: string;
  description: string;
  /** `YYYY-MM-DD` */
  startDate: string | null;
  /** `HH:MM`, or empty. */
  time: string;
  duration: number | '';
  repeats: Repeats;
  interval: number | '';
  /** ISO weekdays. */
  weekdays: string[];
  monthly: Monthly;
  ends: 'never' | 'on' | 'after';
  until: string | null;
  count: number | '';
  /** As RFC 5545 writes it; for what the other fields cannot say. */
  rule: string;
  exceptions: string[];
  segments: SegmentValues[];
  /** One to a line. */
  prompts: string;
  goalIds: string[];
  tags: string[];
}

export interface SegmentValues {
  /** Tells rows apart while they are typed; never saved. */
  key: string;
  label: string;
  minutes: number | '';
  pieceTitle: string;
  pieceId: string | null;
  composer: string;
  techniques: string[];
  instructions: string;
  tempo: number | '';
  /** The segment as it was; what the form does not show stays. */
  kept: Partial<Segment>;
}

const FREQUENCY = { daily: 'DAILY', weekly: 'WEEKLY', monthly: 'MONTHLY', yearly: 'YEARLY' } as const;
const REPEATS = { DAILY: 'daily', WEEKLY: 'weekly', MONTHLY: 'monthly', YEARLY: 'yearly' } as const;

/** The form's one tempo target. */
const TARGET = 'target';

/** What is known of a plan before it is written; a saved plan or a template is one. */
export interface PlanStart {
  readonly title?: string | undefined;
  readonly description?: string | null | undefined;
  readonly schedule?: Partial<Pick<Plan['schedule'], 'kind' | 'rule' | 'startDate' | 'timeOfDay'>> & {
    readonly durationMinutes?: number | null | undefined;
    readonly exceptions?: readonly string[] | null | undefined;
  };
  readonly segments?: readonly Segment[] | null | undefined;
  readonly reflectionPrompts?: readonly string[] | undefined;
  readonly goalIds?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
}

export function planToValues(plan: PlanStart, newKey: () => string): PlanValues {
  const { schedule } = plan;
  const startDate = schedule?.startDate?.slice(0, 10) ?? null;
  const rule = schedule?.kind === 'recurring' ? parseRule(schedule.rule ?? '') : undefined;
  return {
    title: plan.title ?? '',
    description: plan.description ?? '',
    startDate,
    time: schedule?.timeOfDay ?? '',
    duration: schedule?.durationMinutes ?? '',
    ...recurrenceValues(rule, startDate, schedule?.rule ?? ''),
    exceptions: [...(schedule?.exceptions ?? [])],
    segments: (plan.segments ?? []).map((segment) => segmentToValues(segment, newKey())),
    prompts: (plan.reflectionPrompts ?? []).join('\n'),
    goalIds: [...(plan.goalIds ?? [])],
    tags: [...(plan.tags ?? [])],
  };
}

/** The plan that valid values mean. @param weekStart ISO weekday, of the musician's week */
export function valuesToPlan(
  values: PlanValues,
  weekStart: number,
  kept: Partial<PlanInput> = {},
): PlanInput {
  const rule = valuesToRule(values, weekStart);
  return {
    type: 'custom',
    focusAreas: [],
    techniques: [],
    pieceRefs: [],
    ...kept,
    title: values.title.trim(),
    description: values.description.trim() || null,
    schedule: {
      ...kept.schedule,
      kind: rule === undefined ? 'single' : 'recurring',
      rule: rule ?? null,
      startDate: values.startDate,
      timeOfDay: values.time.slice(0, 5) || null,
      durationMinutes: values.duration === '' ? null : Number(values.duration),
      exceptions: rule === undefined ? [] : values.exceptions,
    },
    segments: values.segments.filter(({ label }) => label.trim() !== '').map(valuesToSegment),
    reflectionPrompts: promptsOf(values),
    goalIds: values.goalIds as PlanInput['goalIds'],
    tags: values.tags,
  };
}

export function promptsOf({ prompts }: Pick<PlanValues, 'prompts'>): string[] {
  return prompts
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

export function emptySegment(key: string): SegmentValues {
  return segmentToValues({ label: '', pieceRefs: [], techniques: [] }, key);
}

/** Undefined for a plan that does not recur. */
export function valuesToRule(values: PlanValues, weekStart: number): string | undefined {
  if (values.repeats === 'never') return undefined;
  if (values.repeats === 'custom') return values.rule.trim();
  const start = values.startDate ?? '2026-01-05';
  const parts: RuleParts = {
    ...plainRule,
    frequency: FREQUENCY[values.repeats],
    interval: Math.max(1, Number(values.interval) || 1),
    weekStart,
    count: values.ends === 'after' ? Math.max(1, Number(values.count) || 1) : null,
    until: values.ends === 'on' ? values.until : null,
    ...(values.repeats === 'weekly' && {
      weekdays: values.weekdays
        .map(Number)
        .sort((a, b) => a - b)
        .map((weekday) => ({ weekday, nth: null })),
    }),
    ...(values.repeats === 'monthly' && monthlyParts(values.monthly, start)),
  };
  return ruleText(parts);
}

/** The days that come next, to be looked at while the rule is made. */
export function nextDays(values: PlanValues, weekStart: number, most: number): string[] {
  const rule = parseRule(valuesToRule(values, weekStart) ?? '');
  const start = values.startDate;
  if (!rule || !start) return [];
  const last = `${Number(start.slice(0, 4)) + 2}${start.slice(4)}`.replace('-02-29', '-02-28');
  return daysBetween({ start, rule, exceptions: values.exceptions }, start, last).slice(0, most);
}

/** Short months have no 31st: then it is their last day. */
function monthlyParts(monthly: Monthly, start: string): Partial<RuleParts> {
  const day = Number(start.slice(8, 10));
  if (monthly === 'last') return { monthDays: [-1] };
  if (monthly === 'weekday') {
    const weekday = new Date(`${start}T00:00:00Z`).getUTCDay() || 7;
    return { weekdays: [{ weekday, nth: day > 28 ? -1 : Math.ceil(day / 7) }] };
  }
  if (day <= 28) return {};
  const days = Array.from({ length: day - 27 }, (_, index) => 28 + index);
  return { monthDays: days, positions: [-1] };
}

function recurrenceValues(rule: RuleParts | undefined, start: string | null, text: string) {
  const plain = {
    repeats: 'never' as Repeats,
    interval: 1,
    weekdays: [] as string[],
    monthly: 'day' as Monthly,
    ends: 'never' as PlanValues['ends'],
    until: null as string | null,
    count: '' as number | '',
    rule: text,
  };
  if (!rule) return text === '' ? plain : { ...plain, repeats: 'custom' as const };
  const ends =
    rule.count !== null ? ('after' as const) : rule.until !== null ? ('on' as const) : ('never' as const);
  const known = {
    ...plain,
    repeats: REPEATS[rule.frequency],
    interval: rule.interval,
    weekdays: rule.weekdays.map(({ weekday }) => String(weekday)),
    ends,
    until: rule.until,
    count: rule.count ?? ('' as const),
  };
  const shell = { exceptions: [], startDate: start } as unknown as PlanValues;
  for (const monthly of ['day', 'weekday', 'last'] as const) {
    const tried = { ...known, monthly };
    if (valuesToRule({ ...shell, ...tried }, rule.weekStart) === ruleText(rule)) return tried;
  }
  return { ...plain, repeats: 'custom' as const, rule: text };
}

function segmentToValues(segment: Segment, key: string): SegmentValues {
  const [piece] = segment.pieceRefs;
  const tempo = segment.tempoTargets?.[TARGET];
  return {
    key,
    label: segment.label,
    minutes: segment.durationMinutes ?? '',
    pieceTitle: piece?.title ?? '',
    pieceId: piece?.pieceId ?? null,
    composer: piece?.composer ?? '',
    techniques: [...segment.techniques],
    instructions: segment.instructions ?? '',
    tempo: typeof tempo === 'number' ? tempo : '',
    kept: segment,
  };
}

function valuesToSegment(values: SegmentValues): Segment {
  const title = values.pieceTitle.trim();
  const others = (values.kept.pieceRefs ?? []).slice(1);
  const piece: PieceRef = { pieceId: values.pieceId, title, composer: values.composer.trim() || null };
  const { [TARGET]: _target, ...tempos } = values.kept.tempoTargets ?? {};
  return {
    ...values.kept,
    label: values.label.trim(),
    durationMinutes: values.minutes === '' ? null : Number(values.minutes),
    pieceRefs: title === '' ? others : [piece, ...others],
    techniques: values.techniques,
    instructions: values.instructions.trim() || null,
    tempoTargets: values.tempo === '' ? tempos : { ...tempos, [TARGET]: Number(values.tempo) },
  };
}
