/**
 * The columns of a table of scores, as a file of comma-separated values has them.
 *
 * forScore: the fifteen columns of the file that its panel Backups › Metadata exports and reads, comma-separated,
 * several values of one cell separated by commas; `keysf`, `keymi`, rating and difficulty as its page on PDF metadata
 * defines them (forscore.co/developers-pdf-metadata). A person may rename Genres, Tags, Labels and others, and the
 * app translates the rest, so that an unknown name there is told by its place.
 *
 * MobileSheets: semicolons, several values separated by "|", names in small letters, singular or plural, and columns
 * that it does not know passed over: as ChordPro's documentation of its `csv` output for MobileSheets has it
 * (chordpro.org/chordpro/chordpro-configuration-csv). `files` is ours, for the way back.
 *
 * plain: the fields of a score under their own names, comma-separated, tags separated by semicolons.
 */
import { wordsOf } from '../people/people.ts';
import { readFields } from '../scores/reading.ts';

export const tableFormats = ['plain', 'forscore', 'mobilesheets'] as const;
export type TableFormat = (typeof tableFormats)[number];

/** The fields of a score that a table may change. */
export const tableFields = [
  ...readFields,
  'difficulty',
  'difficultyLevel',
  'tags',
  'notes',
  'isFavourite',
] as const;
export type TableField = (typeof tableFields)[number];

/**
 * What a cell of a column says. `genres` has periods and tags, `reference` an opus if it is one, `rating` makes a
 * favourite, `artists` stands for a composer where none is named, `bookmark` says that the row is a part of a file.
 */
export type ColumnMeaning =
  | TableField
  | 'id'
  | 'fileName'
  | 'genres'
  | 'reference'
  | 'rating'
  | 'artists'
  | 'mode'
  | 'pages'
  | 'bookmark';

/** A column of a file that is written; without a meaning it is left empty. */
export interface WrittenColumn {
  readonly name: string;
  readonly meaning: ColumnMeaning | null;
}

export interface TableLayout {
  readonly delimiter: ',' | ';';
  readonly listSeparator: string;
  /** Read by a spreadsheet, which takes a text that begins as a formula for one. */
  readonly isForSpreadsheets: boolean;
  readonly columns: readonly WrittenColumn[];
}

const plainColumns = ['id', 'fileName', ...tableFields, 'pages'] as const;

const forScoreColumns: readonly WrittenColumn[] = [
  { name: 'Filename', meaning: 'fileName' },
  { name: 'Title', meaning: 'title' },
  { name: 'Start Page (Bookmark)', meaning: 'bookmark' },
  { name: 'End Page (Bookmark)', meaning: null },
  { name: 'Composers', meaning: 'composer' },
  { name: 'Genres', meaning: 'genres' },
  { name: 'Tags', meaning: 'tags' },
  { name: 'Labels', meaning: null },
  { name: 'Reference', meaning: 'reference' },
  { name: 'Rating', meaning: 'rating' },
  { name: 'Difficulty', meaning: 'difficulty' },
  { name: 'Minutes', meaning: null },
  { name: 'Seconds', meaning: null },
  { name: 'keysf', meaning: 'keyFifths' },
  { name: 'keymi', meaning: 'mode' },
];

const mobileSheetsColumns: readonly WrittenColumn[] = [
  { name: 'title', meaning: 'title' },
  { name: 'pages', meaning: 'pages' },
  { name: 'composers', meaning: 'composer' },
  { name: 'genres', meaning: 'genres' },
  { name: 'keys', meaning: 'keyFifths' },
  { name: 'signatures', meaning: 'timeSignature' },
  { name: 'years', meaning: 'publishedYear' },
  { name: 'keywords', meaning: 'tags' },
  { name: 'notes', meaning: 'notes' },
  { name: 'files', meaning: 'fileName' },
];

export const tableLayouts: Readonly<Record<TableFormat, TableLayout>> = {
  plain: {
    delimiter: ',',
    listSeparator: '; ',
    isForSpreadsheets: true,
    columns: plainColumns.map((name) => ({ name, meaning: name })),
  },
  forscore: {
    delimiter: ',',
    listSeparator: ', ',
    isForSpreadsheets: false,
    columns: forScoreColumns,
  },
  mobilesheets: {
    delimiter: ';',
    listSeparator: '|',
    isForSpreadsheets: false,
    columns: mobileSheetsColumns,
  },
};

/** Names as `nameKey` leaves them, in English and German. */
const namesByMeaning: Readonly<Partial<Record<ColumnMeaning, string>>> = {
  id: 'id',
  fileName: 'filename file files dateiname datei',
  title: 'title titles titel',
  composer: 'composer composers komponist komponisten',
  subtitle: 'subtitle untertitel',
  arranger: 'arranger arrangers bearbeiter',
  editor: 'editor editors herausgeber',
  lyricist: 'lyricist lyricists textdichter',
  opus: 'opus catalogue',
  movement: 'movement satz',
  instrument: 'instrument instruments instrumente',
  keyFifths: 'keyfifths keysf key keys tonart tonarten',
  mode: 'keymi',
  timeSignature: 'timesignature time signature signatures taktart',
  tempo: 'tempo tempos',
  publisher: 'publisher publishers verlag',
  publishedYear: 'publishedyear year years jahr jahre',
  language: 'language sprache',
  difficulty: 'difficulty schwierigkeit',
  difficultyLevel: 'difficultylevel level stufe',
  stylePeriod: 'styleperiod period epoche',
  tags: 'tag tags keyword keywords label labels collection collections schlagworter',
  notes: 'note notes notizen',
  isFavourite: 'isfavourite favourite favorite favorit',
  genres: 'genre genres',
  reference: 'reference',
  rating: 'rating bewertung',
  artists: 'artist artists',
  pages: 'pages',
  bookmark: 'startpagebookmark',
};

const meaningByName: ReadonlyMap<string, ColumnMeaning> = new Map(
  Object.entries(namesByMeaning).flatMap(([meaning, names]) =>
    names.split(' ').map((name) => [name, meaning as ColumnMeaning] as const),
  ),
);

/** Whose file a header is of. */
export function tableFormatOf(header: readonly string[], delimiter: string): TableFormat {
  const names = header.map(nameKey);
  if (names.includes('keysf') || names.includes('startpagebookmark')) return 'forscore';
  return delimiter === ';' && names.includes('title') && names.includes('pages') ? 'mobilesheets' : 'plain';
}

/** What each column says; null for one that is not read. */
export function columnMeanings(header: readonly string[], format: TableFormat): (ColumnMeaning | null)[] {
  const isWholeForScore = format === 'forscore' && header.length === forScoreColumns.length;
  return header.map((name, index) => {
    const named = meaningByName.get(nameKey(name));
    if (named !== undefined || !isWholeForScore) return named ?? null;
    return forScoreColumns[index]?.meaning ?? null;
  });
}

function nameKey(name: string): string {
  return wordsOf(name).join('');
}
