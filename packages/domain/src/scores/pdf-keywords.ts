/**
 * What score apps write into a PDF's properties beside title and author: tags as keywords, genres as the subject, and
 * keywords with a value (forscore.co/developers-pdf-metadata: `difficulty:2`, `keysf:-3`; before 10.4
 * `forScore-difficulty:2`).
 */
import type { Score } from './score.ts';

export interface PdfKeywords {
  readonly tags: string[];
  /** Sharps; flats are negative. */
  readonly keyFifths: number | null;
  readonly difficulty: Score['difficulty'];
}

const MAX_TAGS = 20;
const MAX_TAG_CHARACTERS = 50;

/** A keyword with a value that is no tag. */
const valued = /^(?:forScore-)?(rating|difficulty|duration|seconds|keysf|keymi)\s*:\s*(-?\d+)$/i;

/** What programs write of themselves, and what is no word. */
const notATag =
  /https?:|www\.|@|\.pdf$|\b(?:musescore|lilypond|sibelius|finale|dorico|scann?(?:ed|er)?|acrobat|imslp)\b|^\W*$/i;

const difficultyByNumber: Readonly<Record<number, Score['difficulty']>> = {
  1: 'beginner',
  2: 'intermediate',
  3: 'advanced',
};

export function readPdfKeywords(metadata: {
  readonly subject?: string;
  readonly keywords?: string;
}): PdfKeywords {
  const words = [...listed(metadata.subject), ...listed(metadata.keywords)];
  const values = new Map<string, number>();
  const tags: string[] = [];
  for (const word of words) {
    const [, name = '', value = ''] = valued.exec(word) ?? [];
    if (name !== '') values.set(name.toLowerCase(), Number(value));
    else if (isTag(word) && !tags.some((tag) => tag.toLowerCase() === word.toLowerCase())) tags.push(word);
  }
  const fifths = values.get('keysf');
  return {
    tags: tags.slice(0, MAX_TAGS),
    keyFifths: fifths !== undefined && Math.abs(fifths) <= 7 ? fifths : null,
    difficulty: difficultyByNumber[values.get('difficulty') ?? 0] ?? null,
  };
}

function listed(text = ''): string[] {
  return text
    .split(/[,;]/)
    .map((word) => word.replace(/\s+/g, ' ').trim())
    .filter((word) => word !== '');
}

function isTag(word: string): boolean {
  return word.length <= MAX_TAG_CHARACTERS && /\p{L}/u.test(word) && !notATag.test(word);
}
