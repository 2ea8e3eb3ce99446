/** What a title says, whatever the language and spelling: the words that count, the key, the number. */
import { wordsOf } from '../people/people.ts';
import { findKeyName, type KeyName } from './key-name.ts';
import {
  counts,
  isGenre,
  isInstrument,
  isTempo,
  ordinals,
  smallWords,
  titleWords,
} from './title-vocabulary.ts';

export interface TitleReading {
  /** Instruments first, in alphabetical order, then the other words as they stand; folded. */
  readonly words: string;
  readonly key: KeyName | null;
  /** Of "Sonata No. 14"; several joined by "+". */
  readonly number: string | null;
  /** No word but those of genres and instruments: "Piano Sonata", "Drei Klavierstücke". */
  readonly isGeneric: boolean;
}

/** Reads a title without numbers of catalogues in it. */
export function readTitle(title: string): TitleReading {
  const { key, rest } = findKeyName(withoutMovement(withoutArranger(title)));
  const front: string[] = [];
  const words: string[] = [];
  const numbers: string[] = [];
  const tokens = tokensOf(rest);
  for (const [at, token] of tokens.entries()) {
    const isLast = at > 0 && at === tokens.length - 1;
    const isAfterGenre = isGenre(words.at(-1) ?? '');
    if (/^#/.test(token)) numbers.push(token.slice(1));
    else if ((isAfterGenre || isLast) && /^\d{1,3}$/.test(token)) numbers.push(token);
    else if (isAfterGenre && romanValue(token) > 0) numbers.push(String(romanValue(token)));
    else if (!smallWords.has(token)) {
      for (const word of titleWords(token)) (isInstrument(word) ? front : words).push(word);
    }
  }
  const isGeneric = words.every((word) => isGenre(word) || isTempo(word) || /^\d+$/.test(word));
  return {
    words: [...[...new Set(front)].sort(), ...words].join(' '),
    key,
    number: numbers.length > 0 ? [...new Set(numbers)].join('+') : null,
    isGeneric,
  };
}

/** One text for all spellings; two titles with the same are the same title. */
export function titleText({ words, key, number }: TitleReading): string {
  return [words, number === null ? '' : `#${number}`, key ?? ''].filter(Boolean).join(' ');
}

const NUMBER_WORD = '(?:n(?:umm?e?r?o?|um(?:ber|éro|ero)|os?|rn?|[°ºo])|№|#)';
const numberSign = new RegExp(String.raw`(?<![\p{L}])(?:${NUMBER_WORD}\.?|n\.) ?(?=\d)`, 'giu');

/** Folded words and digits; a number that says which of several is meant begins with "#". */
function tokensOf(text: string): string[] {
  const marked = text
    .replace(numberSign, ' #')
    .replace(/(\d+)\s*(?:st|nd|rd|th|ère|ere|ème|eme|er|e)(?![\p{L}\d])/giu, ' #$1 ')
    .replace(/^\s*(\d+)\.(?=\s*\p{L})/u, ' #$1 ')
    .replace(/(?<![\p{L}])(?:l|d|dell|dall|all|qu|j|c)['’]/giu, ' ');
  return (marked.match(/#?\d+|[\p{L}\p{M}'’]+/gu) ?? []).flatMap((token) => {
    if (/\d/.test(token)) return [token.replace(/^(#?)0+(?=\d)/, '$1')];
    return wordsOf(token).map((word) => {
      const ordinal = ordinals.get(word);
      if (ordinal !== undefined) return `#${ordinal}`;
      return String(counts.get(word) ?? word);
    });
  });
}

const romanDigits: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10 };

/** 0 for what is no Roman number below 40. */
function romanValue(token: string): number {
  if (!/^x{0,3}(?:ix|iv|v?i{0,3})$/.test(token)) return 0;
  const values = [...token].map((letter) => romanDigits[letter] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

const ARRANGER =
  /[([]?(?<![\p{L}])(?:arr(?:anged|\.)?|transcr(?:ibed|\.)?|bearb(?:eitet|\.)?|easy|simplified|leicht)(?![\p{L}]).*$/iu;

function withoutArranger(title: string): string {
  const short = title.replace(ARRANGER, '').trim();
  return short === '' ? title : short;
}

const ORDINAL_WORD = String.raw`first|second|third|fourth|fifth|erster|zweiter|dritter|vierter|premier|deuxième|troisième|\d+(?:st|nd|rd|th|e|er|ème|\.)?|[ivx]+\.?`;
const MOVEMENT_WORD = 'movement|mvmt|mvt|mov|satz|mouvement|movimento';
const movement = new RegExp(
  String.raw`[\s,;:(–-]*(?<![\p{L}\d])(?:(?:${ORDINAL_WORD}) (?:${MOVEMENT_WORD})(?![\p{L}])|(?:${MOVEMENT_WORD})\.? (?:${ORDINAL_WORD})(?![\p{L}]))[.:)]*.*$`,
  'iu',
);
/** ", II. Adagio" and ": III Presto". */
const romanMovement = /[,;:–-]\s*[IVX]{1,4}[.:]?\s+\p{L}.*$/u;

/** A movement belongs to its work. */
function withoutMovement(title: string): string {
  const short = title.replace(movement, '').replace(romanMovement, '').trim();
  return short === '' ? title : short;
}
