/** Reads what stands at the beginning of one staff: clef, key signature, time signature. */
import type { DrawnGlyph } from './page-drawing.ts';
import type { Box } from './reading.ts';
import { bottomOf, boundsOf, type Staff } from './staves.ts';

export type Clef = 'g' | 'f' | 'c' | 'percussion' | 'tablature';

export interface Sign<T> {
  readonly value: T;
  readonly box: Box;
}

export interface StaffStart {
  readonly clef: Sign<Clef> | null;
  /** Sharps; flats are negative; 0 where nothing stands. Null without a pitched clef or when it is no such row. */
  readonly keyFifths: Sign<number> | null;
  /** As "4/4"; C is "4/4" and cut C "2/2". */
  readonly timeSignature: Sign<string> | null;
  /** Something follows that a key signature stands before: a time signature, a note or a rest. */
  readonly isBounded: boolean;
}

const clefs: Readonly<Record<string, Clef>> = {
  'clef-g': 'g',
  'clef-f': 'f',
  'clef-c': 'c',
  'clef-percussion': 'percussion',
  'clef-tablature': 'tablature',
};

/** Letters by number, C is 0: what a clef names, and the order in which signatures grow. */
const letterOfClef: Readonly<Record<string, number>> = { g: 4, f: 3, c: 0 };
const lettersOfSharps = [3, 0, 4, 1, 5, 2, 6];
const lettersOfFlats = [...lettersOfSharps].reverse();

/** Where a clef may begin, in spaces from the staff's left; a repeat sign stands before some. */
const CLEF_WITHIN = 5;

/** Signs of a signature stand 1 space apart in all fonts, and up to 2.5 from the clef. */
const MAX_GAP_AFTER_CLEF = 3.2;
const MAX_GAP_IN_KEY = 1.5;

/** An accidental stands this close to the left of its note, in spaces between their boxes. */
const MAX_GAP_TO_NOTE = 1.2;

/** A part of the staff's height; grace notes and fingerings are drawn smaller. */
const MIN_FULL_SIZE = 0.82;
const MAX_FULL_SIZE = 1.35;

/** `glyphs` of the whole page, in any order. */
export function readStaffStart(staff: Staff, glyphs: readonly DrawnGlyph[]): StaffStart {
  const { spacePt } = staff;
  const near = glyphs.filter((glyph) => isNear(glyph, staff)).sort((a, b) => a.x - b.x);
  if (near.some(({ symbol }) => symbol === 'mensural')) return nothing;
  const clefGlyph = near.find(
    ({ symbol, x, sizePt }) =>
      symbol in clefs && x <= staff.box[0] + CLEF_WITHIN * spacePt && isFullSize(sizePt, staff),
  );
  const from = clefGlyph ? rightOf(clefGlyph) - spacePt * 0.3 : staff.box[0];
  const after = near.filter((glyph) => glyph.x >= from);
  const music = after.find(({ symbol }) => symbol.startsWith('notehead') || symbol === 'rest');
  const time = readTime(after, music?.x ?? Number.POSITIVE_INFINITY, staff);
  const clef = clefGlyph ? { value: clefs[clefGlyph.symbol] as Clef, box: clefGlyph.box } : null;
  return {
    clef,
    keyFifths:
      clefGlyph && clef ? readKey(clefGlyph, clef.value, after, time.left ?? music?.x ?? null, staff) : null,
    timeSignature: time.sign,
    isBounded: time.left !== null || music !== undefined,
  };
}

const nothing: StaffStart = { clef: null, keyFifths: null, timeSignature: null, isBounded: false };

function isNear({ x, y }: DrawnGlyph, staff: Staff): boolean {
  const [left, top, width] = staff.box;
  const margin = staff.spacePt * 3;
  return x >= left - staff.spacePt && x <= left + width && y >= top - margin && y <= bottomOf(staff) + margin;
}

function isFullSize(sizePt: number, { box }: Staff): boolean {
  return sizePt >= box[3] * MIN_FULL_SIZE && sizePt <= box[3] * MAX_FULL_SIZE;
}

function readKey(
  clefGlyph: DrawnGlyph,
  clef: Clef,
  after: readonly DrawnGlyph[],
  end: number | null,
  staff: Staff,
): Sign<number> | null {
  const letter = letterOfClef[clef];
  if (letter === undefined || end === null) return null;
  const { spacePt } = staff;
  const row: DrawnGlyph[] = [];
  let right = rightOf(clefGlyph);
  for (const glyph of after) {
    if (glyph.x >= end) break;
    if (!['sharp', 'flat', 'natural'].includes(glyph.symbol) || !isFullSize(glyph.sizePt, staff)) continue;
    const gap = (glyph.x - right) / spacePt;
    if (gap > (row.length === 0 ? MAX_GAP_AFTER_CLEF : MAX_GAP_IN_KEY)) break;
    if (isOfNote(glyph, after, spacePt)) break;
    row.push(glyph);
    right = Math.max(right, rightOf(glyph));
  }
  // Naturals take a signature back that stood before.
  const signs = row.filter(({ symbol }) => symbol !== 'natural');
  const kind = signs[0]?.symbol;
  if (kind === undefined) return { value: 0, box: clefGlyph.box };
  if (signs.some(({ symbol }) => symbol !== kind)) return null;
  const letters: number[] = [];
  for (const { y } of signs) {
    const steps = (clefGlyph.y - y) / (spacePt / 2);
    if (Math.abs(steps - Math.round(steps)) > 0.4) return null;
    const own = (((letter + Math.round(steps)) % 7) + 7) % 7;
    // Older music writes a sign in both octaves.
    if (!letters.includes(own)) letters.push(own);
  }
  const order = kind === 'sharp' ? lettersOfSharps : lettersOfFlats;
  if (letters.some((own, index) => own !== order[index])) return null;
  return {
    value: kind === 'sharp' ? letters.length : -letters.length,
    box: boundsOf(signs.map(({ box }) => box)),
  };
}

/** With no time signature between, the first note's accidental stands where a signature would. */
function isOfNote(accidental: DrawnGlyph, after: readonly DrawnGlyph[], spacePt: number): boolean {
  return after.some(
    ({ symbol, x, y }) =>
      symbol.startsWith('notehead') &&
      Math.abs(y - accidental.y) < spacePt * 0.3 &&
      x > accidental.x &&
      x - rightOf(accidental) < spacePt * MAX_GAP_TO_NOTE,
  );
}

interface ReadTime {
  readonly sign: Sign<string> | null;
  /** Where anything of a time signature begins, readable or not. */
  readonly left: number | null;
}

function readTime(after: readonly DrawnGlyph[], end: number, staff: Staff): ReadTime {
  const within = after.filter(
    ({ symbol, x, y, sizePt }) =>
      (symbol.startsWith('digit') || symbol.startsWith('time')) &&
      x < end &&
      y >= staff.box[1] - staff.spacePt * 0.6 &&
      y <= bottomOf(staff) + staff.spacePt * 0.6 &&
      isFullSize(sizePt, staff),
  );
  const [first] = within;
  if (!first) return { sign: null, left: null };
  const left = first.x;
  if (first.symbol === 'time-common') return { sign: { value: '4/4', box: first.box }, left };
  if (first.symbol === 'time-cut') return { sign: { value: '2/2', box: first.box }, left };
  const group = neighbours(within, staff.spacePt);
  const above = group.filter(({ y }) => y < middleOf(group));
  const below = group.filter(({ y }) => y >= middleOf(group));
  const drop = ((below[0]?.y ?? 0) - (above[0]?.y ?? 0)) / staff.spacePt;
  // Two rows of digits, each two spaces high; wherever the font puts their baseline.
  if (drop < 1.6 || drop > 2.4) return { sign: null, left };
  const value = `${spelled(above)}/${spelled(below)}`;
  const isTime = /^[1-9]\d?(?:\+[1-9]\d?)*\/(?:1|2|4|8|16|32|64)$/.test(value);
  return { sign: isTime ? { value, box: boundsOf(group.map(({ box }) => box)) } : null, left };
}

/** The first signature where several stand in a row ("3/4 2/4"): digits that touch, above or beside. */
function neighbours(within: readonly DrawnGlyph[], spacePt: number): DrawnGlyph[] {
  const group: DrawnGlyph[] = [];
  let right = within[0]?.x ?? 0;
  for (const glyph of within) {
    if (glyph.x - right > spacePt * 0.7) break;
    group.push(glyph);
    right = Math.max(right, rightOf(glyph));
  }
  return group;
}

function middleOf(group: readonly DrawnGlyph[]): number {
  const levels = group.map(({ y }) => y);
  return (Math.min(...levels) + Math.max(...levels)) / 2;
}

function spelled(row: readonly DrawnGlyph[]): string {
  return row.map(({ symbol }) => (symbol === 'time-plus' ? '+' : symbol.replace('digit-', ''))).join('');
}

function rightOf({ x, widthPt }: DrawnGlyph): number {
  return x + widthPt;
}
