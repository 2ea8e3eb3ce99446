/** Dates and numbers in the language of the interface. Dates without a zone are taken as UTC and shown as such. */
import { languageOfTag } from '@mirubato/domain/settings';
import dayjs from 'dayjs';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export interface Format {
  /** Whether the clock shows a.m. and p.m. */
  readonly isHour12: boolean;
  /** `Wednesday, 4 March`; with the year when it is not the present one. @param date `YYYY-MM-DD` */
  day(date: string): string;
  /** `4 Mar`; with the year when it is not the present one. @param date `YYYY-MM-DD` */
  shortDay(date: string): string;
  /** As `shortDay`; `March 2026` and `2026` where day, or day and month, are missing. */
  dateOrMonth(date: string): string;
  /** `Mar` @param date `YYYY-MM-DD` */
  month(date: string): string;
  /** As `shortDay`: the day it was here at that instant. */
  shortDayOf(instant: string): string;
  /** `Mar 2026` @param date `YYYY-MM-DD` */
  monthAndYear(date: string): string;
  /** `Wed` */
  weekday(date: string): string;
  longWeekday(date: string): string;
  /** Time of day in the zone where it happened. */
  time(instant: string, zone: string): string;
  /** `45 min`, `1 h 20 min` */
  minutes(minutes: number): string;
  number(value: number): string;
  /** `24%`, in German `24 %`. @param share 0 to 1 */
  percent(share: number): string;
  /** A calendar distance: `yesterday`, `5 days ago`. @param days 0 or more */
  daysAgo(days: number): string;
  /** `A, B, C`; in German `A, B und C`. */
  list(items: readonly string[]): string;
  /** `1.4 MB`, `320 kB` */
  bytes(sizeBytes: number): string;
}

export function useFormat(): Format {
  const { t, i18n } = useTranslation('app');
  const language = regionalLanguage(i18n.language);
  return useMemo(() => {
    const utc = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
    const thisYear = utc({ weekday: 'long', day: 'numeric', month: 'long' });
    const otherYear = utc({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
    const shortThisYear = utc({ day: 'numeric', month: 'short' });
    const shortOtherYear = utc({ day: 'numeric', month: 'short', year: 'numeric' });
    const monthAndYear = utc({ month: 'short', year: 'numeric' });
    const weekday = utc({ weekday: 'short' });
    const longWeekday = utc({ weekday: 'long' });
    const month = utc({ month: 'short' });
    const monthOfYear = utc({ month: 'long', year: 'numeric' });
    const number = new Intl.NumberFormat(language);
    const percent = new Intl.NumberFormat(language, { style: 'percent' });
    const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    const list = new Intl.ListFormat(language, { type: 'conjunction', style: 'narrow' });
    const shortDay = (date: string) =>
      (isThisYear(date) ? shortThisYear : shortOtherYear).format(dateOf(date));
    return {
      isHour12: new Intl.DateTimeFormat(language, { hour: 'numeric' }).resolvedOptions().hour12 ?? false,
      day: (date) => (isThisYear(date) ? thisYear : otherYear).format(dateOf(date)),
      shortDay,
      dateOrMonth: (date) =>
        date.length === 10
          ? shortDay(date)
          : date.length === 7
            ? monthOfYear.format(dateOf(`${date}-01`))
            : date,
      month: (date) => month.format(dateOf(date)),
      shortDayOf: (instant) => shortDay(dayjs(instant).format('YYYY-MM-DD')),
      monthAndYear: (date) => monthAndYear.format(dateOf(date)),
      weekday: (date) => weekday.format(dateOf(date)),
      longWeekday: (date) => longWeekday.format(dateOf(date)),
      time: (instant, zone) => timeFormat(language, zone).format(new Date(instant)),
      minutes: (minutes) => {
        const hours = Math.floor(minutes / 60);
        const rest = Math.round(minutes % 60);
        if (hours === 0) return t('duration.minutes', { minutes: number.format(rest) });
        if (rest === 0) return t('duration.hours', { hours: number.format(hours) });
        return t('duration.hoursMinutes', { hours: number.format(hours), minutes: number.format(rest) });
      },
      number: (value) => number.format(value),
      percent: (share) => percent.format(share),
      daysAgo: (days) => relative.format(-days, 'day'),
      list: (items) => list.format(items),
      bytes: (sizeBytes) => fileSize(sizeBytes, language),
    };
  }, [language, t]);
}

function fileSize(sizeBytes: number, language: string): string {
  const isMegabytes = sizeBytes >= 1_000_000;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: isMegabytes ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: isMegabytes ? 1 : 0,
  }).format(sizeBytes / (isMegabytes ? 1_000_000 : 1000));
}

/** The language as the system's region writes it: `en-GB` where the system has it, else plain `en`. */
function regionalLanguage(language: string): string {
  return navigator.languages.find((tag) => tag.includes('-') && languageOfTag(tag) === language) ?? language;
}

function isThisYear(date: string): boolean {
  return Number(date.slice(0, 4)) === new Date().getFullYear();
}

function dateOf(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}

function timeFormat(language: string, zone: string): Intl.DateTimeFormat {
  const options = { hour: 'numeric', minute: '2-digit' } as const;
  try {
    return new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  }
}
