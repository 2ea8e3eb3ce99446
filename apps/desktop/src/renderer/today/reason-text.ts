import type { NextReason } from '@mirubato/core/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

/** Reasons as words, in the order they came. Which values are written how: see `NextReason`. */
export function useReasonText(): (reasons: readonly NextReason[]) => string {
  const { t } = useTranslation('today');
  const format = useFormat();
  const shown: Readonly<Record<string, (value: string | number) => string>> = {
    days: (value) => format.daysAgo(Number(value)),
    date: (value) => format.shortDay(String(value)),
    minutes: (value) => format.minutes(Number(value)),
    expected: (value) => format.percent(Number(value)),
    status: (value) => t(`repertoire:status.${value}`),
    grade: (value) => t(`repertoire:gradeInText.${value}`),
  };
  return (reasons) =>
    reasons
      .map(({ code, values }) =>
        t(
          `reason.${code}`,
          Object.fromEntries(
            Object.entries(values).map(([name, value]) => [name, shown[name]?.(value) ?? value]),
          ),
        ),
      )
      .join(' · ');
}
