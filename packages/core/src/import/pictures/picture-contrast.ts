/** Makes paper white and ink dark, whatever light a picture was taken in. */
import type { GreyPicture } from '../page-picture.ts';
import { mapAgainstPaper } from '../picture-ink.ts';

/** Of the paper's level: grain and the print of the page behind lie above, printed ink below; thin lines between. */
const WHITE_FROM = 0.9;
const BLACK_TO = 0.4;

/** Half way from ink to paper, and a little towards paper, since thin staff lines are never quite black. */
const INK_BELOW = 0.75;

/** The blocks within which paper is looked for are parts of the page, not pixels: 1.35 mm of A4. */
const BLOCKS_A_SIDE = 220;

/** Least that a block tells paper by. */
const MIN_BLOCK_PX = 4;

/** Grey levels on white paper. */
export function whiten(picture: GreyPicture): Uint8Array {
  return mapAgainstPaper(picture, levelOf, blockPxOf(picture));
}

/** 0 where there is ink, 255 elsewhere. */
export function blacken(picture: GreyPicture): Uint8Array {
  return mapAgainstPaper(picture, (grey, paper) => (grey < paper * INK_BELOW ? 0 : 255), blockPxOf(picture));
}

function levelOf(grey: number, paper: number): number {
  const level = (grey / paper - BLACK_TO) / (WHITE_FROM - BLACK_TO);
  return level <= 0 ? 0 : level >= 1 ? 255 : Math.round(level * 255);
}

function blockPxOf({ width, height }: GreyPicture): number {
  return Math.max(MIN_BLOCK_PX, Math.round(Math.max(width, height) / BLOCKS_A_SIDE));
}
