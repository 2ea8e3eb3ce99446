/** The values of minutes and dates: `>30`, `20..40`, `2026-03`, `..2026-03-31`. */
import { Temporal } from 'temporal-polyfill';
import { addDays } from '../local-day.ts';
import type { QueryCondition, QueryMistakeReason } from './query.ts';

type Read = QueryCondition | QueryMistakeReason;

const COMPARED = /^(>=|<=|>|<)(.+)$/;
const MINUTES = /^\d{1,4}$/;
const MAX_MINUTES = 9999;
const DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;

export function readDuration(value: string): Read {
  const [, sign, compared] = COMPARED.exec(value) ?? [];
  if (sign !== undefined && compared !== undefined) {
    if (!MINUTES.test(compared)) return 'not-minutes';
    const minutes = Number(compared);
    if (sign.startsWith('>')) return durationOf(sign === '>' ? minutes + 1 : minutes, null);
    return durationOf(null, sign === '<' ? minutes - 1 : minutes);
  }
  const ends = value.split('..');
  if (ends.length > 2 || ends.some((end) => end !== '' && !MINUTES.test(end))) return 'not-minutes';
  const [from, to] = endsOf(ends);
  return durationOf(from === null ? null : Number(from), to === null ? null : Number(to));
}

function durationOf(from: number | null, to: number | null): Read {
  const isMinutes = (end: number | null) => end === null || (end >= 0 && end <= MAX_MINUTES);
  if ((from === null && to === null) || !isMinutes(from) || !isMinutes(to)) return 'not-minutes';
  return from !== null && to !== null && from > to ? 'backwards' : { kind: 'duration', from, to };
}

export function readDate(value: string): Read {
  const [, sign, compared] = COMPARED.exec(value) ?? [];
  if (sign !== undefined && compared !== undefined) {
    if (!isDate(compared)) return 'not-a-date';
    if (sign.startsWith('>')) return dateOf(sign === '>' ? addDays(lastDayOf(compared), 1) : compared, null);
    return dateOf(null, sign === '<' ? addDays(firstDayOf(compared), -1) : compared);
  }
  const ends = value.split('..');
  return ends.length > 2 ? 'not-a-date' : dateOf(...endsOf(ends));
}

function dateOf(from: string | null, to: string | null): Read {
  if ((from === null && to === null) || [from, to].some((end) => end !== null && !isDate(end)))
    return 'not-a-date';
  return from !== null && to !== null && firstDayOf(from) > lastDayOf(to)
    ? 'backwards'
    : { kind: 'date', from, to };
}

/** One value alone is both ends. */
function endsOf([left = '', right]: readonly string[]): [string | null, string | null] {
  return [left || null, right === undefined ? left || null : right || null];
}

/** The first day that a date of which month and day may be missing can mean. */
export function firstDayOf(date: string): string {
  return `${date.slice(0, 4)}${date.slice(4, 7) || '-01'}${date.slice(7) || '-01'}`;
}

export function lastDayOf(date: string): string {
  const first = Temporal.PlainDate.from(firstDayOf(date));
  if (date.length === 10) return date;
  const next = date.length === 7 ? first.add({ months: 1 }) : first.add({ years: 1 });
  return next.subtract({ days: 1 }).toString();
}

function isDate(text: string): boolean {
  // There was no year 0.
  if (!DATE.test(text) || text.startsWith('0000')) return false;
  try {
    Temporal.PlainDate.from(firstDayOf(text), { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
