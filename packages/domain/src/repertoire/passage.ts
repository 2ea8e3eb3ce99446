/** A passage is part of a piece: measures, or whatever a person calls it. */

export interface Passage {
  /** The same for the same passage, however it was written. */
  readonly key: string;
  /** `12–16, 24`, or the label as it was written. */
  readonly label: string;
}

/** Before the numbers: `mm. 1-8`, `bars 1-8`, `Takt 1-8`, `mesures 1-8`. */
const WORD_FOR_MEASURE = /^(?:mm?|meas(?:ure)?s?|bars?|t|takte?|mes(?:ure)?s?|comp[aá]s(?:es)?)\b\.?\s*/i;

const RANGE = /^(\d{1,5})(?:\s*(?:[-–—]|to|bis)\s*(\d{1,5}))?$/i;

/** @returns null when nothing is named */
export function passageOf(written: string | null | undefined): Passage | null {
  const text = (written ?? '').normalize('NFC').trim().replace(/\s+/g, ' ');
  if (text === '') return null;
  const ranges = measureRangesOf(text);
  if (ranges.length === 0) return { key: text.toLowerCase(), label: text };
  const label = ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
  return { key: label, label };
}

/** First and last measure of each stretch, in order and without repeats; empty when the text is a label. */
export function measureRangesOf(text: string): [number, number][] {
  const ranges: [number, number][] = [];
  for (const part of text
    .trim()
    .replace(WORD_FOR_MEASURE, '')
    .split(/\s*[,;+&]\s*/)) {
    const [, first, last = first] = RANGE.exec(part) ?? [];
    if (first === undefined) return [];
    ranges.push([Math.min(Number(first), Number(last)), Math.max(Number(first), Number(last))]);
  }
  ranges.sort(([a, b], [c, d]) => a - c || b - d);
  return ranges.filter(([from, to], index) => {
    const [before, until] = ranges[index - 1] ?? [];
    return from !== before || to !== until;
  });
}
