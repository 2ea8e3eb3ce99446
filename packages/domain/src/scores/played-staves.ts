/** The staves that one person plays in a system, with their notes and bars. */
import type { DrawnGlyph, PageDrawing, VerticalLine } from './page-drawing.ts';
import { bottomOf, isWithin, type Staff, type System } from './staves.ts';

/** Notes that stand under each other on one staff. */
export interface Chord {
  /** Left edge of the first note head. */
  readonly x: number;
  /** Of one note head. */
  readonly widthPt: number;
  /** Half spaces above the staff's middle line, from low to high. */
  readonly steps: readonly number[];
}

export interface PlayedStaff {
  readonly staff: Staff;
  /** From the left. */
  readonly chords: readonly Chord[];
}

export interface PlayedSystem {
  /** Upper and lower, or a single one. */
  readonly staves: readonly PlayedStaff[];
  /** Left and right edge of each bar that has notes, from the left; empty where no bar line is drawn. */
  readonly bars: readonly (readonly [number, number])[];
  /** Signs of an ornament and small notes. */
  readonly ornaments: number;
  /** Of single notes; a key signature's are none. */
  readonly accidentals: number;
  readonly clefChanges: number;
}

/** With four and more, no one plays from it. */
const MAX_STAVES = 3;

/** A part of the staff's height; what is smaller is a grace note or a cue. */
const MIN_FULL_SIZE = 0.82;

/** From the staff to a note on its outermost ledger line, in spaces. */
const MAX_LEDGER_SPACES = 7;

/** Two notes a second apart stand beside each other; what is further away than that, in note heads, comes later. */
export const TOGETHER_WITHIN = 1.08;

/**
 * From an accidental's right edge to its note, in spaces: in a chord several stand beside each other. Before the
 * first note of a line stands the key signature.
 */
const MAX_GAP_TO_NOTE = 2.5;
const MAX_GAP_TO_FIRST_NOTE = 1.2;

/** How closely a bar line keeps to the staff's outer lines, in spaces, and a stem to its note head. */
const BAR_TOLERANCE = 0.3;

/** Lines closer than this, in spaces, are one double bar. */
const DOUBLE_BAR_WITHIN = 1.5;

/** A clef further from the left than this, in spaces, is a change. */
const FIRST_CLEF_WITHIN = 5;

/** Of all systems of a page that one person can play from. */
export function playedSystems(drawing: PageDrawing, systems: readonly System[]): PlayedSystem[] {
  const all = systems.flatMap(({ staves }) => staves);
  const glyphsByStaff = new Map<Staff, DrawnGlyph[]>(all.map((staff) => [staff, []]));
  for (const glyph of drawing.glyphs) {
    const staff = nearestStaff(glyph, all);
    if (staff) glyphsByStaff.get(staff)?.push(glyph);
  }
  return systems
    .filter(({ staves }) => staves.length <= MAX_STAVES)
    .map(({ staves }) => {
      const read = staves.map((staff) => readStaff(staff, glyphsByStaff.get(staff) ?? []));
      return playedSystem(busiestPair(read), drawing.verticals);
    });
}

interface ReadStaff extends PlayedStaff {
  readonly glyphs: readonly DrawnGlyph[];
  readonly heads: readonly DrawnGlyph[];
}

function nearestStaff({ x, y }: DrawnGlyph, staves: readonly Staff[]): Staff | undefined {
  let nearest: Staff | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const staff of staves) {
    const [left, top, width] = staff.box;
    const distance = Math.max(top - y, y - bottomOf(staff), 0);
    const isBeside = x >= left - staff.spacePt && x <= left + width;
    if (!isBeside || distance > MAX_LEDGER_SPACES * staff.spacePt || distance >= least) continue;
    nearest = staff;
    least = distance;
  }
  return nearest;
}

function readStaff(staff: Staff, glyphs: readonly DrawnGlyph[]): ReadStaff {
  const heads = glyphs.filter((glyph) => isHead(glyph) && isFullSize(glyph, staff));
  return { staff, glyphs, heads, chords: chordsOf(staff, heads) };
}

function chordsOf(staff: Staff, heads: readonly DrawnGlyph[]): Chord[] {
  const middle = (staff.box[1] + bottomOf(staff)) / 2;
  const stepOf = ({ y }: DrawnGlyph) => Math.round((middle - y) / (staff.spacePt / 2));
  const groups: DrawnGlyph[][] = [];
  for (const head of [...heads].sort((a, b) => a.x - b.x)) {
    const last = groups.at(-1);
    if (last?.[0] && head.x - last[0].x < TOGETHER_WITHIN * head.widthPt) last.push(head);
    else groups.push([head]);
  }
  return groups.map((group) => ({
    x: group[0]?.x ?? 0,
    widthPt: group[0]?.widthPt ?? 0,
    // Two voices that meet have one note, drawn twice.
    steps: [...new Set(group.map(stepOf))].sort((a, b) => a - b),
  }));
}

/** Of three staves two are a keyboard's: those with more notes. */
function busiestPair(staves: readonly ReadStaff[]): readonly ReadStaff[] {
  if (staves.length < 3) return staves;
  const count = (pair: readonly ReadStaff[]) => pair.reduce((sum, { heads }) => sum + heads.length, 0);
  const [upper, lower] = [staves.slice(0, 2), staves.slice(1)];
  return count(upper) > count(lower) ? upper : lower;
}

function playedSystem(staves: readonly ReadStaff[], verticals: readonly VerticalLine[]): PlayedSystem {
  const sum = (count: (staff: ReadStaff) => number) =>
    staves.reduce((total, staff) => total + count(staff), 0);
  return {
    staves: staves.map(({ staff, chords }) => ({ staff, chords })),
    bars: barsOf(staves, verticals),
    ornaments: sum(countOrnaments),
    accidentals: sum(countAccidentals),
    clefChanges: sum(countClefChanges),
  };
}

function barsOf(
  staves: readonly ReadStaff[],
  verticals: readonly VerticalLine[],
): (readonly [number, number])[] {
  const [first] = staves;
  if (!first) return [];
  const [left, , width] = first.staff.box;
  const right = left + width;
  const margin = first.staff.spacePt * DOUBLE_BAR_WITHIN;
  const lines: number[] = [];
  for (const x of barLinesOf(first, verticals).sort((a, b) => a - b)) {
    const isInside = x > left + margin && x < right - margin;
    const isAnother = x - (lines.at(-1) ?? left) > margin;
    const isEverywhere = staves.every((staff) =>
      barLinesOf(staff, verticals).some((other) => Math.abs(other - x) < margin),
    );
    if (isInside && isAnother && isEverywhere) lines.push(x);
  }
  if (lines.length === 0) return [];
  const edges = [left, ...lines, right];
  return edges
    .slice(1)
    .map((end, index) => [edges[index] ?? left, end] as const)
    .filter((bar) => staves.some(({ chords }) => chords.some(({ x }) => isWithin(x, bar))));
}

/** Lines from the staff's top to its bottom that are no stems. */
function barLinesOf({ staff, heads }: ReadStaff, verticals: readonly VerticalLine[]): number[] {
  const tolerance = staff.spacePt * BAR_TOLERANCE;
  return verticals
    .filter(({ x, top, bottom }) => {
      const isAcross = top <= staff.box[1] + tolerance && bottom >= bottomOf(staff) - tolerance;
      return isAcross && !heads.some((head) => touches(head, { x, top, bottom }, tolerance));
    })
    .map(({ x }) => x);
}

function touches({ x, y, widthPt }: DrawnGlyph, line: VerticalLine, tolerance: number): boolean {
  const isBeside = Math.abs(x - line.x) < tolerance || Math.abs(x + widthPt - line.x) < tolerance;
  return isBeside && y > line.top - tolerance * 2 && y < line.bottom + tolerance * 2;
}

function countOrnaments({ staff, glyphs }: ReadStaff): number {
  return glyphs.filter((glyph) => glyph.symbol === 'ornament' || (isHead(glyph) && !isFullSize(glyph, staff)))
    .length;
}

function countAccidentals({ staff, glyphs, heads }: ReadStaff): number {
  const firstX = Math.min(...heads.map(({ x }) => x));
  return glyphs.filter(({ symbol, x, y, widthPt }) => {
    const gap = (x < firstX ? MAX_GAP_TO_FIRST_NOTE : MAX_GAP_TO_NOTE) * staff.spacePt;
    if (!/^(?:double-)?(?:sharp|flat)$|^natural$/.test(symbol)) return false;
    return heads.some(
      (head) => Math.abs(head.y - y) < staff.spacePt * 0.3 && head.x > x && head.x - x - widthPt < gap,
    );
  }).length;
}

function countClefChanges({ staff, glyphs }: ReadStaff): number {
  return glyphs.filter(
    ({ symbol, x }) => symbol.startsWith('clef') && x > staff.box[0] + staff.spacePt * FIRST_CLEF_WITHIN,
  ).length;
}

function isHead({ symbol }: DrawnGlyph): boolean {
  return symbol.startsWith('notehead');
}

function isFullSize({ sizePt }: DrawnGlyph, { box }: Staff): boolean {
  return sizePt >= box[3] * MIN_FULL_SIZE;
}
