import { describe, expect, it } from 'vitest';
import { type Stand, turnFrom } from './turn.ts';

const fitPage: Stand = {
  page: 2,
  firstPage: 1,
  lastPage: 3,
  scrollTopPx: 0,
  viewHeightPx: 800,
  pageHeightPx: 800,
};
const fitWidth: Stand = { ...fitPage, pageHeightPx: 1700 };

describe('a turn at fit-page', () => {
  it('goes one page on or back', () => {
    expect(turnFrom(fitPage, 'next')).toEqual({ page: 3, at: 'top' });
    expect(turnFrom(fitPage, 'previous')).toEqual({ page: 1, at: 'bottom' });
  });

  it('ends at the first and the last page', () => {
    expect(turnFrom({ ...fitPage, page: 3 }, 'next')).toBeUndefined();
    expect(turnFrom({ ...fitPage, page: 1 }, 'previous')).toBeUndefined();
  });

  it('jumps to the ends', () => {
    expect(turnFrom(fitPage, 'first')).toEqual({ page: 1, at: 'top' });
    expect(turnFrom(fitPage, 'last')).toEqual({ page: 3, at: 'top' });
  });
});

describe('a turn at fit-width', () => {
  it('scrolls through the page before it turns', () => {
    expect(turnFrom(fitWidth, 'next')).toEqual({ page: 2, at: { scrollTopPx: 640 } });
    expect(turnFrom({ ...fitWidth, scrollTopPx: 640 }, 'next')).toEqual({
      page: 2,
      at: { scrollTopPx: 900 },
    });
    expect(turnFrom({ ...fitWidth, scrollTopPx: 900 }, 'next')).toEqual({ page: 3, at: 'top' });
  });

  it('goes back the same way', () => {
    expect(turnFrom({ ...fitWidth, scrollTopPx: 900 }, 'previous')).toEqual({
      page: 2,
      at: { scrollTopPx: 260 },
    });
    expect(turnFrom({ ...fitWidth, scrollTopPx: 260 }, 'previous')).toEqual({
      page: 2,
      at: { scrollTopPx: 0 },
    });
    expect(turnFrom(fitWidth, 'previous')).toEqual({ page: 1, at: 'bottom' });
  });

  it('does not stop for a rest of a few pixels', () => {
    expect(turnFrom({ ...fitWidth, scrollTopPx: 890 }, 'next')).toEqual({ page: 3, at: 'top' });
    expect(turnFrom({ ...fitWidth, scrollTopPx: 10 }, 'previous')).toEqual({ page: 1, at: 'bottom' });
  });
});
