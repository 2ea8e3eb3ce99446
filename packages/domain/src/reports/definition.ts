/** What a report asks: when, which entries, by what, and which numbers. */
import { z } from 'zod';
import { dateSchema, entryTypes, instantSchema, MAX_ENTRY_MINUTES, moods } from '../logbook/index.ts';

export const rangePresets = [
  'today',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
  'last7Days',
  'last30Days',
  'last90Days',
  'last365Days',
  'allTime',
] as const;

export const dateGroupings = ['day', 'week', 'month', 'quarter', 'year'] as const;
export const groupings = [
  ...dateGroupings,
  'weekday',
  'hour',
  'instrument',
  'type',
  'piece',
  'composer',
  'technique',
  'mood',
  'tag',
] as const;
export const measures = ['minutes', 'entries', 'days', 'mean', 'median', 'share'] as const;
export const comparisons = ['none', 'before', 'yearBefore'] as const;

/** Fields whose values are names; `isEmpty` finds the entries that say nothing. */
export const nameFields = [
  'instrument',
  'type',
  'piece',
  'composer',
  'technique',
  'mood',
  'tag',
  'goal',
] as const;

export const MAX_GROUPINGS = 3;
/** As many conditions and brackets, and as deep, as a person can still read. */
export const MAX_CONDITIONS = 50;
export const MAX_DEPTH = 5;
export const MAX_AVERAGE_PERIODS = 90;

const value = z.string().trim().min(1).max(200);
const values = z.array(value).min(1).max(50);

const conditionSchema = z.discriminatedUnion('field', [
  z.strictObject({
    field: z.enum(nameFields),
    is: z.enum(['anyOf', 'noneOf', 'empty', 'notEmpty', 'containing', 'notContaining']),
    /** Names, or the ids of pieces and goals; a part of the name for `containing`. */
    values: values.or(z.tuple([])).default([]),
  }),
  z.strictObject({
    field: z.literal('duration'),
    is: z.literal('between'),
    /** Minutes, both included. */
    from: z.int().min(0).max(MAX_ENTRY_MINUTES),
    to: z.int().min(0).max(MAX_ENTRY_MINUTES),
  }),
  z.strictObject({
    field: z.literal('weekday'),
    is: z.enum(['anyOf', 'noneOf']),
    /** ISO: Monday 1 … Sunday 7, of the musician's day. */
    values: z.array(z.int().min(1).max(7)).min(1).max(7),
  }),
  z.strictObject({
    field: z.literal('hour'),
    is: z.enum(['anyOf', 'noneOf']),
    /** 0–23, of the start on the clock where it happened. */
    values: z.array(z.int().min(0).max(23)).min(1).max(24),
  }),
  z.strictObject({
    field: z.literal('text'),
    is: z.enum(['containing', 'notContaining']),
    /** Words that begin so, all of them, anywhere in the entry. */
    values: z.tuple([value]),
  }),
]);

export type Condition = z.infer<typeof conditionSchema>;

/** A bracket: all of what is in it, or any of it. An empty one asks for nothing. */
export interface Bracket {
  readonly join: 'and' | 'or';
  readonly parts: readonly FilterPart[];
}
export type FilterPart = Condition | Bracket;

const bracketSchema: z.ZodType<Bracket> = z.lazy(() =>
  z.strictObject({
    join: z.enum(['and', 'or']),
    parts: z.array(z.union([conditionSchema, bracketSchema])).max(MAX_CONDITIONS),
  }),
);

export const filterSchema = bracketSchema.superRefine((bracket, context) => {
  const { conditions, depth } = sizeOf(bracket);
  if (conditions > MAX_CONDITIONS) context.addIssue(`may have ${MAX_CONDITIONS} conditions at the most`);
  if (depth > MAX_DEPTH) context.addIssue(`may have ${MAX_DEPTH} brackets in each other at the most`);
  for (const condition of conditionsOf(bracket)) {
    if (condition.field === 'duration' && condition.from > condition.to)
      context.addIssue('a duration must not end before it begins');
    if (needsValues(condition) && condition.values.length === 0)
      context.addIssue(`${condition.field}: choose at least one`);
  }
});

export const rangeSchema = z.union([
  z.strictObject({ preset: z.enum(rangePresets) }),
  z
    .strictObject({ from: dateSchema, to: dateSchema })
    .refine(({ from, to }) => from <= to, 'must not end before it begins'),
]);

export const reportDefinitionSchema = z.strictObject({
  range: rangeSchema,
  filter: filterSchema.default({ join: 'and', parts: [] }),
  groupBy: z
    .array(z.enum(groupings))
    .max(MAX_GROUPINGS)
    .refine((given) => new Set(given).size === given.length, 'each once at the most')
    .default([]),
  measures: z
    .array(z.enum(measures))
    .min(1)
    .max(measures.length)
    .refine((given) => new Set(given).size === given.length, 'each once at the most')
    .default(['minutes', 'entries', 'days', 'share']),
  comparison: z.enum(comparisons).default('none'),
  /** Periods that the moving average of the minutes runs over; null for none. */
  movingAverage: z.int().min(2).max(MAX_AVERAGE_PERIODS).nullable().default(null),
});

export const savedReportInputSchema = z.object({
  name: z.string().trim().min(1).max(100),
  definition: reportDefinitionSchema,
});
export const savedReportPatchSchema = savedReportInputSchema.partial();

/** A saved report as read from a journal. Of one that this version cannot read only the name is known. */
export const savedReportSchema = z.looseObject({
  id: z.string(),
  name: z.string().catch(''),
  definition: reportDefinitionSchema.nullable().catch(null),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

export type RangePreset = (typeof rangePresets)[number];
export type ReportRange = z.infer<typeof rangeSchema>;
export type Grouping = (typeof groupings)[number];
export type DateGrouping = (typeof dateGroupings)[number];
export type Measure = (typeof measures)[number];
export type Comparison = (typeof comparisons)[number];
export type NameField = (typeof nameFields)[number];
export type ReportDefinition = z.infer<typeof reportDefinitionSchema>;
export type ReportDefinitionInput = z.input<typeof reportDefinitionSchema>;
export type SavedReport = z.infer<typeof savedReportSchema>;
export type SavedReportInput = z.infer<typeof savedReportInputSchema>;
export type SavedReportPatch = z.infer<typeof savedReportPatchSchema>;

export function isBracket(part: FilterPart): part is Bracket {
  return 'join' in part;
}

export function isDateGrouping(grouping: Grouping): grouping is DateGrouping {
  return (dateGroupings as readonly string[]).includes(grouping);
}

export function conditionsOf(bracket: Bracket): Condition[] {
  return bracket.parts.flatMap((part) => (isBracket(part) ? conditionsOf(part) : [part]));
}

/** What may be asked of a field's names: every entry has a type. */
export function operatorsOf(field: NameField): readonly (Condition & { field: NameField })['is'][] {
  const chosen = ['anyOf', 'noneOf'] as const;
  if (field === 'type') return chosen;
  const empty = ['empty', 'notEmpty'] as const;
  return field === 'mood' || field === 'goal'
    ? [...chosen, ...empty]
    : [...chosen, ...empty, 'containing', 'notContaining'];
}

/** The values that a closed field has; undefined where they are the person's own. */
export function valuesOf(field: NameField): readonly string[] | undefined {
  if (field === 'type') return entryTypes.filter((type) => type !== 'status_change');
  return field === 'mood' ? moods : undefined;
}

function needsValues(condition: Condition): condition is Exclude<Condition, { field: 'duration' }> {
  return condition.field !== 'duration' && condition.is !== 'empty' && condition.is !== 'notEmpty';
}

function sizeOf(bracket: Bracket): { conditions: number; depth: number } {
  const inner = bracket.parts.map((part) => (isBracket(part) ? sizeOf(part) : { conditions: 1, depth: 0 }));
  return {
    conditions: inner.reduce((sum, { conditions }) => sum + Math.max(1, conditions), 0),
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
  };
}
