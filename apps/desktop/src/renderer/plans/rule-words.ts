/** A rule as a person says it. */
import { parseRule, type RuleParts } from '@mirubato/domain/plans';
import { useTranslation } from 'react-i18next';
import { type Format, useFormat } from '../i18n/format.ts';

export type Words = (key: string, values?: Record<string, unknown>) => string;

/** A Monday; the others follow. */
const MONDAY = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;
const WORKING_DAYS = '1,2,3,4,5';

export function useRuleWords(): (
  rule: string | null | undefined,
  start: string | null | undefined,
) => string {
  const { t, i18n } = useTranslation('plans');
  const format = useFormat();
  return (rule, start) => {
    const parts = parseRule(rule ?? '');
    if (!parts) return rule ?? '';
    return (
      ruleWords(parts, start ?? '2026-01-05', {
        t: t as unknown as Words,
        format,
        language: i18n.language,
      }) ??
      rule ??
      ''
    );
  };
}

/** Undefined for what has no short word. @param start the first day */
export function ruleWords(
  rule: RuleParts,
  start: string,
  {
    t,
    format,
    language,
  }: { t: Words; format: Pick<Format, 'longWeekday' | 'day' | 'shortDay'>; language: string },
): string | undefined {
  const list = (items: readonly string[]) => new Intl.ListFormat(language).format(items);
  const weekdayName = (weekday: number) =>
    format.longWeekday(new Date(MONDAY + (weekday - 1) * DAY_MS).toISOString().slice(0, 10));
  const every = t(`rule.${rule.frequency}`, { count: rule.interval });
  const on = onWords(rule, start, { t, list, weekdayName });
  if (on === undefined || rule.months.length > 0) return undefined;
  const end =
    rule.count !== null
      ? t('rule.times', { count: rule.count })
      : rule.until !== null
        ? t('rule.until', { day: format.shortDay(rule.until) })
        : '';
  return [every, on, end].filter(Boolean).join(' ');
}

function onWords(
  { frequency, weekdays, monthDays, positions }: RuleParts,
  start: string,
  {
    t,
    list,
    weekdayName,
  }: { t: Words; list: (items: readonly string[]) => string; weekdayName: (weekday: number) => string },
): string | undefined {
  const days = weekdays.map(({ weekday }) => weekday);
  const isPlain = weekdays.every(({ nth }) => nth === null);
  if (positions.length > 0) {
    if (frequency !== 'MONTHLY' || positions.length > 1) return undefined;
    const isLastOfMonth = weekdays.length === 0 && positions[0] === -1 && isRun(monthDays);
    if (isLastOfMonth) return t('rule.dayOrLast', { day: Math.max(...monthDays) });
    if (monthDays.length > 0 || !isPlain || days.join(',') !== WORKING_DAYS) return undefined;
    return positions[0] === -1 || positions[0] === 1 ? t(`rule.workingDay.${positions[0]}`) : undefined;
  }
  if (monthDays.length > 0) {
    if (frequency !== 'MONTHLY' || weekdays.length > 0) return undefined;
    if (monthDays.length === 1 && monthDays[0] === -1) return t('rule.lastDay');
    if (monthDays.some((day) => day < 0)) return undefined;
    return t('rule.onDays', { days: list(monthDays.map((day) => t('rule.monthDay', { day }))) });
  }
  if (days.length > 0) {
    if (isPlain && days.join(',') === WORKING_DAYS && frequency !== 'MONTHLY') return t('rule.onWorkingDays');
    if (isPlain)
      return frequency === 'YEARLY' ? undefined : t('rule.onWeekdays', { days: list(days.map(weekdayName)) });
    const nths = weekdays.map(({ weekday, nth }) =>
      t(`rule.nth.${nth}`, { day: weekdayName(weekday), defaultValue: '' }),
    );
    return frequency === 'MONTHLY' && !nths.includes('') ? t('rule.onNth', { days: list(nths) }) : undefined;
  }
  const [, month = '1', day = '1'] = start.split('-');
  switch (frequency) {
    case 'WEEKLY': {
      const weekday = new Date(`${start}T00:00:00Z`).getUTCDay() || 7;
      return t('rule.onWeekdays', { days: weekdayName(weekday) });
    }
    case 'MONTHLY':
      return t('rule.onDays', { days: t('rule.monthDay', { day: Number(day) }) });
    case 'YEARLY':
      return t('rule.onDate', {
        date: new Date(Date.UTC(2028, Number(month) - 1, Number(day))),
        formatParams: { date: { day: 'numeric', month: 'long', timeZone: 'UTC' } },
      });
    default:
      return '';
  }
}

/** 28, 29, 30: the last of them that the month has. */
function isRun(days: readonly number[]): boolean {
  const sorted = [...days].sort((a, b) => a - b);
  return sorted[0] === 28 && sorted.every((day, index) => day === 28 + index);
}
