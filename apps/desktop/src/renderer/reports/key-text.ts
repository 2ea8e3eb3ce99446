/** What a row of a report is called. */
import type { Grouping, ReportKey } from '@mirubato/domain/reports';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { instrumentToName } from '../logbook/instruments.ts';

/** 5 January 1970 was a Monday. */
const MONDAY_MS = Date.UTC(1970, 0, 5);
const DAY_MS = 86_400_000;

export function useKeyText(): (grouping: Grouping, key: ReportKey) => string {
  const { t, i18n } = useTranslation('reports');
  const format = useFormat();
  return useMemo(() => {
    const month = new Intl.DateTimeFormat(i18n.language, {
      month: 'short',
      year: 'numeric',
      timeZone: 'UTC',
    });
    return (grouping, { key, name }) => {
      if (key === '' && name === '') return t(`without.${grouping}`, { defaultValue: '' });
      switch (grouping) {
        case 'day':
          return `${format.weekday(key)} ${format.shortDay(key)}`;
        case 'week':
          return t('weekFrom', { day: format.shortDay(key) });
        case 'month':
          return month.format(new Date(`${key}T00:00:00Z`));
        case 'quarter':
          return t('quarter', { quarter: Math.ceil(Number(key.slice(5, 7)) / 3), year: key.slice(0, 4) });
        case 'year':
          return key.slice(0, 4);
        case 'weekday':
          return format.longWeekday(weekdayDate(Number(key)));
        case 'hour':
          return hourText(Number(key), format.time);
        case 'type':
          return t(`logbook:type.${key}`, { defaultValue: name || key });
        case 'mood':
          return t(`logbook:mood.${key}`, { defaultValue: name || key });
        case 'instrument':
          return instrumentToName(key, t);
        default:
          return name || key;
      }
    };
  }, [t, i18n.language, format]);
}

/** A date that falls on the weekday. @param weekday ISO, Monday 1 … Sunday 7 */
export function weekdayDate(weekday: number): string {
  return new Date(MONDAY_MS + (weekday - 1) * DAY_MS).toISOString().slice(0, 10);
}

export function hourText(hour: number, time: (instant: string, zone: string) => string): string {
  return time(`1970-01-01T${String(hour).padStart(2, '0')}:00:00.000Z`, 'UTC');
}
