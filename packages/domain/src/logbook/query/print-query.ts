import type { Query } from './query.ts';

/**
 * The query as one would type it; parsed again it is the same tree. Empty for null.
 * @param isBesideOthers it is to stand beside other conditions
 */
export function printQuery(query: Query | null, isBesideOthers = false): string {
  if (query === null) return '';
  switch (query.kind) {
    case 'any':
      return isBesideOthers ? bracketed(query) : query.parts.map((part) => printQuery(part)).join(' OR ');
    case 'all':
      return query.parts.map((part) => printQuery(part, true)).join(' ');
    case 'not':
      return `-${query.part.kind === 'any' || query.part.kind === 'all' ? bracketed(query.part) : printQuery(query.part)}`;
    case 'text':
      return query.isPhrase ? quoted(query.text) : query.text;
    case 'name':
      return `${query.field}:${query.isPhrase ? quoted(query.text) : query.text}`;
    case 'type':
      return `type:${query.type}`;
    case 'mood':
      return `mood:${query.mood}`;
    case 'has':
      return `has:${query.what}`;
    case 'source':
      return `source:${query.source}`;
    case 'period':
      return `date:${query.period}`;
    case 'date':
    case 'duration':
      return `${query.kind}:${query.from === query.to ? query.from : `${query.from ?? ''}..${query.to ?? ''}`}`;
  }
}

/** A field and its value as they are typed: with quotes where there is more than one plain word. */
export function printField(field: string, value: string): string {
  return `${field}:${/^[\p{L}\p{N}_.'-]+$/u.test(value) ? value : quoted(value)}`;
}

function bracketed(query: Query): string {
  return `(${printQuery(query)})`;
}

function quoted(text: string): string {
  return `"${text.replace(/["“”„\\]/g, '\\$&')}"`;
}
