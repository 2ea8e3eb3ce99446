/** Tells ink from paper in the picture of a page, whatever the shade of the paper. */
import { type GreyPicture, reducePicture } from './page-picture.ts';

/** Of the paper's level around it; grain stays above. */
const INK_BELOW = 0.83;

/** A thin line that a scanner made grey lies below; so does some grain, which makes no line. */
export const FAINT_INK_BELOW = 0.86;

/** Paper is the lightest of the blocks around a place; hardly any beam or letter is larger than these. */
const BLOCK_PX = 8;
const BLOCKS_AROUND = 4;

/** 1 where there is ink, 0 elsewhere, pixel by pixel. */
export function inkOf(picture: GreyPicture, below = INK_BELOW): Uint8Array {
  return mapAgainstPaper(picture, (grey, paper) => (grey < paper * below ? 1 : 0));
}

/** The same picture on paper of pure white. */
export function whitened(picture: GreyPicture): GreyPicture {
  const data = mapAgainstPaper(picture, (grey, paper) => Math.min(255, (grey * 255) / paper));
  return { ...picture, data };
}

/** @param blockPx 8 suits 150 dpi; paper is looked for within four blocks */
export function mapAgainstPaper(
  picture: GreyPicture,
  change: (grey: number, paper: number) => number,
  blockPx = BLOCK_PX,
): Uint8Array {
  const { width, height, data } = picture;
  const paper = paperLevels(picture, blockPx);
  const changed = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = Math.min(paper.height - 1, Math.floor(y / blockPx)) * paper.width;
    for (let x = 0; x < width; x += 1) {
      const level = paper.data[row + Math.min(paper.width - 1, Math.floor(x / blockPx))] as number;
      changed[y * width + x] = change(data[y * width + x] as number, level);
    }
  }
  return changed;
}

/** For each block of the picture the lightest block around it; never 0. */
function paperLevels(picture: GreyPicture, blockPx: number): GreyPicture {
  const blocks = reducePicture(picture, blockPx);
  const { width, height } = blocks;
  const lightest = (data: Uint8Array, count: number, step: number, place: number, at: number) => {
    let level = 1;
    for (let by = -Math.min(BLOCKS_AROUND, place); by <= Math.min(BLOCKS_AROUND, count - 1 - place); by += 1)
      level = Math.max(level, data[at + by * step] as number);
    return level;
  };
  const across = blocks.data.map((_, at) => lightest(blocks.data, width, 1, at % width, at));
  const data = across.map((_, at) => lightest(across, height, width, Math.floor(at / width), at));
  return { width, height, data };
}
