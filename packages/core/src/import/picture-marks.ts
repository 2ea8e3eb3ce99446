/** Finds the marks on a page, each a patch of ink in one piece. */
import type { GreyPicture } from './page-picture.ts';
import { inkOf } from './picture-ink.ts';

export interface Mark {
  /** From 1. */
  readonly number: number;
  readonly left: number;
  readonly top: number;
  /** The first column and row after it. */
  readonly right: number;
  readonly bottom: number;
  readonly pixels: number;
}

/** The dot of an i in print of 6 points is 0.7 points wide; dirt and grain are smaller. */
const MIN_MARK_PT = 0.6;

/** Letters of a cover are not larger; frames, curves of music and the shade of a fold are. */
const MAX_LETTER_PT = 110;

/** Rules and lines are this much wider than high. A dash is not: it is short. */
const MIN_RULE_PT = 28;
const RULE_SHAPE = 12;

export interface MarkedPicture {
  readonly width: number;
  readonly height: number;
  /** For each pixel the number of its mark; 0 for paper. */
  readonly labels: Int32Array;
  /** Mark number 1 first. */
  readonly marks: readonly Mark[];
}

/**
 * Whether a mark may be a letter or part of one. What touches the lower edge is none: the picture ends within the
 * top line of a staff, which holds together all that is written into that staff.
 */
export function mayBeLetter(
  { left, top, right, bottom, pixels }: Mark,
  height: number,
  pxPerPt: number,
): boolean {
  const [widthPt, heightPt] = [(right - left) / pxPerPt, (bottom - top) / pxPerPt];
  if (pixels < (MIN_MARK_PT * pxPerPt) ** 2 || bottom >= height) return false;
  if (heightPt > MAX_LETTER_PT || widthPt > MAX_LETTER_PT * 2) return false;
  return widthPt < MIN_RULE_PT || widthPt < heightPt * RULE_SHAPE;
}

/** Neighbours at corners hold together. */
export function findMarks(picture: GreyPicture): MarkedPicture {
  const { width, height } = picture;
  const ink = inkOf(picture);
  const labels = new Int32Array(width * height);
  const parents = [0];
  const rootOf = (label: number): number => {
    let root = label;
    while (parents[root] !== root) root = parents[root] as number;
    for (let at = label; at !== root; ) [at, parents[at]] = [parents[at] as number, root];
    return root;
  };
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      if (ink[at] === 0) continue;
      let own = x > 0 ? (labels[at - 1] as number) : 0;
      for (let above = Math.max(0, x - 1); y > 0 && above <= Math.min(width - 1, x + 1); above += 1) {
        const other = labels[at - width - x + above] as number;
        if (other === 0 || other === own) continue;
        if (own === 0) own = other;
        else {
          const [one, two] = [rootOf(own), rootOf(other)];
          parents[Math.max(one, two)] = Math.min(one, two);
        }
      }
      if (own === 0) own = parents.push(parents.length) - 1;
      labels[at] = own;
    }
  }
  const roots = parents.map((_, label) => rootOf(label));
  return { width, height, labels, marks: measureMarks(labels, roots, width) };
}

function measureMarks(labels: Int32Array, roots: readonly number[], width: number): Mark[] {
  const numberByRoot = new Map<number, number>();
  const marks: { -readonly [Key in keyof Mark]: Mark[Key] }[] = [];
  for (let at = 0; at < labels.length; at += 1) {
    if (labels[at] === 0) continue;
    const root = roots[labels[at] as number] as number;
    const [x, y] = [at % width, Math.floor(at / width)];
    let number = numberByRoot.get(root);
    if (number === undefined) {
      number = marks.push({ number: marks.length + 1, left: x, top: y, right: x, bottom: y, pixels: 0 });
      numberByRoot.set(root, number);
    }
    labels[at] = number;
    const mark = marks[number - 1] as (typeof marks)[number];
    mark.left = Math.min(mark.left, x);
    mark.right = Math.max(mark.right, x + 1);
    mark.bottom = y + 1;
    mark.pixels += 1;
  }
  return marks;
}
