/** What is typed, cut into words, phrases, conditions and signs. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

export type QueryToken = Span &
  (
    | { readonly kind: 'open' | 'close' | 'minus' | 'or' }
    | { readonly kind: 'text'; readonly text: string; readonly isPhrase: boolean; readonly isOpen: boolean }
    | {
        readonly kind: 'field';
        readonly name: string;
        readonly value: string;
        readonly isPhrase: boolean;
        readonly isOpen: boolean;
      }
  );

/** Quotes as keyboards and phones make them. */
const QUOTES = '"“”„';
const FIELD = /^(\p{L}+):/u;
const SPACE = /\s/;

export function queryTokens(typed: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  let at = 0;
  while (at < typed.length) {
    const start = at;
    const sign = typed[at] ?? '';
    if (SPACE.test(sign)) {
      at += 1;
    } else if (sign === '(' || sign === ')') {
      at += 1;
      tokens.push({ kind: sign === '(' ? 'open' : 'close', start, end: at });
    } else if (sign === '-') {
      at += 1;
      tokens.push({ kind: 'minus', start, end: at });
    } else if (QUOTES.includes(sign)) {
      const phrase = readPhrase(typed, at);
      at = phrase.end;
      tokens.push({ kind: 'text', text: phrase.text, isPhrase: true, isOpen: phrase.isOpen, start, end: at });
    } else {
      const word = readWord(typed, at);
      const field = FIELD.exec(word);
      at += word.length;
      if (field && at < typed.length && field[0] === word && QUOTES.includes(typed[at] ?? '')) {
        const phrase = readPhrase(typed, at);
        at = phrase.end;
        const { text: value, isOpen } = phrase;
        tokens.push({ kind: 'field', name: nameOf(field), value, isPhrase: true, isOpen, start, end: at });
      } else if (field) {
        const value = word.slice(field[0].length);
        tokens.push({
          kind: 'field',
          name: nameOf(field),
          value,
          isPhrase: false,
          isOpen: false,
          start,
          end: at,
        });
      } else if (word === 'OR') {
        tokens.push({ kind: 'or', start, end: at });
      } else {
        tokens.push({ kind: 'text', text: word, isPhrase: false, isOpen: false, start, end: at });
      }
    }
  }
  return tokens;
}

function nameOf(field: RegExpExecArray): string {
  return (field[1] ?? '').toLowerCase();
}

function readWord(typed: string, start: number): string {
  let end = start;
  while (end < typed.length && !SPACE.test(typed[end] ?? '') && !`()${QUOTES}`.includes(typed[end] ?? ''))
    end += 1;
  return typed.slice(start, end);
}

/** A backslash keeps the quote or backslash after it; without a closing quote the phrase goes on to the end. */
function readPhrase(typed: string, start: number): { text: string; end: number; isOpen: boolean } {
  let text = '';
  let at = start + 1;
  while (at < typed.length) {
    const sign = typed[at] ?? '';
    const next = typed[at + 1] ?? '';
    if (sign === '\\' && (next === '\\' || (next !== '' && QUOTES.includes(next)))) {
      text += next;
      at += 2;
    } else if (QUOTES.includes(sign)) {
      return { text, end: at + 1, isOpen: false };
    } else {
      text += sign;
      at += 1;
    }
  }
  return { text, end: at, isOpen: true };
}
