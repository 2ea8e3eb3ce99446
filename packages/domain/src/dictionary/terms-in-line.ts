import type { LookUp } from './look-up.ts';
import type { Term } from './term.ts';

export interface TermInLine {
  readonly term: Term;
  /** Where it stands in the line, in characters; the end is not part of it. */
  readonly start: number;
  readonly end: number;
}

/** "poco a poco cresc. ed accel." has four in one; longer ones are no term. */
const MAX_WORDS = 5;
/** A single letter is a finger, a voice or part of a name. */
const MIN_LETTERS = 2;

/** The terms that stand in a line of a score, from left to right, the longest first; none overlaps another. */
export function termsInLine(lookUp: Pick<LookUp, 'exactly'>, line: string): TermInLine[] {
  const words = [...line.matchAll(/\S+/gu)].map(({ 0: text, index }) => ({ text, start: index }));
  const found: TermInLine[] = [];
  for (let at = 0; at < words.length; ) {
    const most = Math.min(MAX_WORDS, words.length - at);
    let taken = 1;
    for (let count = most; count > 0; count -= 1) {
      const [first, last] = [words[at], words[at + count - 1]];
      if (!first || !last) break;
      const text = line.slice(first.start, last.start + last.text.length);
      const { start, end } = withoutMarks(text, first.start);
      const core = line.slice(start, end);
      if ((core.match(/\p{L}/gu)?.length ?? 0) < MIN_LETTERS) continue;
      const [term] = lookUp.exactly(core);
      if (!term) continue;
      found.push({ term, start, end });
      taken = count;
      break;
    }
    at += taken;
  }
  return found;
}

/** Brackets, commas and quotation marks around it are none of it; a full stop of an abbreviation may stay. */
function withoutMarks(text: string, start: number): { start: number; end: number } {
  const before = /^[^\p{L}\p{N}]*/u.exec(text)?.[0].length ?? 0;
  const after = /[^\p{L}\p{N}.]*$/u.exec(text.slice(before))?.[0].length ?? 0;
  return { start: start + before, end: start + text.length - after };
}
