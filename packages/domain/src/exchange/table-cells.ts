/** A score's values as the cells of a table, and back. */
import { catalogueText, findCatalogueNumber } from '../scores/catalogue.ts';
import {
  difficulties,
  type Score,
  type ScorePatch,
  scorePatchSchema,
  stylePeriods,
} from '../scores/score.ts';
import { findKeyName } from '../works/key-name.ts';
import { type ColumnMeaning, type TableField, type TableFormat, tableLayouts } from './table-columns.ts';

/** Values of a score that a table names. */
export type TableValues = { readonly [Field in TableField]?: NonNullable<ScorePatch[Field]> };

/** What the cells of one row say: values, and the cells that no value can be made of. */
export interface ReadCells {
  readonly values: TableValues;
  readonly unreadable: readonly { readonly field: TableField; readonly text: string }[];
}

/** forScore has stars; ours are either there or not. */
const FAVOURITE_RATING = 5;

/** From seven flats to seven sharps, as MobileSheets writes keys. */
const majors = ['Cb', 'Gb', 'Db', 'Ab', 'Eb', 'Bb', 'F', 'C', 'G', 'D', 'A', 'E', 'B', 'F#', 'C#'];
const minors = [
  'Abm',
  'Ebm',
  'Bbm',
  'Fm',
  'Cm',
  'Gm',
  'Dm',
  'Am',
  'Em',
  'Bm',
  'F#m',
  'C#m',
  'G#m',
  'D#m',
  'A#m',
];

/** The cells of one score in the order of the format's columns. */
export function rowOfScore(score: Score, format: TableFormat): string[] {
  return tableLayouts[format].columns.map(({ meaning }) => cellOf(score, meaning, format));
}

/** Empty where the score says nothing. */
export function cellOf(score: Score, meaning: ColumnMeaning | null, format: TableFormat): string {
  const { listSeparator, isForSpreadsheets } = tableLayouts[format];
  switch (meaning) {
    case null:
    case 'bookmark':
    case 'artists':
      return '';
    case 'tags':
      return guarded(joined(score.tags, listSeparator), isForSpreadsheets);
    case 'genres':
      return score.stylePeriod ? capitalised(score.stylePeriod) : '';
    case 'pages':
      return pagesOf(score.pageCount, format);
    case 'rating':
      return score.isFavourite ? String(FAVOURITE_RATING) : '';
    case 'reference':
      return score.opus ?? '';
    case 'mode':
      return modeOf(score);
    case 'keyFifths':
      return keyOf(score, format);
    case 'difficulty':
      return difficultyOf(score, format);
    default:
      return guarded(textOf(score[meaning]), isForSpreadsheets && typeof score[meaning] === 'string');
  }
}

/** The values that a row's cells say. An empty cell says nothing. */
export function readCells(
  cells: readonly { readonly meaning: ColumnMeaning; readonly text: string }[],
  format: TableFormat,
): ReadCells {
  const values: Partial<Record<TableField, unknown>> = {};
  const tags: string[] = [];
  const unreadable: { field: TableField; text: string }[] = [];
  for (const { meaning, text } of cells) {
    if (text === '') continue;
    if (meaning === 'tags') tags.push(...listed(unguarded(text, format), format));
    else if (meaning === 'genres') {
      for (const genre of listed(text, format)) {
        const period = stylePeriods.find((name) => name === genre.toLowerCase());
        if (period) values.stylePeriod ??= period;
        else tags.push(genre);
      }
    } else {
      const said = saidBy(meaning, unguarded(text, format), format);
      if (!said) continue;
      const parsed = scorePatchSchema.shape[said.field].safeParse(said.value);
      if (!parsed.success) unreadable.push({ field: said.field, text });
      // Of two columns for one field the first counts: "composers" before "artists".
      else if (parsed.data !== null) values[said.field] ??= parsed.data;
    }
  }
  const parsedTags = scorePatchSchema.shape.tags.safeParse(tags);
  if (tags.length > 0 && parsedTags.success) values.tags = parsedTags.data;
  else if (tags.length > 0) unreadable.push({ field: 'tags', text: tags.join(', ') });
  return { values: values as TableValues, unreadable };
}

/** Undefined for a column that says nothing of a field by itself. */
function saidBy(
  meaning: Exclude<ColumnMeaning, 'tags' | 'genres'>,
  text: string,
  format: TableFormat,
): { field: TableField; value: unknown } | undefined {
  switch (meaning) {
    case 'id':
    case 'fileName':
    case 'pages':
    case 'bookmark':
    case 'mode':
      return undefined;
    case 'artists':
    case 'composer':
      return { field: 'composer', value: namesOf(text, format) };
    case 'reference': {
      const number = findCatalogueNumber(text);
      return number && { field: 'opus', value: catalogueText(number) };
    }
    case 'rating':
      return Number(text) >= FAVOURITE_RATING ? { field: 'isFavourite', value: true } : undefined;
    case 'difficulty':
      return difficultySaid(text, format);
    case 'keyFifths':
      return { field: meaning, value: fifthsOf(listed(text, format)[0] ?? text) };
    case 'publishedYear':
    case 'difficultyLevel':
      return { field: meaning, value: Number(listed(text, format)[0] ?? text) };
    case 'timeSignature':
      return { field: meaning, value: (listed(text, format)[0] ?? text).replace(/\s+/g, '') };
    case 'isFavourite':
      return { field: meaning, value: flagOf(text) };
    case 'stylePeriod':
      return { field: meaning, value: text.toLowerCase() };
    default:
      return { field: meaning, value: text };
  }
}

function difficultySaid(
  text: string,
  format: TableFormat,
): { field: TableField; value: unknown } | undefined {
  // MobileSheets counts otherwise, and forScore's 0 is none.
  if (format === 'mobilesheets' || (format === 'forscore' && text === '0')) return undefined;
  return { field: 'difficulty', value: difficulties[Number(text) - 1] ?? text.toLowerCase() };
}

function difficultyOf({ difficulty }: Score, format: TableFormat): string {
  if (format !== 'forscore' || difficulty === null) return difficulty ?? '';
  return String(difficulties.indexOf(difficulty) + 1);
}

/** A score names its key by the signature alone; its title may say of which of the two. */
function keyOf(score: Score, format: TableFormat): string {
  if (score.keyFifths === null) return '';
  if (format !== 'mobilesheets') return String(score.keyFifths);
  return (modeOf(score) === '1' ? minors : majors)[score.keyFifths + 7] ?? '';
}

/** "0" for major, "1" for minor; empty where the title does not say. */
function modeOf({ title, keyFifths }: Score): string {
  const { key } = findKeyName(title);
  if (key === null || keyFifths === null) return '';
  return key.endsWith('m') ? '1' : '0';
}

/** "-3", "Eb", "C minor", "c-Moll"; NaN for what is no key. */
function fifthsOf(text: string): number {
  if (/^[+-]?\d$/.test(text)) return Number(text);
  const name = findKeyName(text).key ?? text.replace('♭', 'b').replace('♯', '#');
  const index = [majors, minors].map((names) => names.indexOf(name)).find((found) => found >= 0);
  return index === undefined ? Number.NaN : index - 7;
}

function flagOf(text: string): unknown {
  if (/^(?:true|yes|ja|x|1)$/i.test(text)) return true;
  return /^(?:false|no|nein|0)$/i.test(text) ? false : text;
}

/** Several names are one text here. */
function namesOf(text: string, format: TableFormat): string {
  return format === 'mobilesheets' ? listed(text, format).join(', ') : text;
}

function pagesOf(pageCount: number, format: TableFormat): string {
  if (pageCount === 0) return '';
  return format === 'mobilesheets' ? `1-${pageCount}` : String(pageCount);
}

function listed(text: string, format: TableFormat): string[] {
  const separator = tableLayouts[format].listSeparator.trim();
  return [...new Set(text.split(separator).map((part) => part.trim()))].filter(Boolean);
}

/** A separator within a value would make two of it. */
function joined(values: readonly string[], separator: string): string {
  const plain = separator.trim();
  return values.map((value) => value.replaceAll(plain, ' ').replace(/\s+/g, ' ')).join(separator);
}

/** A spreadsheet runs what begins so. */
const formula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

function guarded(text: string, isGuarded: boolean): string {
  return isGuarded && formula.test(text) ? `'${text}` : text;
}

function unguarded(text: string, format: TableFormat): string {
  const isGuarded = tableLayouts[format].isForSpreadsheets && text.startsWith("'");
  return isGuarded && formula.test(text.slice(1)) ? text.slice(1) : text;
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
