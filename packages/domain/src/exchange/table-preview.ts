/** What a table of scores would change, row by row, before anything is changed. */
import type { Score } from '../scores/score.ts';
import { cellOf, readCells, type TableValues } from './table-cells.ts';
import {
  type ColumnMeaning,
  columnMeanings,
  type TableField,
  type TableFormat,
  tableFields,
  tableFormatOf,
} from './table-columns.ts';
import { createScoreMatcher, fileKey, type MatchedBy, type NamedScore } from './table-matches.ts';

/** A table as read from a file. */
export interface ReadTable {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export type TableValue = string | number | boolean | readonly string[] | null;

export interface TableChange {
  readonly field: TableField;
  readonly before: TableValue;
  readonly after: TableValue;
  /** A person has written or accepted what stands there, and it would be replaced. */
  readonly isAccepted: boolean;
}

/**
 * `changes`, `same`: one score is meant. `unmatched`: none. `ambiguous`: several. `repeated`: a row before it is about
 * the same score. `bookmark`: a part of a file, which is no score here. `misaligned`: more cells than columns.
 */
export type RowKind = 'changes' | 'same' | 'unmatched' | 'ambiguous' | 'repeated' | 'bookmark' | 'misaligned';

export interface PreviewRow {
  /** Of the file, from 1, where the row ends. */
  readonly line: number;
  readonly kind: RowKind;
  /** As the table has them. */
  readonly named: NamedScore;
  readonly matchedBy: MatchedBy | null;
  /** The score meant; of several those that could be. */
  readonly scores: readonly {
    readonly id: string;
    readonly title: string;
    readonly composer: string | null;
  }[];
  readonly changes: readonly TableChange[];
  /** Cells that no value can be made of. */
  readonly unreadable: readonly { readonly field: TableField; readonly text: string }[];
}

export interface TablePreview {
  readonly format: TableFormat;
  /** Columns with something in them that is not read. */
  readonly passedOver: readonly string[];
  readonly rows: readonly PreviewRow[];
}

/** False where no column says which score a row is about. */
export function namesScores(header: readonly string[], delimiter: string): boolean {
  const meanings = columnMeanings(header, tableFormatOf(header, delimiter));
  return meanings.includes('fileName') || meanings.includes('title');
}

/** @param scores those outside the trash */
export function previewTable({ header, delimiter, rows }: ReadTable, scores: readonly Score[]): TablePreview {
  const format = tableFormatOf(header, delimiter);
  const meanings = columnMeanings(header, format);
  const match = createScoreMatcher(scores);
  const seen = new Set<string>();
  const preview = rows.map(({ line, cells }): PreviewRow => {
    const read = meanings.flatMap((meaning, index) =>
      meaning ? [{ meaning, text: cells[index] ?? '' }] : [],
    );
    const named = namedBy(read);
    const none = { line, named, matchedBy: null, scores: [], changes: [], unreadable: [] };
    if (cells.slice(header.length).some((cell) => cell !== '')) return { ...none, kind: 'misaligned' };
    if (textOf(read, 'bookmark') !== '') return { ...none, kind: 'bookmark' };
    const { scores: meant, by } = match(named);
    const found = { ...none, matchedBy: by, scores: meant.map(shortOf) };
    const [score] = meant;
    if (!score) return { ...found, kind: 'unmatched' };
    if (meant.length > 1) return { ...found, kind: 'ambiguous' };
    if (seen.has(score.id)) return { ...found, kind: 'repeated' };
    seen.add(score.id);
    const told = read.filter(({ meaning, text }) => text !== cellOf(score, meaning, format));
    const { values, unreadable } = readCells(told, format);
    const changes = changesOf(score, values);
    return { ...found, kind: changes.length > 0 ? 'changes' : 'same', changes, unreadable };
  });
  const passedOver = header.filter(
    (_name, index) => meanings[index] === null && rows.some(({ cells }) => (cells[index] ?? '') !== ''),
  );
  return { format, passedOver, rows: preview };
}

function changesOf(score: Score, values: TableValues): TableChange[] {
  return tableFields.flatMap((field): TableChange[] => {
    const said = values[field];
    if (said === undefined) return [];
    const before: TableValue = score[field];
    // What an app calls a file that nobody has named says nothing.
    if (field === 'title' && fileKey(String(said)) === fileKey(score.fileName)) return [];
    // Another app's tags are added to those that are here.
    const after: TableValue = Array.isArray(said) ? withTags(score.tags, said) : (said as TableValue);
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    return [{ field, before, after, isAccepted: isAccepted(score, field) }];
  });
}

function withTags(present: readonly string[], said: readonly string[]): string[] {
  const known = new Set(present.map((tag) => tag.toLowerCase()));
  return [...present, ...said.filter((tag) => !known.has(tag.toLowerCase()))];
}

/** What no machine fills in, a person has. Tags are never replaced, and no favourite is accepted as none. */
function isAccepted({ evidence, ...score }: Score, field: TableField): boolean {
  const value = score[field];
  if (field === 'tags' || value === null || value === '' || value === false) return false;
  const isPersonal = ['difficulty', 'difficultyLevel', 'notes', 'isFavourite'].includes(field);
  return isPersonal || evidence[field]?.source === 'person';
}

function namedBy(read: readonly { meaning: ColumnMeaning; text: string }[]): NamedScore {
  return {
    id: textOf(read, 'id'),
    fileName: textOf(read, 'fileName'),
    title: textOf(read, 'title'),
    composer: textOf(read, 'composer') || textOf(read, 'artists'),
  };
}

function textOf(read: readonly { meaning: ColumnMeaning; text: string }[], meaning: ColumnMeaning): string {
  return read.find((cell) => cell.meaning === meaning)?.text ?? '';
}

function shortOf({ id, title, composer }: Score) {
  return { id, title, composer };
}
