/** Compares a title with what is printed on a page. */
import type { TextLine } from '../scores/heading.ts';
import type { BookPage } from './book.ts';

/** How many of a title's words a line must have. */
const SHARED = 0.7;

/** A title's line may say more: the composer, the number. */
const MORE_WORDS = 5;

/** Lower case, without accents and signs. */
export function titleWords(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

export interface LineOfTitle {
  readonly line: TextLine;
  /** Of the title's words. */
  readonly shared: number;
}

/** The line that reads most as the title does; the larger of two alike. */
export function lineOfTitle(title: string, { lines }: BookPage): LineOfTitle | undefined {
  const words = titleWords(title);
  if (!words.some((word) => /\p{L}{3}/u.test(word))) return undefined;
  let best: LineOfTitle | undefined;
  for (const line of lines) {
    const printed = titleWords(line.text);
    if (printed.length > words.length + MORE_WORDS) continue;
    const shared = words.filter((word) => printed.includes(word)).length / words.length;
    const isBetter =
      !best || shared > best.shared || (shared === best.shared && line.fontSizePt > best.line.fontSizePt);
    if (shared >= SHARED && isBetter) best = { line, shared };
  }
  return best;
}
