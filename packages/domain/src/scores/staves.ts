/** Finds staves and systems among the straight lines of a page. */
import type { HorizontalLine, PageDrawing, VerticalLine } from './page-drawing.ts';
import type { Box } from './reading.ts';

export interface Staff {
  /** From the top line to the bottom line. */
  readonly box: Box;
  /** From line to line. */
  readonly spacePt: number;
}

/** Staves played together, from the top. */
export interface System {
  readonly box: Box;
  readonly staves: readonly Staff[];
}

/** A tablature or a percussion line is none. */
const STAFF_LINES = 5;

/** Staff lines lie 1.2 mm apart in a pocket score and 2.6 mm in a beginner's book; a margin on both sides. */
const MIN_SPACE_PT = 2.2;
const MAX_SPACE_PT = 12;

/** As a part of the page's width; the shortest are last systems and examples between words. */
const MIN_STAFF_WIDTH = 0.06;

/** The first staff goes across the page, an incipit before it does not. */
const ACROSS = 0.25;

/** Lines are drawn bar by bar by some programs; a rounding lies between. */
const MAX_BREAK_PT = 2;

/** Lines of one staff begin and end together. */
const MAX_EDGE_DIFFERENCE_PT = 2.5;

/** From top to bottom, and from left to right where two stand side by side. */
export function findStaves(drawing: PageDrawing): Staff[] {
  return lineGroups(drawing)
    .filter(({ length }) => length === STAFF_LINES)
    .map((lines) => {
      const [first, last] = [lines[0], lines.at(-1)] as [HorizontalLine, HorizontalLine];
      const height = last.y - first.y;
      return {
        box: [first.left, first.y, first.right - first.left, height] as const,
        spacePt: height / (STAFF_LINES - 1),
      };
    })
    .sort((a, b) => a.box[1] - b.box[1] || a.box[0] - b.box[0]);
}

/** Where the first staff or tablature that goes across the page begins; null when there is none. */
export function topOfMusic(drawing: PageDrawing): number | null {
  const tops = lineGroups(drawing).flatMap(([first]) =>
    first && first.right - first.left >= drawing.widthPt * ACROSS ? [first.y] : [],
  );
  return tops.length > 0 ? Math.min(...tops) : null;
}

/** Lines that stand evenly below each other, five or more, each group from the top. */
function lineGroups({ horizontals, widthPt }: PageDrawing): HorizontalLine[][] {
  const lines = joinLines(horizontals).filter(({ left, right }) => right - left >= widthPt * MIN_STAFF_WIDTH);
  const groups: HorizontalLine[][] = [];
  const used = new Set<HorizontalLine>();
  for (const first of lines) {
    if (used.has(first)) continue;
    const group = evenlySpacedFrom(
      first,
      lines.filter((line) => line.y > first.y && !used.has(line) && haveSameEdges(first, line)),
    );
    if (group.length < STAFF_LINES) continue;
    for (const line of group) used.add(line);
    groups.push(group);
  }
  return groups;
}

/**
 * Staves that one vertical line spans or joins (the line at the system's left, a bar line) are one system. Where
 * nothing drawn says so, staves that stand clearly closer to each other are.
 */
export function findSystems(staves: readonly Staff[], verticals: readonly VerticalLine[]): System[] {
  const groups: Staff[][] = [];
  let isAnyJoined = false;
  let hasBars = false;
  for (const staff of staves) {
    const group = groups.find((others) => others.some((other) => areJoined(other, staff, verticals)));
    isAnyJoined ||= group !== undefined;
    hasBars ||= verticals.some(
      (line) => isOver(line, staff) && reaches(line, staff.box[1], bottomOf(staff), staff),
    );
    if (group) group.push(staff);
    else groups.push([staff]);
  }
  return (isAnyJoined || hasBars ? groups : groupByGaps(staves)).map((group) => ({
    box: boundsOf(group.map(({ box }) => box)),
    staves: group,
  }));
}

export function bottomOf({ box }: Staff): number {
  return box[1] + box[3];
}

/** The bar's edges are left and right. */
export function isWithin(x: number, [left, right]: readonly [number, number]): boolean {
  return x >= left && x < right;
}

/** The smallest box around all; there must be one. */
export function boundsOf(boxes: readonly Box[]): Box {
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , width]) => x + width));
  const bottom = Math.max(...boxes.map(([, y, , height]) => y + height));
  return [left, top, right - left, bottom - top];
}

/** Pieces of one level that touch or overlap become one line. */
function joinLines(pieces: readonly HorizontalLine[]): HorizontalLine[] {
  const levels = new Map<number, HorizontalLine[]>();
  let level: HorizontalLine[] = [];
  let y = Number.NEGATIVE_INFINITY;
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    if (piece.y - y > 0.3) {
      y = piece.y;
      level = [];
      levels.set(y, level);
    }
    level.push(piece);
  }
  const lines: HorizontalLine[] = [];
  for (const [y, level] of levels) {
    let last: { y: number; left: number; right: number } | undefined;
    for (const { left, right } of level.sort((a, b) => a.left - b.left)) {
      if (last && left - last.right <= MAX_BREAK_PT) last.right = Math.max(last.right, right);
      else {
        last = { y, left, right };
        lines.push(last);
      }
    }
  }
  return lines;
}

function haveSameEdges(a: HorizontalLine, b: HorizontalLine): boolean {
  return (
    Math.abs(a.left - b.left) <= MAX_EDGE_DIFFERENCE_PT &&
    Math.abs(a.right - b.right) <= MAX_EDGE_DIFFERENCE_PT
  );
}

/** `below` from top to bottom. */
function evenlySpacedFrom(first: HorizontalLine, below: readonly HorizontalLine[]): HorizontalLine[] {
  for (const second of below) {
    const space = second.y - first.y;
    if (space < MIN_SPACE_PT) continue;
    if (space > MAX_SPACE_PT) break;
    const group = [first, second];
    const tolerance = Math.max(0.4, space * 0.08);
    for (;;) {
      const next = below.find(({ y }) => Math.abs(y - first.y - space * group.length) <= tolerance);
      if (!next || group.includes(next)) break;
      group.push(next);
    }
    if (group.length >= STAFF_LINES) return group;
  }
  return [];
}

function areJoined(upper: Staff, lower: Staff, verticals: readonly VerticalLine[]): boolean {
  return verticals.some(
    (line) =>
      reaches(line, bottomOf(upper), lower.box[1], upper) && isOver(line, upper) && isOver(line, lower),
  );
}

/** Brackets and the system's line stand a little left of the staff. */
function isOver({ x }: VerticalLine, { box, spacePt }: Staff): boolean {
  return x >= box[0] - spacePt * 3 && x <= box[0] + box[2] + spacePt;
}

function reaches(line: VerticalLine, top: number, bottom: number, { spacePt }: Staff): boolean {
  return line.top <= top + spacePt * 0.4 && line.bottom >= bottom - spacePt * 0.4;
}

function groupByGaps(staves: readonly Staff[]): Staff[][] {
  const gaps = staves.slice(1).map((staff, index) => staff.box[1] - bottomOf(staves[index] as Staff));
  const [least, most] = [Math.min(...gaps), Math.max(...gaps)];
  // Systems that stand as far apart as their staves cannot be told from single staves.
  const limit = most >= least * 1.4 ? (least + most) / 2 : Number.NEGATIVE_INFINITY;
  const groups: Staff[][] = [];
  for (const [index, staff] of staves.entries()) {
    const gap = gaps[index - 1];
    if (gap !== undefined && gap < limit) groups.at(-1)?.push(staff);
    else groups.push([staff]);
  }
  return groups;
}
