/** Finds the lines of words in the picture of a page: letters side by side, whatever else lies around. */
import type { GreyPicture } from './page-picture.ts';
import { whitened } from './picture-ink.ts';
import { findMarks, type Mark, type MarkedPicture, mayBeLetter } from './picture-marks.ts';

export interface PictureLine {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Where most letters stand. */
  readonly baseline: number;
  /** How high its capitals and long letters rise above the baseline. */
  readonly rise: number;
  /** How many marks it is made of, without dots and dashes. */
  readonly letters: number;
  /** The line alone, on white. */
  readonly picture: GreyPicture;
  /** The same without dots and dashes, which in a row of contents lead up to a number; null for many letters. */
  readonly bare: GreyPicture | null;
}

/** A small letter in print of 5 points; what is lower is a dot, an accent, a dash. */
const MIN_BODY_PT = 2.1;

/**
 * Letters nearer than so many times the height of the larger one are in one line. Words stand half a capital apart,
 * spaced-out capitals one; a poet at the left and a composer at the right stand further apart.
 */
const SAME_LINE_GAP = 1.35;

/** A page of prose has some fifty; a heading has few. The largest come first. */
const MAX_LINES = 40;

/** Three digits and dirt that touches none. */
const MAX_BARE_LETTERS = 4;

export interface LineOptions {
  /** One letter alone is a line as well, as a page's number may be; so is much dirt. */
  readonly withSingles?: boolean;
  /** The largest are found; so many single letters beside them. */
  readonly maxLines?: number;
}

/** From top to bottom. */
export function findPictureLines(
  picture: GreyPicture,
  pxPerPt: number,
  { withSingles = false, maxLines = MAX_LINES }: LineOptions = {},
): PictureLine[] {
  const marked = findMarks(picture);
  const letters = marked.marks.filter((mark) => mayBeLetter(mark, picture.height, pxPerPt));
  const bodies = letters.filter((mark) => heightOf(mark) >= MIN_BODY_PT * pxPerPt);
  const found = groupBodies(bodies);
  const groups = largest(withoutAccents(found.filter(isLine)), maxLines);
  if (withSingles) {
    const boxes = groups.map(around);
    const singles = found.filter((group) => !isLine(group) && !isAccent(around(group), boxes));
    groups.push(...largest(singles, maxLines));
  }
  const boxes = groups.map((group) => ({ ...around(group), ...riseOf(group), letters: group.length }));
  const clean = whitened(picture);
  const bare = groups.map((group) =>
    withSingles && group.length <= MAX_BARE_LETTERS ? drawLine(group, marked, clean) : null,
  );
  const grouped = new Set(groups.flat());
  addSmallMarks(
    groups,
    letters.filter((mark) => !grouped.has(mark)),
  );
  return groups
    .map((group, index) => ({
      ...(boxes[index] as (typeof boxes)[number]),
      picture: drawLine(group, marked, clean),
      bare: bare[index] ?? null,
    }))
    .sort((a, b) => a.baseline - b.baseline || a.left - b.left);
}

function largest(groups: readonly Mark[][], count: number): Mark[][] {
  return groups.toSorted((a, b) => riseOf(b).rise - riseOf(a).rise).slice(0, count);
}

type Edges = Pick<PictureLine, 'left' | 'top' | 'right' | 'bottom'>;

function groupBodies(bodies: readonly Mark[]): Mark[][] {
  const sorted = bodies.toSorted((a, b) => a.left - b.left);
  const parents = sorted.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] as number;
    return root;
  };
  const highest = Math.max(0, ...sorted.map(heightOf));
  const open: number[] = [];
  for (const [index, mark] of sorted.entries()) {
    for (let at = open.length - 1; at >= 0; at -= 1) {
      const other = sorted[open[at] as number] as Mark;
      if (mark.left - other.right > highest * SAME_LINE_GAP) open.splice(at, 1);
      else if (isBeside(other, mark)) parents[rootOf(index)] = rootOf(open[at] as number);
    }
    open.push(index);
  }
  return [...Map.groupBy(sorted, (_, index) => rootOf(index)).values()];
}

function isBeside(left: Mark, right: Mark): boolean {
  const [low, high] = [heightOf(left), heightOf(right)].sort((a, b) => a - b) as [number, number];
  const overlap = Math.min(left.bottom, right.bottom) - Math.max(left.top, right.top);
  return right.left - left.right < high * SAME_LINE_GAP && overlap > low * 0.5 && high < low * 3.5;
}

/** One letter alone is a mark of the music or dirt, unless it is a word whose letters run together. */
function isLine(group: readonly Mark[]): boolean {
  const { left, top, right, bottom } = around(group);
  return group.length > 1 || (right - left > (bottom - top) * 1.5 && right - left < (bottom - top) * 15);
}

/** The two dots over a large letter, or its dashes, look like a line of their own. */
function withoutAccents(groups: readonly Mark[][]): Mark[][] {
  const boxes = groups.map(around);
  return groups.filter((_, index) => !isAccent(boxes[index] as Edges, boxes));
}

function isAccent(small: Edges, boxes: readonly Edges[]): boolean {
  return boxes.some((box) => isPartOf(small, box));
}

/** Dots, accents and dashes go to the line they stand in. */
function addSmallMarks(groups: readonly Mark[][], smalls: readonly Mark[]): void {
  const boxes = groups.map(around);
  for (const small of smalls) groups[boxes.findIndex((box) => isPartOf(small, box))]?.push(small);
}

/** A third of a line above it is still an accent. */
function isPartOf(small: Edges, { left, top, right, bottom }: Edges): boolean {
  const height = bottom - top;
  const middle = (small.top + small.bottom) / 2;
  return (
    small.bottom - small.top < height * 0.45 &&
    small.right > left - height * 0.5 &&
    small.left < right + height * 0.5 &&
    small.right - small.left < height * 2 &&
    middle > top - height * 0.35 &&
    middle < bottom + height * 0.15
  );
}

/** The white that the recogniser wants around a line. */
const BORDER_PX = 12;

/** The grey around a mark belongs to it: the soft edge of its letters. */
function drawLine(group: readonly Mark[], { width, height, labels }: MarkedPicture, clean: GreyPicture) {
  const box = around(group);
  const own = new Set(group.map(({ number }) => number));
  const [left, top] = [box.left - BORDER_PX, box.top - BORDER_PX];
  const lineWidth = box.right - box.left + 2 * BORDER_PX;
  const lineHeight = box.bottom - box.top + 2 * BORDER_PX;
  const data = new Uint8Array(lineWidth * lineHeight).fill(255);
  const isOwn = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && own.has(labels[y * width + x] as number);
  for (let y = Math.max(0, box.top - 1); y < Math.min(height, box.bottom + 1); y += 1) {
    for (let x = Math.max(0, box.left - 1); x < Math.min(width, box.right + 1); x += 1) {
      const label = labels[y * width + x] as number;
      const isSoftEdge = () => isOwn(x - 1, y) || isOwn(x + 1, y) || isOwn(x, y - 1) || isOwn(x, y + 1);
      if (own.has(label) || (label === 0 && isSoftEdge()))
        data[(y - top) * lineWidth + x - left] = clean.data[y * width + x] as number;
    }
  }
  return { width: lineWidth, height: lineHeight, data };
}

function around(group: readonly Mark[]): Edges {
  return {
    left: Math.min(...group.map(({ left }) => left)),
    top: Math.min(...group.map(({ top }) => top)),
    right: Math.max(...group.map(({ right }) => right)),
    bottom: Math.max(...group.map(({ bottom }) => bottom)),
  };
}

/** Most letters stand on the baseline; of ten letters some two are high ones. */
function riseOf(group: readonly Mark[]): Pick<PictureLine, 'baseline' | 'rise'> {
  const bottoms = group.map(({ bottom }) => bottom).sort((a, b) => a - b);
  const baseline = bottoms[Math.floor(bottoms.length * 0.45)] as number;
  const rises = group.map(({ top }) => baseline - top).sort((a, b) => a - b);
  return { baseline, rise: rises[Math.round((rises.length - 1) * 0.88)] as number };
}

function heightOf({ top, bottom }: Mark): number {
  return bottom - top;
}
