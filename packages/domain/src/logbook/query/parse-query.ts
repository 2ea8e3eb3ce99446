/**
 * Reads the search line. It never fails: what can be understood applies, and the rest is told as mistakes with their
 * place, because a query is half typed most of the time. Side by side binds closer than `OR`.
 */
import { entryTypes, moods } from '../entry.ts';
import {
  joined,
  MAX_CONDITIONS,
  nameFields,
  periods,
  possessions,
  type Query,
  type QueryCondition,
  type QueryMistake,
  type QueryMistakeReason,
} from './query.ts';
import { type QueryToken, queryTokens, type Span } from './query-tokens.ts';
import { readDate, readDuration } from './query-values.ts';

export interface ParsedQuery {
  /** Null when nothing is asked for: every entry is meant. */
  readonly query: Query | null;
  /** In the order of their places. */
  readonly mistakes: readonly QueryMistake[];
}

const SOURCE = /^[a-z0-9][a-z0-9_-]{0,39}$/;

const details: Readonly<Record<QueryMistakeReason, string>> = {
  'unknown-field': 'There is no such field; put it in quotes to look for the words.',
  'value-missing': 'What the field should be is missing.',
  'unknown-value': 'The field has no such value.',
  'not-minutes': 'Give minutes, as 30, >30, <=45 or 20..40.',
  'not-a-date': 'Give a date, as 2026-03-31, 2026-03, 2026, 2026-01..2026-03, today, week, month or year.',
  backwards: 'The end lies before the beginning.',
  'no-letters': 'There is no letter or number to look for.',
  'quote-open': 'The closing quote is missing.',
  'bracket-open': 'The closing bracket is missing.',
  'bracket-unopened': 'This bracket closes none.',
  'or-alone': 'OR stands between two things to look for.',
  'minus-alone': 'A minus stands directly before what is not to be found.',
  'too-many': `No more than ${MAX_CONDITIONS} things can be looked for at once.`,
};

export function parseQuery(typed: string): ParsedQuery {
  const tokens = queryTokens(typed);
  const mistakes: QueryMistake[] = [];
  let at = 0;
  let conditions = 0;

  const found: (Query | null)[] = [];
  while (at < tokens.length) {
    found.push(readAny());
    const stray = tokens[at];
    if (stray) {
      mark('bracket-unopened', stray);
      at += 1;
    }
  }
  const query = joined('all', present(found));
  return { query, mistakes: mistakes.sort((a, b) => a.start - b.start || a.end - b.end) };

  function readAny(): Query | null {
    const parts: (Query | null)[] = [];
    let or: QueryToken | undefined;
    for (;;) {
      const start = at;
      parts.push(readAll());
      const next = tokens[at]?.kind === 'or' ? tokens[at] : undefined;
      const alone = at === start ? (or ?? next) : undefined;
      if (alone) mark('or-alone', alone);
      if (!next) return joined('any', present(parts));
      or = next;
      at += 1;
    }
  }

  function readAll(): Query | null {
    const parts: (Query | null)[] = [];
    for (let token = tokens[at]; token && token.kind !== 'or' && token.kind !== 'close'; token = tokens[at]) {
      parts.push(readOne(token));
    }
    return joined('all', present(parts));
  }

  function readOne(token: QueryToken): Query | null {
    at += 1;
    if (token.kind === 'minus') return readNegated(token);
    if (token.kind === 'open') {
      const inner = readAny();
      if (tokens[at]?.kind === 'close') at += 1;
      else mark('bracket-open', token);
      return inner;
    }
    if (token.kind !== 'text' && token.kind !== 'field') return null;
    if (token.isOpen) mark('quote-open', token);
    const read = conditionOf(token);
    if (typeof read === 'string') {
      mark(read, token);
      return null;
    }
    conditions += 1;
    if (conditions > MAX_CONDITIONS) {
      mark('too-many', token);
      return null;
    }
    return read;
  }

  function readNegated(minus: Span): Query | null {
    const next = tokens[at];
    if (!next || next.start !== minus.end || next.kind === 'close') {
      mark('minus-alone', minus);
      return null;
    }
    const part = readOne(next);
    return part && { kind: 'not', part };
  }

  function mark(reason: QueryMistakeReason, { start, end }: Span): void {
    mistakes.push({ reason, start, end, detail: details[reason] });
  }
}

function conditionOf(
  token: Extract<QueryToken, { kind: 'text' | 'field' }>,
): QueryCondition | QueryMistakeReason {
  if (token.kind === 'text') {
    const { text, isPhrase } = token;
    return hasLetters(text) ? { kind: 'text', text, isPhrase } : 'no-letters';
  }
  const { name, value, isPhrase } = token;
  const plain = value.trim().toLowerCase();
  const oneOf = <T extends string>(values: readonly T[], make: (value: T) => QueryCondition) => {
    const known = values.find((candidate) => candidate === plain);
    return known === undefined ? ('unknown-value' as const) : make(known);
  };
  const isName = nameFields.find((field) => field === name);
  if (isName === undefined && !otherFields.has(name)) return 'unknown-field';
  if (plain === '') return 'value-missing';
  if (isName !== undefined)
    return hasLetters(value) ? { kind: 'name', field: isName, text: value, isPhrase } : 'no-letters';
  switch (name) {
    case 'type':
      return oneOf(entryTypes, (type) => ({ kind: 'type', type }));
    case 'mood':
      return oneOf(moods, (mood) => ({ kind: 'mood', mood }));
    case 'has':
      return oneOf(possessions, (what) => ({ kind: 'has', what }));
    case 'duration':
      return readDuration(plain);
    case 'date': {
      const period = periods.find((candidate) => candidate === plain);
      return period ? { kind: 'period', period } : readDate(plain);
    }
    default:
      return SOURCE.test(plain) ? { kind: 'source', source: plain } : 'unknown-value';
  }
}

const otherFields = new Set(['type', 'mood', 'has', 'duration', 'date', 'source']);

function hasLetters(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function present(parts: readonly (Query | null)[]): Query[] {
  return parts.filter((part) => part !== null);
}
