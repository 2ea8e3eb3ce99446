import { FINGERPRINT_COLUMNS, FINGERPRINT_ROWS } from '../import/page-fingerprint.ts';

/** How many cells a page may lie higher, or further to the side, than its other picture. */
const MAX_ROWS_APART = 2;
const MAX_COLUMNS_APART = 1;

/** -1 to 1: the correlation of two fingerprints, laid over each other where they fit best. */
export function likenessOf(one: Int8Array, other: Int8Array): number {
  let best = -1;
  for (let down = -MAX_ROWS_APART; down <= MAX_ROWS_APART; down += 1) {
    for (let right = -MAX_COLUMNS_APART; right <= MAX_COLUMNS_APART; right += 1) {
      best = Math.max(best, correlationAt(one, other, down, right));
    }
  }
  return best;
}

function correlationAt(one: Int8Array, other: Int8Array, down: number, right: number): number {
  let [product, ofOne, ofOther] = [0, 0, 0];
  for (let row = Math.max(0, -down); row < Math.min(FINGERPRINT_ROWS, FINGERPRINT_ROWS - down); row += 1) {
    const first = Math.max(0, -right);
    const last = Math.min(FINGERPRINT_COLUMNS, FINGERPRINT_COLUMNS - right);
    for (let column = first; column < last; column += 1) {
      const a = one[row * FINGERPRINT_COLUMNS + column] as number;
      const b = other[(row + down) * FINGERPRINT_COLUMNS + column + right] as number;
      product += a * b;
      ofOne += a * a;
      ofOther += b * b;
    }
  }
  return ofOne === 0 || ofOther === 0 ? 0 : product / Math.sqrt(ofOne * ofOther);
}

/** Bands that a fingerprint falls into; two of one page share at least one of them, two of different pages seldom. */
const BANDS = 48;
const BITS = 10;

/** Each band looks at ten places spread over the page, whether there is more or less ink than around. */
export function bandsOf(fingerprint: Int8Array): number[] {
  const coarse = coarseOf(fingerprint);
  return Array.from({ length: BANDS }, (_, band) => {
    let value = 0;
    for (let bit = 0; bit < BITS; bit += 1) {
      // 97 and 31 have no factor with the number of places: each band has others.
      const place = (band * 97 + bit * 31 * (1 + (band % 7))) % coarse.length;
      value = value * 2 + ((coarse[place] as number) > 0 ? 1 : 0);
    }
    return (band << BITS) + value;
  });
}

/** Four cells in one. */
function coarseOf(fingerprint: Int8Array): Int16Array {
  const columns = FINGERPRINT_COLUMNS / 2;
  const coarse = new Int16Array((FINGERPRINT_ROWS / 2) * columns);
  for (const [at, value] of fingerprint.entries()) {
    const [row, column] = [Math.floor(at / FINGERPRINT_COLUMNS), at % FINGERPRINT_COLUMNS];
    const place = (row >> 1) * columns + (column >> 1);
    coarse[place] = (coarse[place] as number) + value;
  }
  return coarse;
}
