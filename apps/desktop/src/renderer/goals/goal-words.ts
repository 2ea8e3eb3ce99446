import type { GoalMeasure } from '@mirubato/domain/goals';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

/** A goal's figures as a person reads them. */
export function useGoalWords() {
  const { t } = useTranslation('goals');
  const format = useFormat();
  const amount = (value: number, unit: GoalMeasure['unit']) =>
    unit === 'minutes'
      ? format.minutes(value)
      : unit === 'percent'
        ? format.percent(value / 100)
        : format.number(value);
  return {
    amount,
    /** `2 h of 10 h`, `3 of 5 milestones`. */
    soFar: ({ current, target, unit }: GoalMeasure) =>
      target === null
        ? amount(current, unit)
        : t(`soFar.${unit}`, { current: amount(current, unit), target: amount(target, unit) }),
    /** Undefined where there is nothing to tell. */
    outlook({ forecast, unit }: GoalMeasure): string | undefined {
      if (!forecast || forecast.outlook === 'reached') return undefined;
      if (forecast.perDay === null) return t('forecast.passed');
      const perDay = Math.ceil(forecast.perDay);
      const needed =
        unit === 'minutes'
          ? t('forecast.perDay', { minutes: format.minutes(perDay), count: forecast.daysLeft })
          : t('forecast.left', { count: forecast.daysLeft });
      return `${t(`outlook.${forecast.outlook}`)} – ${needed}`;
    },
  };
}
