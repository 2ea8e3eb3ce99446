import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPeople, parsePeople } from '../people/people.ts';
import { guessHeading, type HeadingPage, joinLetterSpaced, parseFileName, type TextLine } from './heading.ts';

const table = new URL('../../../../resources/people/people.tsv', import.meta.url);
const people = createPeople(parsePeople(readFileSync(table, 'utf8')));

const guessed = (pages: readonly HeadingPage[], metadata: object, fileName: string) =>
  guessHeading(pages, metadata, fileName, people);

const widthPt = 595;

/** A line as an engraver sets it; letters are half as wide as high. */
function line(text: string, place: 'left' | 'centre' | 'right', top: number, fontSizePt = 11): TextLine {
  const width = text.length * fontSizePt * 0.5;
  const x = { left: 30, centre: (widthPt - width) / 2, right: widthPt - 30 - width }[place];
  return { text, page: 1, fontSizePt, box: [x, top, width, fontSizePt] };
}

function page(lines: TextLine[], staffTopPt: number | null = 150, number = 1): HeadingPage {
  return {
    number,
    widthPt,
    heightPt: 842,
    staffTopPt,
    lines: lines.map((each) => ({ ...each, page: number })),
  };
}

function headingOf(lines: TextLine[], metadata = {}, fileName = 'scan0001.pdf') {
  const { title, composer } = guessed([page(lines)], metadata, fileName);
  return { title: title?.value ?? null, composer: composer?.value ?? null };
}

const title = line('Lantern Walk', 'centre', 20, 20);

describe('the title', () => {
  test('is what stands largest in the middle above the first staff', () => {
    const guess = guessed(
      [
        page([
          title,
          line('A study', 'centre', 45, 13),
          line('Largo', 'left', 140),
          line('Huge word', 'centre', 300, 40),
        ]),
      ],
      {},
      'scan0001.pdf',
    ).title;
    expect(guess).toMatchObject({ value: 'Lantern Walk', source: 'page' });
    expect(guess?.evidence).toEqual({ page: 1, box: title.box });
    expect(guess?.confidence).toBeGreaterThan(0.7);
  });

  test('may take two lines', () => {
    const lines = [
      line('Variations on a Theme', 'centre', 20, 20),
      line('by a Lantern Maker', 'centre', 44, 20),
    ];
    expect(headingOf([...lines.slice(0, 1), line('of a Lantern Maker', 'centre', 44, 20)]).title).toBe(
      'Variations on a Theme of a Lantern Maker',
    );
    expect(headingOf(lines).title).toBe('Variations on a Theme');
  });

  test('is neither an instrument, a tempo, an opus, chords nor a placeholder', () => {
    for (const other of ['Violin I', 'Full Score', 'Allegro', 'Op. 12 No. 3', 'Title', 'Page 2']) {
      expect(headingOf([title, line(other, 'left', 20, 20)]).title).toBe('Lantern Walk');
    }
    expect(headingOf([line('Am D/A G7', 'centre', 130, 12)], {}, 'Lantern Walk.pdf').title).toBe(
      'Lantern Walk',
    );
  });

  test('is said without quotation marks and the marks of footnotes', () => {
    for (const printed of ['“Lantern Walk”', 'Lantern Walk¹', 'Lantern Walk*', '¹Lantern Walkª'])
      expect(headingOf([line(printed, 'centre', 20, 20)]).title).toBe('Lantern Walk');
    expect(headingOf([line('Suite 1ª', 'centre', 20, 20)]).title).toBe('Suite 1ª');
    expect(headingOf([line('***', 'centre', 20, 20)], {}, 'Lantern Walk.pdf').title).toBe('Lantern Walk');
  });

  test('is not a row of chords, however large', () => {
    expect(headingOf([line('Em G#° A', 'centre', 130, 20)], {}, 'Lantern Walk.pdf').title).toBe(
      'Lantern Walk',
    );
  });

  test('on a cover goes before the heading of the first movement', () => {
    const cover = page(
      [line('Six Lanterns', 'centre', 300, 30), line('Fanny Hensel', 'centre', 400, 18)],
      null,
      1,
    );
    const music = page([line('I. Walk', 'centre', 20, 16)], 100, 2);
    expect(guessed([cover, music], {}, 'a.pdf').title).toMatchObject({
      value: 'Six Lanterns',
      evidence: { page: 1 },
    });
  });

  test('on the second page is found behind a page of prose', () => {
    const prose = page(
      Array.from({ length: 40 }, (_, row) =>
        line('About this edition and its sources', 'left', 20 + row * 12),
      ),
      null,
      1,
    );
    const guess = guessed([prose, page([title], 100, 2)], {}, 'a.pdf').title;
    expect(guess).toMatchObject({ value: 'Lantern Walk', evidence: { page: 2 } });
  });

  test('is trusted more where metadata or file name say the same, less without a staff', () => {
    const confidence = (pages: HeadingPage[], metadata: object) =>
      guessed(pages, metadata, 'scan0001.pdf').title?.confidence ?? 0;
    const alone = confidence([page([title, line('A study', 'centre', 45, 16)])], {});
    expect(
      confidence([page([title, line('A study', 'centre', 45, 16)])], { title: 'Lantern walk' }),
    ).toBeGreaterThan(alone);
    expect(confidence([page([title, line('A study', 'centre', 45, 16)], null)], {})).toBeLessThan(alone);
  });

  test('comes from metadata, else from the file name, where the page has no words', () => {
    const pages = [page([], null)];
    expect(guessed(pages, { title: 'Lantern Walk' }, 'scan0001.pdf').title).toMatchObject({
      value: 'Lantern Walk',
      source: 'pdf-metadata',
      evidence: null,
    });
    expect(guessed(pages, {}, 'Lantern_Walk.pdf').title).toMatchObject({
      value: 'Lantern Walk',
      source: 'file-name',
    });
    expect(guessed(pages, {}, 'scan0001.pdf').title?.confidence).toBeLessThan(0.1);
  });

  test.each([
    'untitled',
    'Microsoft Word - walk.doc',
    'Finale 2008 - [Walk.MUS]',
    'LilyPond',
    'score',
    'Acrobat Document',
    'C:\\Users\\ida\\walk.mus',
    '/home/ida/walk.ly',
    'walk.mscz',
    'scan0042',
    'Canon iR-ADV C5235',
  ])('is not %s, whatever the metadata say', (junk) => {
    expect(guessed([], { title: junk }, 'Lantern Walk.pdf').title?.value).toBe('Lantern Walk');
  });
});

describe('the composer', () => {
  test.each([
    ['Fanny Hensel', 'Fanny Hensel'],
    ['Fanny Hensel (1805–1847)', 'Fanny Hensel'],
    ['Fanny Hensel (1805-1847), 1841', 'Fanny Hensel'],
    ['Fanny Hensel (ca. 1805--1847?)', 'Fanny Hensel'],
    ['Fanny Hensel, Op. 7', 'Fanny Hensel'],
    ['Fanny Hensel, arr. Max Reger', 'Fanny Hensel'],
    ['Music by Fanny Hensel', 'Fanny Hensel'],
    ['Words and Music by Fanny Hensel', 'Fanny Hensel'],
    ['Musik: Fanny Hensel', 'Fanny Hensel'],
    ['FRANZ SCHUBERT', 'FRANZ SCHUBERT'],
    ['Joseph Küffner', 'Joseph Küffner'],
    ['Семен Гулак-Артемовський (1813—1873)', 'Семен Гулак-Артемовський'],
    ['Ludwig van Beethoven', 'Ludwig van Beethoven'],
    ['Traditional', 'Traditional'],
    ['F.J.Haydn', 'F.J.Haydn'],
  ])('of "%s" at the right is %s', (text, name) => {
    expect(headingOf([title, line(text, 'right', 50)]).composer).toBe(name);
  });

  test.each([
    'arr. Max Reger',
    'Words by Max Reger',
    'Poem: Max Reger',
    'Edited by Max Reger',
    'Op. 7',
    'Allegro',
    'Violin I',
  ])('is not in "%s"', (text) => {
    expect(headingOf([title, line(text, 'right', 50)]).composer).toBeNull();
  });

  test('stands at the right, the poet at the left', () => {
    expect(
      headingOf([title, line('Max Reger', 'left', 50), line('Fanny Hensel', 'right', 50)]).composer,
    ).toBe('Fanny Hensel');
  });

  test('may follow its credit on the next line', () => {
    const lines = ['Words by', 'Max Reger', 'Music by', 'Fanny Hensel'].map((text, row) =>
      line(text, 'right', 50 + row * 13),
    );
    expect(headingOf([title, ...lines]).composer).toBe('Fanny Hensel');
  });

  test.each([
    ...['(n. 1964)', '(N. 1964)', '(b. 1964)', '(born 1964)', '(geb. 1964)', '(* 1964)', '(*12.3.1964)'],
    ...['(né en 1964)', '(née à Lyon en 1964)', '(nato nel 1964)', '(nacido en 1964)', '(f. 1964)'],
    ...['(fl. 1474-1507)', '(†1823)', '(ca. 1560–1625)', '(um 1560–nach 1625)', '(род. 1964)', '(1964年生)'],
    ...['[1797-1828]', ', geb. 1964', '1797?'],
  ])('7.74 who nobody knows is one with living dates beside the name: %s', (dates) => {
    const name = 'Ottavia Quellmann';
    const beside = headingOf([title, line(`${name} ${dates}`, 'right', 60)]);
    expect(beside).toEqual({ title: 'Lantern Walk', composer: name });
    const below = headingOf([title, line(`${name} ${dates}`, 'centre', 60)]);
    expect(below).toEqual({ title: 'Lantern Walk', composer: name });
  });

  test('7.74 a year that says nothing of a life stays what it is', () => {
    for (const text of ['Ottavia Quellmann (3 voci, 1964)', 'Ottavia Quellmann (rev. 1964)'])
      expect(headingOf([title, line(text, 'centre', 60)]).composer, text).toBeNull();
    // Its last letter is no "n." of "nato".
    expect(headingOf([title, line('Louis Couperin 1650', 'right', 60)]).composer).toBe('Louis Couperin');
  });

  test.each([
    'oq@example.org',
    'Ottavia.Quellmann@example.org',
    'www.example.org',
    'Tel. +41 44 123 45 67',
    'E-Mail: oq@example.org',
  ])('7.74 how a name is reached is no part of it and hides nothing: %s', (contact) => {
    const wanted = { title: 'Lantern Walk', composer: 'Ottavia Quellmann' };
    const name = 'Ottavia Quellmann (n. 1964)';
    expect(headingOf([title, line(`${name} – ${contact}`, 'right', 60)])).toEqual(wanted);
    expect(headingOf([title, line(name, 'right', 60), line(contact, 'right', 75)])).toEqual(wanted);
    expect(headingOf([title, line(contact, 'centre', 45, 20), line(name, 'right', 60)])).toEqual(wanted);
  });

  test('is null where nobody is named', () => {
    expect(headingOf([title, line('Andante con moto', 'left', 130)])).toEqual({
      title: 'Lantern Walk',
      composer: null,
    });
  });

  test('comes from metadata and file name where the page is silent', () => {
    expect(headingOf([title], { author: 'Fanny Hensel' }).composer).toBe('Fanny Hensel');
    expect(headingOf([title], { author: 'HP Scanjet' }).composer).toBeNull();
    expect(headingOf([title], {}, 'Chopin - Lantern Walk.pdf').composer).toBe('Chopin');
  });
});

test.each([
  ['R O M A N C E', 'ROMANCE'],
  ['A r r a n gement', 'Arrangement'],
  ['M O O N  S O N G', 'MOON SONG'],
  ['R O M A N C E in F', 'ROMANCE in F'],
  ['s o n g of the moon', 'song of the moon'],
  ['Sonata in A', 'Sonata in A'],
  ['J. S. Bach', 'J. S. Bach'],
])('letters set apart in "%s" are "%s"', (text, joined) => {
  expect(joinLetterSpaced(text)).toBe(joined);
});

test.each([
  ['Chopin - Nocturne in E minor.pdf', 'Nocturne in E minor', 'Chopin'],
  ['Nocturne - Chopin.pdf', 'Nocturne', 'Chopin'],
  ['Hensel, Fanny - Lantern Walk.pdf', 'Lantern Walk', 'Fanny Hensel'],
  ['Lantern Walk.pdf', 'Lantern Walk', null],
  ['IMSLP12345-PMLP67890-Lantern_Walk.pdf', 'Lantern Walk', null],
  ['IMSLP00001-Schubert_-_Lantern_Walk.pdf', 'Lantern Walk', 'Schubert'],
  ['Lantern Walk (2).PDF', 'Lantern Walk', null],
  ['Lantern Walk - Violin.pdf', 'Lantern Walk - Violin', null],
  ['/music/new/Lantern%20Walk.pdf', 'Lantern Walk', null],
])('the file name %s says %s by %s', (fileName, named, composer) => {
  expect(parseFileName(fileName, people)).toMatchObject({ title: named, composer });
});

test('whatever stands on a page, the guesses keep their bounds', () => {
  const anyLine = fc.record({
    text: fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom('by', '(', 'Op.', '1797–', 'A B C', 'score score score'),
    ),
    page: fc.constant(1),
    fontSizePt: fc.double({ min: 0, max: 100, noNaN: true }),
    box: fc.tuple(fc.integer(), fc.integer(), fc.nat(), fc.nat()),
  });
  fc.assert(
    fc.property(
      fc.array(anyLine, { maxLength: 20 }),
      fc.option(fc.nat(842)),
      fc.string(),
      (lines, staffTopPt, name) => {
        for (const guess of Object.values(
          guessed([page(lines as TextLine[], staffTopPt)], { title: name, author: name }, name),
        )) {
          if (guess === null) continue;
          expect(guess.value.trim()).not.toBe('');
          expect(guess.confidence).toBeGreaterThan(0);
          expect(guess.confidence).toBeLessThanOrEqual(1);
        }
      },
    ),
  );
});

test('a long line of repeated words is judged at once', () => {
  const lines = ['score '.repeat(3000), `${'c '.repeat(3000)}1`, `${' '.repeat(5000)}x`].map((text) =>
    line(text, 'centre', 20, 20),
  );
  expect(headingOf([...lines, title]).title).toBe('Lantern Walk');
});
