/** Where a turn leads: pages, and at fit-width the stretch of the page first. Pure, in CSS pixels. */

export type Turn = 'next' | 'previous' | 'first' | 'last';

/** What is seen: the page, how far it is scrolled, and how much of it fits. */
export interface Stand {
  readonly page: number;
  readonly firstPage: number;
  readonly lastPage: number;
  readonly scrollTopPx: number;
  readonly viewHeightPx: number;
  readonly pageHeightPx: number;
}

export interface Target {
  readonly page: number;
  /** Where the page stands after the turn. */
  readonly at: 'top' | 'bottom' | { readonly scrollTopPx: number };
}

/** Part of the view that one step scrolls: what was the last system stays in sight as the first. */
const STEP_SHARE = 0.8;

/** Less than this beyond the edge is a rounding rest or a page's margin, not music worth a step of its own. */
const REST_PX = 24;

/** The place a turn leads to, or undefined where there is nowhere further to go. */
export function turnFrom(stand: Stand, turn: Turn): Target | undefined {
  const { page, firstPage, lastPage, scrollTopPx, viewHeightPx, pageHeightPx } = stand;
  const lowestPx = Math.max(0, pageHeightPx - viewHeightPx);
  const stepPx = viewHeightPx * STEP_SHARE;
  switch (turn) {
    case 'first':
      return { page: firstPage, at: 'top' };
    case 'last':
      return { page: lastPage, at: 'top' };
    case 'next':
      if (scrollTopPx < lowestPx - REST_PX) {
        return { page, at: { scrollTopPx: Math.min(lowestPx, scrollTopPx + stepPx) } };
      }
      return page < lastPage ? { page: page + 1, at: 'top' } : undefined;
    case 'previous':
      if (scrollTopPx > REST_PX) return { page, at: { scrollTopPx: Math.max(0, scrollTopPx - stepPx) } };
      return page > firstPage ? { page: page - 1, at: 'bottom' } : undefined;
  }
}
