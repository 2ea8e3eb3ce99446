/** How alike two pieces are called: the original system's measure, by which it warns of a second one. */

/** From here on a person is asked whether the piece is there already. */
export const SIMILAR_FROM = 0.7;

interface Named {
  readonly title: string;
  readonly composer?: string | null | undefined;
}

/** 0 to 1: seven tenths by the title, three by the composer; one missing composer counts as 0.3, two as 1. */
export function similarityOf(one: Named, other: Named): number {
  return 0.7 * likeness(plain(one.title), plain(other.title)) + 0.3 * composerLikeness(one, other);
}

function composerLikeness(one: Named, other: Named): number {
  const [a, b] = [plain(one.composer ?? ''), plain(other.composer ?? '')];
  if (a === '' && b === '') return 1;
  return a === '' || b === '' ? 0.3 : likeness(a, b);
}

function likeness(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : 1 - editDistance(a, b) / longest;
}

/** Levenshtein's. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const present = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const changed = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      present.push(Math.min(changed, (previous[column] ?? 0) + 1, (present[column - 1] ?? 0) + 1));
    }
    previous = present;
  }
  return previous[b.length] ?? 0;
}

/** Accents fold, unlike in the original: "Dvořák" is "Dvorak". */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s.]+/g, ' ')
    .trim();
}
