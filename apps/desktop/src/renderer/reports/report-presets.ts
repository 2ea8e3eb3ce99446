/** Reports that are there from the start. */
import {
  type ReportDefinition,
  type ReportDefinitionInput,
  type ReportRange,
  reportDefinitionSchema,
} from '@mirubato/domain/reports';

export const emptyDefinition: ReportDefinition = reportDefinitionSchema.parse({
  range: { preset: 'last30Days' },
  groupBy: ['day'],
  measures: ['minutes', 'entries', 'share'],
});

export const reportPresets = {
  daily: emptyDefinition,
  weekly: reportDefinitionSchema.parse({
    range: { preset: 'last90Days' },
    groupBy: ['week'],
    movingAverage: 4,
  }),
  monthly: reportDefinitionSchema.parse({
    range: { preset: 'last365Days' },
    groupBy: ['month'],
    movingAverage: 3,
  }),
  yearly: reportDefinitionSchema.parse({ range: { preset: 'allTime' }, groupBy: ['year'] }),
  pieces: reportDefinitionSchema.parse({
    range: { preset: 'thisMonth' },
    groupBy: ['composer', 'piece'],
    comparison: 'before',
  }),
  clock: reportDefinitionSchema.parse({
    range: { preset: 'last90Days' },
    groupBy: ['weekday', 'hour'],
    measures: ['minutes', 'entries', 'share'],
  }),
} as const;

export type ReportPreset = keyof typeof reportPresets;

/** Bars that are neither too many to tell apart nor too few to say anything, and how many an average runs over. */
export function trendOf(range: ReportRange): { unit: 'day' | 'week' | 'month'; window: number } {
  if ('from' in range) {
    const days = (Date.parse(range.to) - Date.parse(range.from)) / 86_400_000;
    return days <= 62 ? byDay : days <= 400 ? byWeek : byMonth;
  }
  switch (range.preset) {
    case 'allTime':
      return byMonth;
    case 'thisQuarter':
    case 'lastQuarter':
    case 'last90Days':
    case 'thisYear':
    case 'lastYear':
    case 'last365Days':
      return byWeek;
    default:
      return byDay;
  }
}

const byDay = { unit: 'day', window: 7 } as const;
const byWeek = { unit: 'week', window: 4 } as const;
const byMonth = { unit: 'month', window: 3 } as const;

/** With all that is left out. */
export function reportDefinitionOf(input: ReportDefinitionInput): ReportDefinition {
  return reportDefinitionSchema.parse(input);
}
