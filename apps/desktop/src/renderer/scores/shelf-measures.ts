/** Sizes of the shelf in CSS pixels; scores.css has the same. */

const MIN_CARD_WIDTH_PX = 168;
const GAP_PX = 24;

/** Most scores are A4 or letter upright; this is between the two, so both are cut a little. */
const PAGE_PROPORTION = 1.34;

/** Two lines of title, one of composer, and the space between them and the picture. */
const CARD_TEXT_PX = 72;

export const tableMeasures = { columns: 1, rowHeightPx: 60, ariaColumns: 7 } as const;

export function gridMeasures(widthPx: number): { columns: number; rowHeightPx: number } {
  const columns = Math.max(2, Math.floor((widthPx + GAP_PX) / (MIN_CARD_WIDTH_PX + GAP_PX)));
  const cardWidthPx = (widthPx - GAP_PX * (columns - 1)) / columns;
  return { columns, rowHeightPx: Math.round(cardWidthPx * PAGE_PROPORTION) + CARD_TEXT_PX + GAP_PX };
}
