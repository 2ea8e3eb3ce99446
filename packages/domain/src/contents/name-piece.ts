/** Tells composer and number of a work from a title as a page of contents has them, in one line. */
import type { People } from '../people/people.ts';
import { catalogueText, findCatalogueNumber } from '../scores/catalogue.ts';
import type { FoundPiece } from './book.ts';

interface Named {
  readonly title: string;
  readonly composer: string | null;
  readonly opus: string | null;
}

/** "1. ", "No. 3 –": the piece's place in the book. */
const place = /^(?:(?:no|nr|n[°ºo])[. ]*)?\d{1,3}[.):]\s+(?=\p{L})/iu;

export function namePiece({ text, heading }: Pick<FoundPiece, 'text' | 'heading'>, people: People): Named {
  const whole = text.replace(place, '').trim();
  const number = findCatalogueNumber(whole);
  const { title, composer } = withoutComposer(whole, people);
  return {
    title: title.slice(0, 200),
    composer: composer ?? (heading ? composerOf(heading, people) : undefined) ?? null,
    opus: number ? catalogueText(number) : null,
  };
}

/** "Bach: Prelude", "Prelude – J. S. Bach", "Prelude (Bach)". */
function withoutComposer(text: string, people: People): { title: string; composer: string | undefined } {
  const bracketed = /^(.+?)\s*[([]([^()[\]]+)[)\]]$/.exec(text);
  const parts = bracketed
    ? [bracketed[1] ?? '', bracketed[2] ?? '']
    : text.split(/\s+[–—-]\s+|:\s+|\s+\/\s+/);
  if (parts.length >= 2) {
    for (const index of [0, parts.length - 1]) {
      const composer = composerOf(parts[index] ?? '', people);
      const others = parts
        .filter((_, at) => at !== index)
        .join(' – ')
        .trim();
      if (composer && others) return { title: others, composer };
    }
  }
  return { title: text, composer: undefined };
}

function composerOf(text: string, people: People): string | undefined {
  const name = text
    .replace(/^(?:by|von|de|di|par|music by|musik von)\s+/i, '')
    .replace(/\s*\([^)]*\d[^)]*\)\s*$/, '')
    .trim();
  const person = people.find(name)?.person;
  return person?.roles.includes('composer') ? person.name : undefined;
}
