/** Finds how far a scanned page is turned, and turns it back. Angles in radians, clockwise. */
import { type GreyPicture, reducePicture } from './page-picture.ts';

/** Pages lie crooked in a scanner by 2 degrees at most; what is turned further was meant so. */
const MAX_DEGREES = 3;

/** Coarse steps on a small picture, fine ones around the best on a larger one. */
const PASSES = [
  { widthPx: 500, withinDegrees: MAX_DEGREES, stepDegrees: 0.25 },
  { widthPx: 1000, withinDegrees: 0.25, stepDegrees: 0.05 },
] as const;

/** Below this a line's ends differ by less than its thickness, and turning would only soften the picture. */
const LEAST_RADIANS = (0.05 * Math.PI) / 180;

/** Darker than the paper by this part of white counts as ink, however thin it became when the picture was reduced. */
const INK_ABOVE = 30;

/**
 * The angle at which the rows of ink are sharpest: staff lines and lines of words run along it. 0 for a blank page.
 * The sum of squared differences between neighbouring rows is the measure (Postl, 1986).
 */
export function findSkew(picture: GreyPicture): number {
  let best = 0;
  for (const { widthPx, withinDegrees, stepDegrees } of PASSES) {
    const ink = inkOf(reducePicture(picture, Math.max(1, Math.round(picture.width / widthPx))));
    const centre = best;
    let sharpest = sharpnessAt(ink, centre);
    for (let degrees = stepDegrees; degrees <= withinDegrees + 1e-9; degrees += stepDegrees) {
      for (const angle of [centre - radiansOf(degrees), centre + radiansOf(degrees)]) {
        const sharpness = sharpnessAt(ink, angle);
        if (sharpness > sharpest) [sharpest, best] = [sharpness, angle];
      }
    }
  }
  return Math.abs(best) < LEAST_RADIANS || Math.abs(best) > radiansOf(MAX_DEGREES) ? 0 : best;
}

/** The same size, turned back by `angle` about its middle; what comes in at the corners is paper. */
export function straighten(picture: GreyPicture, angle: number): GreyPicture {
  if (angle === 0) return picture;
  const { width, height, data } = picture;
  const straight = new Uint8Array(width * height).fill(paperOf(picture));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let y = 0; y < height; y += 1) {
    const [x0, y0] = turned(0, y, angle, width, height);
    for (let x = 0; x < width; x += 1) {
      const sourceX = x0 + x * cos;
      const sourceY = y0 + x * sin;
      const left = Math.floor(sourceX);
      const top = Math.floor(sourceY);
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const at = top * width + left;
      const right = sourceX - left;
      const upper = (data[at] as number) + ((data[at + 1] as number) - (data[at] as number)) * right;
      const below = at + width;
      const lower = (data[below] as number) + ((data[below + 1] as number) - (data[below] as number)) * right;
      straight[y * width + x] = upper + (lower - upper) * (sourceY - top) + 0.5;
    }
  }
  return { width, height, data: straight };
}

/** Where a point of the straightened picture lies on the page as scanned. Any unit. */
export function turned(
  x: number,
  y: number,
  angle: number,
  width: number,
  height: number,
): readonly [number, number] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [dx, dy] = [x - width / 2, y - height / 2];
  return [width / 2 + dx * cos - dy * sin, height / 2 + dx * sin + dy * cos];
}

interface Ink {
  readonly height: number;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly weights: Float32Array;
}

function inkOf(picture: GreyPicture): Ink {
  const { width, height, data } = picture;
  const paper = paperOf(picture);
  const places: number[] = [];
  // A dark edge that the lid left says nothing of the page.
  const [marginX, marginY] = [Math.round(width * 0.03), Math.round(height * 0.03)];
  for (let y = marginY; y < height - marginY; y += 1)
    for (let x = marginX; x < width - marginX; x += 1)
      if (paper - (data[y * width + x] as number) > INK_ABOVE) places.push(y * width + x);
  return {
    height,
    xs: Float32Array.from(places, (at) => (at % width) - width / 2),
    ys: Float32Array.from(places, (at) => Math.floor(at / width)),
    weights: Float32Array.from(places, (at) => (paper - (data[at] as number)) / 255),
  };
}

/** The grey level of most pixels. */
export function paperOf({ data }: GreyPicture): number {
  const counts = new Uint32Array(256);
  for (const level of data) counts[level] = (counts[level] as number) + 1;
  return counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
}

function sharpnessAt({ height, xs, ys, weights }: Ink, angle: number): number {
  const slope = Math.tan(angle);
  const margin = Math.ceil(height / 2);
  const rows = new Float32Array(height + margin * 2);
  for (let index = 0; index < xs.length; index += 1) {
    const row = Math.round((ys[index] as number) - (xs[index] as number) * slope) + margin;
    if (row >= 0 && row < rows.length) rows[row] = (rows[row] as number) + (weights[index] as number);
  }
  let sharpness = 0;
  for (let row = 1; row < rows.length; row += 1)
    sharpness += ((rows[row] as number) - (rows[row - 1] as number)) ** 2;
  return sharpness;
}

function radiansOf(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
