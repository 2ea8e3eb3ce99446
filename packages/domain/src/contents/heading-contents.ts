/** Pieces out of the titles above the music, where a book says nothing else. */

import { findCatalogueNumber } from '../scores/catalogue.ts';
import type { TextLine } from '../scores/heading.ts';
import type { Book, BookPage, FoundContents } from './book.ts';
import { isPartOfPiece } from './outline-contents.ts';
import { titleWords } from './title-words.ts';

/** As a part of the page's width, off its middle. */
const CENTRED_WITHIN = 0.06;

/** As a part of the size of the first piece's title. */
const SAME_SIZE = [0.9, 1.15] as const;

/** Between two titles of one page stands music; nearer lines belong to one heading. */
const APART_PT = 90;

/** As a part of the page's height. */
const AT_TOP_WITHIN = 0.3;

/** Words at the head of so many pages are a running head. */
const RUNNING = 3;

const CONFIDENCE = 0.6;

export function headingContents({ pages }: Book): FoundContents | undefined {
  // A title that was not seen would lie within the piece before it.
  if (pages.some(({ hasMusic }) => hasMusic === null)) return undefined;
  const music = pages.filter(({ hasMusic }) => hasMusic);
  const [first] = music;
  const size = first && titleSize(first);
  if (!size) return undefined;
  const titles = music.flatMap((page) =>
    page.lines
      .filter((line) => isTitleLike(line, page))
      .filter(({ fontSizePt }) => fontSizePt >= size * SAME_SIZE[0] && fontSizePt <= size * SAME_SIZE[1]),
  );
  const counts = Map.groupBy(titles, keyOf);
  const pieces = joined(titles).filter((line) => (counts.get(keyOf(line))?.length ?? 0) < RUNNING);
  // Parts of one piece have one title, and so has a piece that says it again.
  if (new Set(pieces.map(keyOf)).size < 2 || pieces[0]?.page !== first.number) return undefined;
  // Of two lines one may be a dedication, or a verse behind the music.
  const areAtTop = pieces.every(({ box }) => box[1] < first.heightPt * AT_TOP_WITHIN);
  const isOnePage = pieces.every(({ page }) => page === first.number);
  if (isOnePage || (pieces.length === 2 && !areAtTop)) return undefined;
  return {
    source: 'headings',
    pieces: pieces.map(({ text, page }) => ({ text, heading: null, page, confidence: CONFIDENCE })),
  };
}

function titleSize(page: BookPage): number | undefined {
  const sizes = page.lines
    .filter((line) => isTitleLike(line, page) && line.box[1] < page.heightPt * 0.3)
    .map(({ fontSizePt }) => fontSizePt);
  const size = Math.max(0, ...sizes);
  const others = page.lines.map(({ fontSizePt }) => fontSizePt).sort((a, b) => a - b);
  const usual = others[Math.floor(others.length / 2)] ?? 0;
  return size > usual * 1.2 ? size : undefined;
}

function isTitleLike({ text, box }: TextLine, { widthPt }: BookPage): boolean {
  const isCentred = Math.abs(box[0] + box[2] / 2 - widthPt / 2) < widthPt * CENTRED_WITHIN;
  return isCentred && /\p{L}{3}/u.test(text) && !isPartOfPiece(text);
}

/** A title of two lines is one. */
function joined(lines: readonly TextLine[]): TextLine[] {
  const titles: TextLine[] = [];
  for (const line of lines) {
    const above = titles.at(-1);
    const gap = above && above.page === line.page ? line.box[1] - above.box[1] - above.box[3] : undefined;
    const isNumber = findCatalogueNumber(line.text) !== undefined && titleWords(line.text).length <= 4;
    if (above && gap !== undefined && gap < line.fontSizePt * 1.2)
      titles[titles.length - 1] = isNumber
        ? { ...above, box: line.box, text: `${above.text}, ${line.text}` }
        : { ...above, box: line.box, text: `${above.text} ${line.text}` };
    else if (gap === undefined || gap > APART_PT) titles.push(line);
  }
  return titles;
}

function keyOf({ text }: TextLine): string {
  return titleWords(text).join(' ');
}
