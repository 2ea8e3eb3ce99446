/** The rows of a page of contents, each a title with the number of its page. */
import type { TextLine } from '../scores/heading.ts';
import type { BookPage } from './book.ts';

export interface PrintedRow {
  readonly text: string;
  readonly heading: string | null;
  /** As printed; null where a number stands that cannot be read or cannot be right. */
  readonly number: number | null;
}

/** Stands for a number in a picture that cannot be read. */
export const UNREADABLE_NUMBER = '?';

/** Of a letter's size. */
const ALIGNED = 0.5;

type PlacedRow = PrintedRow & { readonly leftPt: number };

/** Rows that end in a number, column after column. */
export function rowsOf({ lines, widthPt }: BookPage): PrintedRow[] {
  const rows = printedRows(partFromNumbers(lines));
  const hasColumns = areInColumns(rows, widthPt);
  const entries: PlacedRow[] = [];
  let heading: string | null = null;
  let open: { text: string; leftPt: number } | undefined;
  for (const row of rows) {
    let above: TextLine | undefined;
    for (const [index, line] of row.entries()) {
      const { words, number } = withNumber(line.text);
      // The number of the piece in the book, before its title.
      if (words === '' && index === 0 && row.length > 2 && !hasColumns) continue;
      if (words !== '') {
        const isBeside = above !== undefined && open !== undefined && !hasColumns;
        const continued = open && (/[,\-–—]$/.test(open.text) || /^\p{Ll}/u.test(words));
        if (open && !continued && !isBeside) heading = open.text;
        const before = isBeside ? `${open?.text} – ` : continued ? `${open?.text} ` : '';
        open = { text: `${before}${words}`, leftPt: open && before ? open.leftPt : line.box[0] };
      }
      above = line;
      if (number === undefined || !open) continue;
      entries.push({ ...open, text: withoutLeader(open.text), heading, number });
      [open, above] = [undefined, undefined];
    }
  }
  const isRight = ({ leftPt }: PlacedRow) => leftPt > widthPt / 2;
  const right = entries.filter(isRight);
  if (right.length < entries.length / 4) return entries;
  return [...entries.filter((entry) => !isRight(entry)), ...right];
}

/** In a picture a long title runs into the number at its right, which ends where other numbers do. */
function partFromNumbers(lines: readonly TextLine[]): TextLine[] {
  const ends = lines.filter(({ text }) => withNumber(text).words === '').map(rightOf);
  return lines.flatMap((line) => {
    const joined =
      line.confidence === undefined ? null : /^(.*\p{L}.*?)[\s.,·•…_-]+(\d{1,3})$/u.exec(line.text);
    const isEnd = (end: number) => Math.abs(end - rightOf(line)) < line.fontSizePt * ALIGNED;
    if (!joined || ends.filter(isEnd).length < 2) return [line];
    const [, words = '', number = ''] = joined;
    const widthPt = (line.box[2] * number.length) / line.text.length;
    const [x, y, width, height] = line.box;
    return [
      { ...line, text: words, box: [x, y, width - widthPt, height] as const },
      { ...line, text: number, box: [x + width - widthPt, y, widthPt, height] as const },
    ];
  });
}

function rightOf({ box }: TextLine): number {
  return box[0] + box[2];
}

/** Numbers end a column in the left half of the page as well. */
function areInColumns(rows: readonly (readonly TextLine[])[], widthPt: number): boolean {
  const ends = rows.flatMap((row) =>
    row.filter(({ text }, index) => index > 0 && withNumber(text).number !== undefined).map(rightOf),
  );
  return ends.filter((end) => end < widthPt * 0.55).length > ends.length / 4;
}

/** From top to bottom, each from left to right. */
function printedRows(lines: readonly TextLine[]): TextLine[][] {
  const rows: TextLine[][] = [];
  const bottom = ({ box }: TextLine) => box[1] + box[3];
  for (const line of [...lines].sort((a, b) => bottom(a) - bottom(b))) {
    const above = rows.at(-1);
    const first = above?.[0];
    if (first && bottom(line) - bottom(first) < line.fontSizePt / 2) above.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.sort((a, b) => a.box[0] - b.box[0]));
}

/** "Minuet . . . . 12" and a number alone; a year or the number of a work within the words is none. */
function withNumber(text: string): { words: string; number: number | null | undefined } {
  if (text === UNREADABLE_NUMBER) return { words: '', number: null };
  const alone = /^(?:p|pp|s|str|pag)?\.?\s*(\d{1,3})$/i.exec(text.replace(/^[\s.·•…_]+/, ''));
  if (alone) return { words: '', number: Number(alone[1]) };
  const led = /^(.*?\p{L}.*?)(?:\s*[.·•…_]{2,}|(?:\s+[.·•…_]){2,}|\s{2,})[\s.·•…_]*(\d{1,3})$/u.exec(text);
  if (led) return { words: clean(led[1] ?? ''), number: Number(led[2]) };
  return { words: clean(text), number: undefined };
}

/** The first dot of a leader stands by the title, and in a picture so does dirt. */
function withoutLeader(text: string): string {
  return text.replace(/[\s:;,_–—-]+$|(?<=\p{L}{5})\.$/u, '');
}

function clean(text: string): string {
  return text
    .replace(/[\s.·•…_]{3,}$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
