/** How fast a tempo text is, as far as its words or its metronome mark say. */
import { foldWord } from './tempo-words.ts';

/** In quarter notes. */
const quartersByNote: Readonly<Record<string, number>> = { '𝅗𝅥': 2, '♩': 1, '♪': 0.5, '𝅘𝅥𝅯': 0.25 };

const mark = /(𝅗𝅥|♩|♪|𝅘𝅥𝅯)?(\.?)\s*=\s*(?:ca?\.?\s*)?(\d{2,3})/u;

/** Beats per minute in the middle of what metronomes and editors give. */
const beatsByWord = new Map<string, number>(
  (
    [
      [44, 'grave larghissimo adagissimo lentissimo'],
      [52, 'largo lento lentamente langsam slow slowly lent lente lentement langsomt'],
      [60, 'adagio larghetto feierlich getragen'],
      [68, 'adagietto ruhig tranquillo'],
      [76, 'andante andte innig zart gehend'],
      [84, 'andantino andno gemachlich maestoso allant'],
      [96, 'moderato modto massig moderate moderately modere moderement comodo commodo steady fliessend'],
      [112, 'allegretto allegto bewegt walzertempo marschtempo'],
      [126, 'animato munter frisch anime brisk briskly lively livlig livligt'],
      [132, 'allegro allo allegramente lebhaft fast quick quickly hurtig'],
      [144, 'vivace vivo vif vive vite vivement rasch geschwind eilig'],
      [160, 'schnell rapide allegrissimo vivacissimo'],
      [176, 'presto'],
      [190, 'prestissimo'],
    ] as const
  ).flatMap(([beats, words]) => words.split(' ').map((word) => [word, beats] as const)),
);

/**
 * @param tempo as printed, with its metronome mark
 * @param timeSignature as "6/8"
 * @returns quarter notes per minute; null where the text names no speed
 */
export function quartersPerMinute(tempo: string, timeSignature: string | null): number | null {
  const found = mark.exec(tempo);
  if (found) {
    const [, note = '♩', dot, beats] = found;
    return Number(beats) * (quartersByNote[note] ?? 1) * (dot ? 1.5 : 1);
  }
  const beats = tempo
    .split(/[\s,.;()-]+/)
    .map((word) => beatsByWord.get(foldWord(word)))
    .find((each) => each !== undefined);
  return beats === undefined ? null : beats * quartersInBeat(timeSignature, beats);
}

/** Slow music in compound time is counted in its short notes. */
function quartersInBeat(timeSignature: string | null, beats: number): number {
  const [above = 4, below = 4] = (timeSignature ?? '4/4').split('/').map(Number);
  if (below === 2) return 1.5;
  if (below < 8) return 1;
  const isCompound = above > 3 && above % 3 === 0;
  if (!isCompound) return 0.75;
  return beats < 70 ? 0.75 : 1.5;
}
