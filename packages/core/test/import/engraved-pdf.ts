/** PDFs with notes as glyphs, of our own making: piano music in four-four time, a rhombus for each sign. */
import type { Turn } from '@mirubato/domain/scores';
import { pdfOfObjects, streamOf } from './pdf-parts.ts';

export interface EngravedPiece {
  readonly title: string;
  readonly composer: string;
  readonly tempo?: string;
  readonly flats?: number;
  /** Notes one after the other in each bar of the right hand; the left has half as many. */
  readonly notesInBar: number;
  /** Notes above each other. */
  readonly chordSize?: number;
  readonly pageCount?: number;
  /** All of the page written so that it is upright once it is turned by so many degrees clockwise. */
  readonly toBeTurned?: Turn;
}

const SPACE = 5;
const LEFT = 60;
const RIGHT = 540;
const BARS_IN_SYSTEM = 3;
const SYSTEMS_ON_PAGE = 4;

/** Room for clef, key and time signature before the first bar's notes. */
const SIGNS_WIDTH = 84;

/** By their codes in the layout of Adobe's Sonata font. */
const nameByCode = { 38: 'ampersand', 63: 'question', 98: 'b', 52: 'four', 207: 'oe' } as const;
const codeByName = { gClef: 38, fClef: 63, flat: 98, four: 52, head: 207 } as const;

/** Half spaces above the bottom line, of the flats in their order. */
const flatSteps = [4, 7, 3, 6, 2, 5, 1];

export function engravedPdf(piece: EngravedPiece): Buffer {
  const { pageCount = 1 } = piece;
  const firstPage = 6;
  const pages = Array.from({ length: pageCount }, (_, index) => index);
  const codes = Object.entries(nameByCode);
  return pdfOfObjects([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pageCount} /Kids [${pages.map((index) => `${firstPage + index * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>',
    `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 0 /LastChar 255
      /Widths [${Array.from({ length: 256 }, () => 300).join(' ')}] /Resources << >>
      /Encoding << /Type /Encoding /Differences [${codes.map(([code, name]) => `${code} /${name}`).join(' ')}] >>
      /CharProcs << ${codes.map(([, name]) => `/${name} 5 0 R`).join(' ')} >> >>`,
    streamOf('', '300 0 0 -125 300 125 d1 0 0 m 150 125 l 300 0 l 150 -125 l f'),
    ...pages.flatMap((index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [${mediaBoxOf(piece)}] /Contents ${firstPage + index * 2 + 1} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>`,
      streamOf('', `${lyingAs[piece.toBeTurned ?? 0]} cm\n${pageOf(piece, index === 0)}`),
    ]),
  ]);
}

const lyingAs: Readonly<Record<Turn, string>> = {
  0: '1 0 0 1 0 0',
  90: '0 1 -1 0 842 0',
  180: '-1 0 0 -1 595 842',
  270: '0 -1 1 0 0 595',
};

function mediaBoxOf({ toBeTurned = 0 }: EngravedPiece): string {
  return toBeTurned % 180 === 0 ? '0 0 595 842' : '0 0 842 595';
}

function pageOf(piece: EngravedPiece, isFirst: boolean): string {
  const { title, composer, tempo } = piece;
  const tops = Array.from({ length: SYSTEMS_ON_PAGE }, (_, index) => 660 - index * 150);
  return [
    '0.6 w',
    ...(isFirst
      ? [
          words(26, 297 - title.length * 6, 770, title),
          words(12, 430, 730, composer),
          ...(tempo ? [words(12, LEFT, 678, tempo)] : []),
        ]
      : []),
    ...tops.map((top, index) => systemOf(top, piece, isFirst && index === 0)),
  ].join('\n');
}

/** `top` counts from the page's bottom, as all that is drawn does. */
function systemOf(top: number, piece: EngravedPiece, hasTime: boolean): string {
  const { notesInBar } = piece;
  const lower = top - SPACE * 14;
  const first = LEFT + SIGNS_WIDTH;
  const barWidth = (RIGHT - first) / BARS_IN_SYSTEM;
  const bars = Array.from({ length: BARS_IN_SYSTEM }, (_, index) => first + index * barWidth);
  return [
    ...[LEFT, ...bars.slice(1), RIGHT].map((x) => line(x, top, x, lower - SPACE * 4)),
    ...staffOf(top, 'gClef', piece, hasTime),
    ...staffOf(lower, 'fClef', piece, hasTime),
    ...bars.flatMap((x) => [
      ...notesOf(top, x, barWidth, notesInBar, piece),
      ...notesOf(lower, x, barWidth, Math.ceil(notesInBar / 2), piece),
    ]),
  ].join('\n');
}

function staffOf(
  top: number,
  clef: 'gClef' | 'fClef',
  { flats = 0 }: EngravedPiece,
  hasTime: boolean,
): string[] {
  const isTreble = clef === 'gClef';
  return [
    ...[0, 1, 2, 3, 4].map((index) => line(LEFT, top - index * SPACE, RIGHT, top - index * SPACE)),
    sign(clef, LEFT + 5, top, isTreble ? 2 : 6),
    ...flatSteps
      .slice(0, flats)
      .map((step, index) => sign('flat', LEFT + 20 + index * SPACE, top, isTreble ? step : step - 2)),
    ...(hasTime ? [6, 2].map((step) => sign('four', LEFT + 60, top, step)) : []),
  ];
}

function notesOf(
  top: number,
  left: number,
  barWidth: number,
  count: number,
  { chordSize = 1 }: EngravedPiece,
): string[] {
  return Array.from({ length: count }, (_, index) => index).flatMap((index) =>
    Array.from({ length: chordSize }, (_, above) =>
      sign('head', left + 10 + (index * (barWidth - 16)) / count, top, 1 + (index % 5) + above * 2),
    ),
  );
}

/** `step`: half spaces above the staff's bottom line. */
function sign(name: keyof typeof codeByName, x: number, top: number, step: number): string {
  const y = top - SPACE * 4 + (step * SPACE) / 2;
  return `BT /F2 ${SPACE * 4} Tf 1 0 0 1 ${x.toFixed(2)} ${y} Tm (\\${codeByName[name].toString(8).padStart(3, '0')}) Tj ET`;
}

function line(fromX: number, fromY: number, toX: number, toY: number): string {
  return `${fromX.toFixed(2)} ${fromY} m ${toX.toFixed(2)} ${toY} l S`;
}

function words(size: number, x: number, y: number, text: string): string {
  return `BT /F1 ${size} Tf ${x} ${y} Td (${text.replace(/[\\()]/g, '\\$&')}) Tj ET`;
}
