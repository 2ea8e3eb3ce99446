/** Reads the pages' texts, and of the first pages where their words and staves stand. */
import { type BookPage, MIN_BOOK_PAGES } from '@mirubato/domain/contents';
import {
  type HeadingPage,
  type Notation,
  type PageDrawing,
  readNotation,
  type TextLine,
  type TurnedPage,
  topOfMusic,
  turnOfPage,
} from '@mirubato/domain/scores';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFOperatorList, TextItem } from 'pdfjs-dist/types/src/display/api.js';
import { cutText } from './cut-text.ts';
import { needsRecognition } from './needs-recognition.ts';
import { readDrawing } from './pdf-glyphs.ts';
import { isMusicFont, linesOf, textOf } from './pdf-lines.ts';
import type { PdfPageText, RecognisedPageTurn } from './pdf-reading.ts';
import { createSymbolFont, type PdfFont, type SymbolFont } from './pdf-symbol-font.ts';
import { createRecognition, type Recognition } from './recognise-page.ts';
import type { FrontPage } from './scanned-contents.ts';

/** A complete opera in full score has about 500 pages; beyond lie books, whose text nobody looks for here. */
export const MAX_TEXT_PAGES = 500;

/** Some two thousand pages of lyrics; keeps the derived file and the search index small. */
export const MAX_TEXT_CHARACTERS = 2_000_000;

/** A page full of small print has 200; what is guessed from them is guessed outside the thread, without a limit. */
const MAX_HEADING_LINES = 2000;

/** A title stands on page 1, or behind a cover and an empty page. */
const HEADING_PAGES = 3;

/** So many characters of a music font are more than a sign within words. */
const MIN_MUSIC_CHARACTERS = 5;

/** So many pages of music say what there is to play; each costs its whole drawing. */
const NOTE_PAGES = 2;

/** A crowded page of piano music has 6,000; the next one of a larger drawing is not looked at for its notes. */
const MAX_OPERATORS_FOR_NOTES = 20_000;

/** Font names cost a page's whole drawing; after so many pages all fonts have been seen or will not be. */
const MAX_FONT_LOOKUPS = 12;

export interface PageReadings {
  readonly pages: PdfPageText[];
  readonly headingPages: HeadingPage[];
  /** Null where no page looked at has a staff. */
  readonly notation: Notation | null;
  readonly recognisedPages: RecognisedPageTurn[];
  readonly turnedPages: TurnedPage[];
  /** Characters of words in the text layer, of all pages. */
  readonly layerCharacters: number;
  /** Empty for a document too short to hold several pieces. */
  readonly bookPages: BookPage[];
  /** The heading pages of such a document that were recognised, to go on from. */
  readonly frontPages: FrontPage[];
  readonly recognition: Recognition;
}

/** `languages` are those of words in pictures; `timeoutMs` is what the thread has for all, by the clock. */
export async function readPages(
  document: PDFDocumentProxy,
  languages: readonly string[],
  timeoutMs?: number,
): Promise<PageReadings> {
  const recognition = createRecognition(languages, timeoutMs);
  const recognisedPages: RecognisedPageTurn[] = [];
  const turnedPages: TurnedPage[] = [];
  let layerCharacters = 0;
  const pages: PdfPageText[] = [];
  const headingPages: HeadingPage[] = [];
  const drawings: PageDrawing[] = [];
  const bookPages: BookPage[] = [];
  const frontPages: FrontPage[] = [];
  const isBook = document.numPages >= MIN_BOOK_PAGES;
  const isMusicByFont = new Map<string, boolean>();
  const isMusic = (fontName: string) => isMusicByFont.get(fontName) ?? false;
  const symbolFonts = new Map<string, SymbolFont>();
  let lookups = 0;
  const notePages: number[] = [];
  let operatorsOfNotes = 0;
  let characters = 0;
  for (let number = 1; number <= Math.min(document.numPages, MAX_TEXT_PAGES); number += 1) {
    const page = await document.getPage(number);
    const items = characters < MAX_TEXT_CHARACTERS ? await textItems(page) : [];
    const shown = page.getViewport({ scale: 1 });
    const turn = turnOfPage(items, shown.transform);
    const viewport = page.getViewport({ scale: 1, rotation: page.rotate + turn });
    const { width: widthPt, height: heightPt } = viewport;
    if (turn !== 0) turnedPages.push({ number, turn, widthPt, heightPt });
    let lines: TextLine[] = [];
    let hasMusic: boolean | null = false;
    if (characters < MAX_TEXT_CHARACTERS) {
      const wantsHeading =
        number <= HEADING_PAGES && !headingPages.some(({ staffTopPt }) => staffTopPt !== null);
      const hasNewFont = items.some(({ fontName }) => !isMusicByFont.has(fontName));
      const wantsNotes =
        notePages.at(-1) === number - 1 &&
        notePages.length < NOTE_PAGES &&
        operatorsOfNotes <= MAX_OPERATORS_FOR_NOTES;
      const operators =
        wantsHeading || wantsNotes || (hasNewFont && lookups++ < MAX_FONT_LOOKUPS)
          ? await page.getOperatorList()
          : null;
      let drawing: PageDrawing | undefined;
      if (operators) {
        await learnFonts(page, operators, isMusicByFont, symbolFonts);
        drawing = readDrawing(operators, symbolFonts, viewport, number);
        drawings.push(drawing);
        if (drawing.glyphs.some(({ symbol }) => symbol.startsWith('notehead'))) notePages.push(number);
        operatorsOfNotes = operators.fnArray.length;
      }
      lines = linesOf(items, viewport, number, isMusic);
      hasMusic = countMusicCharacters(items, isMusic) >= MIN_MUSIC_CHARACTERS;
      layerCharacters += countWordCharacters(lines);
      if (wantsHeading && operators) {
        const recognised = needsRecognition(operators, viewport, lines)
          ? await recognition.recognise(page, number, { turn, isOfBook: isBook })
          : undefined;
        if (recognised) {
          recognisedPages.push({ number, widthPt, heightPt, skew: recognised.skew });
          if (isBook)
            frontPages.push({ number, staffTopPt: recognised.staffTopPt, unread: recognised.unread });
          lines = [...lines, ...recognised.lines].sort((a, b) => a.box[1] + a.box[3] - b.box[1] - b.box[3]);
        }
        headingPages.push({
          number,
          widthPt: recognised?.widthPt ?? widthPt,
          heightPt,
          staffTopPt: recognised?.staffTopPt ?? (drawing ? topOfMusic(drawing) : null),
          lines: lines.slice(0, MAX_HEADING_LINES),
        });
        hasMusic ||= headingPages.at(-1)?.staffTopPt !== null;
      } else if (frontPages.length > 0 && lines.length === 0) hasMusic = null;
    }
    if (isBook) bookPages.push({ number, widthPt, heightPt, hasMusic, lines });
    const text = cutText(textOf(lines), MAX_TEXT_CHARACTERS - characters);
    characters += text.length;
    pages.push({ widthPt: shown.width, heightPt: shown.height, text });
    page.cleanup();
  }
  return {
    pages,
    headingPages,
    notation: readNotation(
      drawings,
      headingPages.flatMap((page) => page.lines),
    ),
    recognisedPages,
    turnedPages,
    layerCharacters,
    bookPages,
    frontPages,
    recognition,
  };
}

async function textItems(page: PDFPageProxy): Promise<TextItem[]> {
  const { items } = await page.getTextContent();
  return items.filter((item): item is TextItem => 'str' in item && item.str !== '');
}

/** Fonts arrive after the operators that need them, so they are waited for; what no operator needs never comes. */
async function learnFonts(
  page: PDFPageProxy,
  { fnArray, argsArray }: PDFOperatorList,
  isMusicByFont: Map<string, boolean>,
  symbolFonts: Map<string, SymbolFont>,
): Promise<void> {
  for (const [index, operator] of fnArray.entries()) {
    if (operator !== OPS.setFont) continue;
    const fontName = argsArray[index][0] as string;
    if (isMusicByFont.has(fontName)) continue;
    const font = await new Promise<PdfFont | null>((resolve) => page.commonObjs.get(fontName, resolve));
    isMusicByFont.set(fontName, isMusicFont(font?.name ?? ''));
    if (font) symbolFonts.set(fontName, createSymbolFont(font));
  }
}

function countMusicCharacters(items: readonly TextItem[], isMusic: (fontName: string) => boolean): number {
  const music = items.filter(({ fontName }) => isMusic(fontName)).map(({ str }) => str.replace(/\s/g, ''));
  return music.reduce((count, { length }) => count + length, 0);
}

function countWordCharacters(lines: readonly TextLine[]): number {
  return textOf(lines).replace(/[\s\d]/g, '').length;
}
