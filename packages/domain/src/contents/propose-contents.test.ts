import { describe, expect, it } from 'vitest';
import { createPeople } from '../people/people.ts';
import type { TextLine } from '../scores/heading.ts';
import type { Book, BookPage, OutlineItem } from './book.ts';
import { isFrontMatter } from './front-matter.ts';
import { pagesToLookAt } from './printed-contents.ts';
import { findContents, proposeContents } from './propose-contents.ts';

const WIDTH = 595;
const HEIGHT = 842;

const people = createPeople(
  ['Johann Sebastian Bach', 'Christian Petzold', 'Clara Schumann'].map((name) => ({
    name,
    sort: `${name.split(' ').at(-1)}, ${name.split(' ').slice(0, -1).join(' ')}`,
    born: null,
    died: null,
    roles: ['composer'],
    wikidata: null,
    variants: name === 'Johann Sebastian Bach' ? ['J. S. Bach'] : [],
    isNamesake: false,
  })),
);

/** @param x of its middle */
function line(page: number, text: string, y: number, fontSizePt = 11, x = WIDTH / 2): TextLine {
  const width = text.length * fontSizePt * 0.5;
  return { page, text, fontSizePt, box: [x - width / 2, y, width, fontSizePt] };
}

function page(number: number, hasMusic: boolean, lines: TextLine[] = []): BookPage {
  return { number, widthPt: WIDTH, heightPt: HEIGHT, hasMusic, lines };
}

function music(number: number, title?: string, y = 60): BookPage {
  return page(number, true, [
    ...(title ? [line(number, title, y, 22)] : []),
    line(number, 'la la', 300, 9),
    line(number, 'la', 400, 9),
  ]);
}

function contentsPage(number: number, rows: readonly (readonly [string, string])[]): BookPage {
  return page(number, false, [
    line(number, 'Contents', 60, 18),
    ...rows.flatMap(([text, printed], index) => {
      const y = 120 + index * 20;
      const words = { ...line(number, text, y), box: [60, y, text.length * 5, 11] as const };
      return printed ? [words, line(number, printed, y, 11, 530)] : [words];
    }),
  ]);
}

function book(pages: BookPage[], more: Partial<Book> = {}): Book {
  return { pageCount: pages.length, pages, outline: [], pageLabels: [], ...more };
}

const item = (title: string, page: number | null, items: OutlineItem[] = []) => ({ title, page, items });

function proposed(given: Book) {
  const found = findContents(given);
  return found && proposeContents(found, people);
}

const ranges = (given: Book) =>
  proposed(given)?.items.map(({ title, firstPage, lastPage }) => [title, firstPage, lastPage]);

const recognised = (lines: readonly TextLine[]) => lines.map((each) => ({ ...each, confidence: 0.9 }));

/** A scan: pages of music are not looked at, but for those given. */
function scan(
  rows: readonly (readonly [string, string])[],
  looked: Record<number, TextLine[]>,
  heading = true,
): Book {
  const [title, ...others] = contentsPage(2, rows).lines;
  const lines = recognised(heading && title ? [title, ...others] : others);
  const pages = Array.from({ length: 12 }, (_, index) => {
    const number = index + 1;
    const seen = looked[number];
    return {
      ...page(number, number > 2, seen && recognised(seen)),
      hasMusic: number <= 2 ? false : seen ? true : null,
    };
  });
  pages[1] = { ...page(2, false, lines), hasMusic: false };
  return book(pages);
}

describe('the pieces of a scanned book', () => {
  const rows = [
    ['Minuet in G', '5'],
    ['March in D', '7'],
    ['Polonaise', '8'],
    ['Romance', '11'],
  ] as const;

  it('7.53 are less sure than those of a text layer, and end where the book does', () => {
    const given = scan(rows, { 4: [line(4, 'Minuet in G', 60, 22)], 10: [line(10, '11', 20, 9, 540)] });
    expect(proposed(given)?.items).toMatchObject([
      { title: 'Minuet in G', firstPage: 4, lastPage: 5, confidence: 0.8 },
      { title: 'March in D', firstPage: 6, lastPage: 6, confidence: 0.6 },
      { title: 'Polonaise', firstPage: 7, lastPage: 9, confidence: 0.6 },
      { title: 'Romance', firstPage: 10, lastPage: 12, confidence: 0.6 },
    ]);
  });

  it('7.53 ask for the pages where the first and the last begin, until both bear out the numbers', () => {
    const first = { 3: [line(3, 'Album', 60, 22)] };
    expect(pagesToLookAt(scan(rows, first)).slice(0, 2)).toEqual([9, 6]);
    const [title, number] = [line(4, 'Minuet in G', 60, 22), line(10, '11', 20, 9, 540)];
    expect(pagesToLookAt(scan(rows, { ...first, 4: [title] }))[0]).toBe(10);
    expect(pagesToLookAt(scan(rows, { ...first, 4: [title], 10: [number] }))).toEqual([]);
    expect(pagesToLookAt(book([page(1, false), music(2), music(3), music(4)]))).toEqual([]);
  });

  it('7.54 whose number breaks the order or cannot be read are placed by their title, or left out', () => {
    const broken = rows.map(([title, number]) => [title, title === 'March in D' ? '71' : number] as const);
    const unreadable = rows.map(([title, number]) => [title, title === 'March in D' ? '?' : number] as const);
    const looked = { 4: [line(4, 'Minuet in G', 60, 22)], 10: [line(10, 'Romance', 60, 22)] };
    for (const each of [broken, unreadable]) {
      expect(pagesToLookAt(scan(each, looked))).toEqual([5, 6, 7]);
      expect(ranges(scan(each, looked))?.map(([title]) => title)).toEqual([
        'Minuet in G',
        'Polonaise',
        'Romance',
      ]);
      const found = scan(each, { ...looked, 6: [line(6, 'March in D', 60, 22)] });
      expect(ranges(found)?.[1]).toEqual(['March in D', 6, 6]);
    }
  });

  it('7.54 are none where a table has no heading and nothing bears out its numbers', () => {
    const table = [...rows, ['Sarabande', '12']] as const;
    const seen = { 4: [line(4, 'Allegro', 60, 22)] };
    expect(findContents(scan(table, seen, false))).toBeUndefined();
    expect(ranges(scan(table, { 4: [line(4, 'Minuet in G', 60, 22)] }, false))).toHaveLength(5);
  });

  it('7.54 have a number that their title has run into', () => {
    const long = 'The long title of the third piece of this album, which leads up to its number';
    const given = scan(rows, { 4: [line(4, 'Minuet in G', 60, 22)] });
    const joined = { ...line(2, `${long} 8`, 160), box: [60, 160, 473, 11] as const, confidence: 0.9 };
    const lines = given.pages[1]?.lines.filter(({ box }) => box[1] !== 160) ?? [];
    const changed = given.pages.map((each) =>
      each.number === 2 ? { ...each, lines: [...lines, joined] } : each,
    );
    expect(ranges({ ...given, pages: changed })?.[2]).toEqual([long, 7, 9]);
  });
});

describe('the pieces of a book', () => {
  const pages = [page(1, false), page(2, false), ...[3, 4, 5, 6, 7, 8].map((number) => music(number))];

  it('are those of its outline, without what is no piece, and with what stands over them', () => {
    const outline = [
      item('Cover', 1),
      item('Table of Contents', 2),
      item('Clara Schumann', 3, [item('Romance, Op. 11 No. 1', 3), item('Soirée', 5)]),
      item('Bach: Prelude in C', 7),
    ];
    expect(proposed(book(pages, { outline }))).toMatchObject({
      source: 'outline',
      items: [
        {
          title: 'Romance, Op. 11 No. 1',
          composer: 'Clara Schumann',
          opus: 'Op. 11 No. 1',
          firstPage: 3,
          lastPage: 4,
        },
        { title: 'Soirée', composer: 'Clara Schumann', opus: null, firstPage: 5, lastPage: 6 },
        { title: 'Prelude in C', composer: 'Johann Sebastian Bach', firstPage: 7, lastPage: 8 },
      ],
    });
  });

  it('are none where the outline names the movements of one', () => {
    const movements = [item('I. Allegro con brio', 3), item('II. Adagio', 5), item('III. Rondo', 7)];
    expect(findContents(book(pages, { outline: movements }))).toBeUndefined();
    expect(findContents(book(pages, { outline: [item('Sonata', 3, movements)] }))).toBeUndefined();
    const two = [item('First Sonata', 3, movements), item('Second Sonata', 6, movements)];
    expect(ranges(book(pages, { outline: two }))).toEqual([
      ['First Sonata', 3, 5],
      ['Second Sonata', 6, 8],
    ]);
  });

  it('are those of a printed page of contents, which counts from another page than the PDF', () => {
    const given = book([
      page(1, false, [line(1, 'Album for the Young', 200, 30)]),
      contentsPage(2, [
        ['J. S. Bach', ''],
        ['Minuet in G', '1'],
        ['March in D', '2'],
        ['Polonaise (Petzold)', '4'],
        ['Clara Schumann', ''],
        ['1. Little Waltz', '6'],
      ]),
      page(3, false),
      music(4, 'Minuet in G'),
      music(5, 'March in D'),
      music(6),
      music(7, 'Polonaise'),
      music(8),
      music(9, 'Little Waltz'),
      page(10, false, [line(10, 'More from this house', 100)]),
    ]);
    expect(ranges(given)).toEqual([
      ['Minuet in G', 4, 4],
      ['March in D', 5, 6],
      ['Polonaise', 7, 8],
      ['Little Waltz', 9, 9],
    ]);
    expect(proposed(given)?.items.map(({ composer }) => composer)).toEqual([
      'Johann Sebastian Bach',
      'Johann Sebastian Bach',
      'Christian Petzold',
      'Clara Schumann',
    ]);
  });

  it('stand where the numbers on the pages say when no title is found, as in a scan', () => {
    const numbered = [5, 6, 7, 8, 9, 10].map((number) =>
      page(number, false, [line(number, String(number - 2), 820, 9)]),
    );
    const given = book([
      page(1, false),
      page(2, false),
      contentsPage(3, [
        ['Evening Song', '3'],
        ['Morning Song', '5'],
        ['Night Song', '8'],
      ]),
      page(4, false),
      ...numbered,
    ]);
    expect(ranges(given)).toEqual([
      ['Evening Song', 5, 6],
      ['Morning Song', 7, 9],
      ['Night Song', 10, 10],
    ]);
  });

  it('share a page where one begins below the end of another', () => {
    const given = book([
      contentsPage(1, [
        ['First Dance', '2'],
        ['Second Dance', '3'],
      ]),
      music(2, 'First Dance'),
      music(3, 'Second Dance', 500),
      music(4),
    ]);
    expect(ranges(given)).toEqual([
      ['First Dance', 2, 3],
      ['Second Dance', 3, 4],
    ]);
  });

  it('7.51 have their composer from a column beside the title, and not their number in the book', () => {
    const row = (y: number, order: string, title: string, composer: string, printed: string) => [
      line(1, order, y, 11, 50),
      { ...line(1, title, y), box: [70, y, title.length * 5, 11] as const },
      line(1, composer, y, 11, 380),
      line(1, printed, y, 11, 530),
    ];
    const given = book([
      page(1, false, [
        line(1, 'Contents', 60, 18),
        line(1, 'For beginners', 90),
        ...row(120, '1', 'Minuet', 'Christian Petzold', '2'),
        ...row(140, '2', 'Romance', 'Clara Schumann', '3'),
      ]),
      music(2, 'Minuet'),
      music(3, 'Romance'),
      music(4),
    ]);
    expect(proposed(given)?.items).toMatchObject([
      { title: 'Minuet', composer: 'Christian Petzold', firstPage: 2 },
      { title: 'Romance', composer: 'Clara Schumann', firstPage: 3 },
    ]);
  });

  it('are told by the titles above the music where nothing else tells them', () => {
    const given = book([
      music(1, 'Morning Prayer'),
      music(2),
      music(3, 'Winter Morning'),
      music(4, 'The Little Horseman'),
    ]);
    expect(proposed(given)).toMatchObject({ source: 'headings' });
    expect(ranges(given)).toEqual([
      ['Morning Prayer', 1, 2],
      ['Winter Morning', 3, 3],
      ['The Little Horseman', 4, 4],
    ]);
  });

  it('are none in a score of one: a running head, its parts, a short one', () => {
    const head = (number: number) => music(number, 'Nocturne');
    expect(findContents(book([head(1), head(2), head(3), head(4), head(5)]))).toBeUndefined();
    expect(findContents(book([head(1), music(2), head(3), music(4)]))).toBeUndefined();
    expect(findContents(book([music(1, 'One'), music(2, 'Two'), music(3, 'Three')]))).toBeUndefined();
    expect(findContents(book([music(1, 'Nocturne'), music(2), music(3), music(4)]))).toBeUndefined();
  });

  it('are none on a page of words with numbers that lead nowhere', () => {
    const given = book([
      contentsPage(1, [
        ['Premiered in Leipzig', '812'],
        ['Printed in Bonn', '843'],
      ]),
      music(2),
      music(3),
      music(4),
    ]);
    expect(findContents(given)).toBeUndefined();
  });
});

it('knows what is no piece in several languages', () => {
  for (const text of [
    'Table of Contents',
    'Inhaltsverzeichnis',
    'Table des matières',
    'Preface',
    'Vorwort II',
  ])
    expect(isFrontMatter(text), text).toBe(true);
  for (const text of ['Prelude', 'Introduction and Allegro', 'Das Vorwort des Hirten', 'Op. 3'])
    expect(isFrontMatter(text), text).toBe(false);
});
