/** Words, pairs of words and character n-grams of a text as rows of the encoder's table; `training/dictionary/features.py` makes the same. */
import { foldText } from './fold.ts';

/** Rows of the table; row 0 is for padding. */
export const FEATURE_BUCKETS = 65_536;

/** A text is known by its beginning: 40 words have about so many. */
const MAX_FEATURES = 256;

/** Scripts that part no words: Hiragana, Katakana, Han. */
const ASIAN = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g;

const WORD_SIZES = [3, 4, 5];
const ASIAN_SIZES = [1, 2, 3];

/** From 1 to `FEATURE_BUCKETS` - 1, in the order in which the features are met; none of a text without letters and digits. */
export function featureBuckets(text: string): number[] {
  return textFeatures(text).map(bucketOf);
}

export function textFeatures(text: string): string[] {
  const found: string[] = [];
  let last = '';
  for (const word of foldText(text).split(' ')) {
    let at = 0;
    for (const run of word.matchAll(ASIAN)) {
      if (run.index > at) found.push(...ofLetters(word.slice(at, run.index)));
      found.push(...grams([...run[0]], ASIAN_SIZES));
      at = run.index + run[0].length;
    }
    if (at < word.length) {
      found.push(...ofLetters(word.slice(at)));
      if (last) found.push(`2 ${last} ${word}`);
      last = word;
    }
    if (found.length > MAX_FEATURES) break;
  }
  return found.slice(0, MAX_FEATURES);
}

function ofLetters(word: string): string[] {
  return [`w ${word}`, ...grams(['<', ...word, '>'], WORD_SIZES)];
}

function grams(letters: readonly string[], sizes: readonly number[]): string[] {
  return sizes.flatMap((size) =>
    Array.from({ length: Math.max(0, letters.length - size + 1) }, (_, at) =>
      letters.slice(at, at + size).join(''),
    ),
  );
}

/** FNV-1a of the UTF-8 bytes, its upper half mixed in, modulo a number of rows that is no power of two. */
function bucketOf(feature: string): number {
  let value = 0x811c9dc5;
  const mix = (byte: number) => {
    value = Math.imul(value ^ byte, 0x01000193);
  };
  for (const letter of feature) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) mix(code);
    else {
      if (code < 0x800) mix(0xc0 | (code >> 6));
      else {
        if (code < 0x10000) mix(0xe0 | (code >> 12));
        else {
          mix(0xf0 | (code >> 18));
          mix(0x80 | ((code >> 12) & 0x3f));
        }
        mix(0x80 | ((code >> 6) & 0x3f));
      }
      mix(0x80 | (code & 0x3f));
    }
  }
  const hash = (value ^ (value >>> 15)) >>> 0;
  return 1 + (hash % (FEATURE_BUCKETS - 1));
}
