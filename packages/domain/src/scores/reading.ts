/** What a machine has read of a score, field by field, each with how sure it is and where it stands. */

/** x, y, width, height in points from the page's top left. */
export type Box = readonly [number, number, number, number];

/**
 * `page`: words printed on it. `notation`: its notes, as drawn. `recognition`: words recognised in its picture.
 * `work`: what is known of the work or the person, not printed here.
 */
export const readingSources = [
  'page',
  'notation',
  'recognition',
  'pdf-metadata',
  'file-name',
  'work',
] as const;
export type ReadingSource = (typeof readingSources)[number];

export interface Guess<T = string> {
  readonly value: T;
  /** 0 to 1: how often a guess like this one is right. */
  readonly confidence: number;
  readonly source: ReadingSource;
  readonly evidence: { readonly page: number; readonly box: Box } | null;
}

/** The fields of a score that a machine fills in. */
export interface ScoreReadings {
  readonly title?: Guess;
  readonly subtitle?: Guess;
  readonly composer?: Guess;
  readonly arranger?: Guess;
  readonly editor?: Guess;
  readonly lyricist?: Guess;
  /** Opus or number of a catalogue, as in "Op. 27 No. 2" or "BWV 846". */
  readonly opus?: Guess;
  readonly movement?: Guess;
  readonly instrument?: Guess;
  /** Sharps of the first key signature; flats are negative. */
  readonly keyFifths?: Guess<number>;
  /** The first, as "4/4". */
  readonly timeSignature?: Guess;
  /** The first tempo text. */
  readonly tempo?: Guess;
  readonly publisher?: Guess;
  readonly publishedYear?: Guess<number>;
  /** BCP 47, of the words under the notes or of the title. */
  readonly language?: Guess;
  readonly stylePeriod?: Guess;
}

export const readFields = [
  'title',
  'subtitle',
  'composer',
  'arranger',
  'editor',
  'lyricist',
  'opus',
  'movement',
  'instrument',
  'keyFifths',
  'timeSignature',
  'tempo',
  'publisher',
  'publishedYear',
  'language',
  'stylePeriod',
] as const satisfies readonly (keyof ScoreReadings)[];
export type ReadField = (typeof readFields)[number];
