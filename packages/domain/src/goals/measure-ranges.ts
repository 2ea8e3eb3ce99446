/** Ranges of measures as people write them: `12`, `1-8`, `mm. 17–24, 40`. */

export interface MeasureRange {
  readonly from: number;
  readonly to: number;
}

/** How a range is written; the query over the entries uses the same. */
export const MEASURE_RANGE = '(\\d{1,5})(?:\\s*[-–—]\\s*(\\d{1,5}))?';

/** In the order written; a range the wrong way round is turned. */
export function measureRanges(text: string): MeasureRange[] {
  return [...text.matchAll(new RegExp(MEASURE_RANGE, 'g'))].map(([, first, last]) => {
    const ends = [Number(first), Number(last ?? first)];
    return { from: Math.min(...ends), to: Math.max(...ends) };
  });
}
