/** What is drawn on a page, as far as the rules of notation ask; points from the page's top left, y downwards. */
import type { MusicSymbol } from './music-symbol.ts';
import type { Box } from './reading.ts';

export interface DrawnGlyph {
  readonly symbol: MusicSymbol;
  /** Left edge. */
  readonly x: number;
  /** Baseline: of a clef the line it names, of an accidental or a notehead its middle. */
  readonly y: number;
  /** Where the next glyph would stand, less `x`. */
  readonly widthPt: number;
  /** The font's size as drawn; music fonts make it the height of a staff. */
  readonly sizePt: number;
  readonly box: Box;
}

export interface HorizontalLine {
  readonly y: number;
  readonly left: number;
  readonly right: number;
}

export interface VerticalLine {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
}

export interface PageDrawing {
  /** From 1. */
  readonly page: number;
  readonly widthPt: number;
  readonly heightPt: number;
  readonly glyphs: readonly DrawnGlyph[];
  readonly horizontals: readonly HorizontalLine[];
  readonly verticals: readonly VerticalLine[];
}
