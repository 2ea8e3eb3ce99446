/** A query as chips show it. */
import { parseQuery, printQuery, type Query, type QueryCondition } from '@mirubato/domain/logbook';
import type { TFunction } from 'i18next';
import type { Format } from '../i18n/format.ts';
import { instrumentToName } from './instruments.ts';

export interface FilterChip {
  readonly label: string;
  /** The line without it. */
  readonly rest: string;
}

/** The conditions of the line that are no plain words, each with the line as it would be without it. */
export function chipsOf(line: string, t: TFunction, format: Format): FilterChip[] {
  const { query, mistakes } = parseQuery(line);
  const parts = query === null ? [] : query.kind === 'all' ? query.parts : [query];
  // What is only half typed stays as it is.
  const unread = mistakes
    .filter(({ reason }) => reason !== 'quote-open' && reason !== 'bracket-open')
    .map(({ start, end }) => line.slice(start, end));
  return parts.flatMap((part, index) => {
    if (isPlain(part)) return [];
    const others = parts.filter((_, at) => at !== index);
    const rest = [...others.map((other) => printQuery(other, others.length > 1)), ...unread];
    return [{ label: wordsOf(part, t, format), rest: rest.join(' ') }];
  });
}

function isPlain(part: Query): boolean {
  return part.kind === 'text' || (part.kind === 'not' && part.part.kind === 'text');
}

function wordsOf(query: Query, t: TFunction, format: Format): string {
  if (query.kind === 'not') {
    const isGroup = query.part.kind === 'all' || query.part.kind === 'any';
    return t('logbook:query.not', {
      what: isGroup ? `(${printQuery(query.part)})` : wordsOf(query.part, t, format),
    });
  }
  if (query.kind === 'all' || query.kind === 'any') return printQuery(query);
  if (query.kind === 'text') return printQuery(query);
  const field = query.kind === 'name' ? query.field : query.kind === 'period' ? 'date' : query.kind;
  return t('logbook:query.is', {
    field: t(`logbook:query.field.${field}`),
    value: valueText(query, t, format),
  });
}

function valueText(
  condition: Exclude<QueryCondition, { kind: 'text' }>,
  t: TFunction,
  format: Format,
): string {
  switch (condition.kind) {
    case 'name':
      return condition.field === 'instrument' ? instrumentToName(condition.text, t) : condition.text;
    case 'duration':
      return betweenWords(condition, (minutes) => format.minutes(minutes), t);
    case 'date':
      return betweenWords(condition, (date) => format.dateOrMonth(date), t);
    default:
      return valueWords(condition.kind === 'period' ? 'date' : condition.kind, lastPart(condition), t);
  }
}

function lastPart(condition: QueryCondition): string {
  return printQuery(condition).replace(/^[a-z]+:/, '');
}

/** What a closed value is called. */
export function valueWords(field: string, value: string, t: TFunction): string {
  const [, sign, minutes] = /^([<>])(\d+)$/.exec(value) ?? [];
  if (sign !== undefined)
    return t(`logbook:query.${sign === '>' ? 'moreThan' : 'lessThan'}`, {
      value: t('app:duration.minutes', { minutes }),
    });
  if (field === 'type' || field === 'mood') return t(`logbook:${field}.${value}`);
  return t(`logbook:query.value.${field}.${value}`, { defaultValue: value });
}

function betweenWords<T>(
  { from, to }: { readonly from: T | null; readonly to: T | null },
  say: (end: T) => string,
  t: TFunction,
): string {
  if (from !== null && to !== null) return from === to ? say(from) : `${say(from)} – ${say(to)}`;
  if (from !== null) return t('logbook:query.from', { value: say(from) });
  return to === null ? '' : t('logbook:query.to', { value: say(to) });
}
