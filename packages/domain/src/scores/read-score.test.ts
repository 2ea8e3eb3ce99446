import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createPeople, parsePeople } from '../people/people.ts';
import type { HeadingPage, TextLine } from './heading.ts';
import { readScore } from './read-score.ts';

const table = new URL('../../../../resources/people/people.tsv', import.meta.url);
const people = createPeople(parsePeople(readFileSync(table, 'utf8')));

const widthPt = 595;
const staffTopPt = 150;

type Place = 'left' | 'centre' | 'right';

/** A line as an engraver sets it; letters are half as wide as high. */
function line(text: string, place: Place, top: number, fontSizePt = 11): TextLine {
  const width = text.length * fontSizePt * 0.5;
  const x = { left: 30, centre: (widthPt - width) / 2, right: widthPt - 30 - width }[place];
  return { text, page: 1, fontSizePt, box: [x, top, width, fontSizePt] };
}

function read(lines: TextLine[], more: Partial<HeadingPage> = {}) {
  const page: HeadingPage = { number: 1, widthPt, heightPt: 842, staffTopPt, lines, ...more };
  const readings = readScore([page], {}, 'scan0001.pdf', people);
  return Object.fromEntries(Object.entries(readings).map(([field, guess]) => [field, guess.value]));
}

const title = line('Lantern Walk', 'centre', 20, 20);
const brahms = line('Johannes Brahms', 'right', 90);

describe('what stands around a title', () => {
  test.each([
    ['(Come once again)', 'Come once again'],
    ['A winter scene', 'A winter scene'],
  ])('%s below it is its subtitle', (text, subtitle) => {
    expect(read([title, line(text, 'centre', 46, 13), brahms])).toMatchObject({
      title: 'Lantern Walk',
      subtitle,
    });
  });

  test.each([
    'for Violin and Piano',
    'Op. 5',
    'Andante con moto',
    'Words by A. Poet',
    'dedicated to my sister',
  ])('%s is none', (text) => {
    expect(read([title, line(text, 'centre', 46, 13), brahms]).subtitle).toBeUndefined();
  });

  test.each(['II. Adagio', '3. Satz', '1st Movement', 'Finale'])('%s is a movement', (text) => {
    expect(read([line('Sonata in C', 'centre', 20, 20), line(text, 'centre', 46, 13)])).toMatchObject({
      title: 'Sonata in C',
      movement: text,
    });
  });

  test('a numbered piece is meant, not the set that it is from', () => {
    const lines = [
      line('Sechs Gesänge', 'centre', 20, 24),
      line('6 Songs, Op. 6', 'centre', 60, 14),
      line('1. Spanisches Lied', 'centre', 80, 24),
    ];
    expect(read(lines)).toMatchObject({ title: '1. Spanisches Lied', opus: 'Op. 6' });
  });
});

describe('opus', () => {
  test('has the number that stands in a line of its own', () => {
    const lines = [title, line('Opus 16', 'centre', 46, 12), line('N°3', 'centre', 62, 12)];
    expect(read(lines).opus).toBe('Op. 16 No. 3');
  });

  test('is the more exact where it stands twice', () => {
    const lines = [title, line('Opus 16', 'centre', 46, 12), line('Opus 16 n°3', 'right', 100)];
    expect(read(lines).opus).toBe('Op. 16 No. 3');
  });
});

describe('people', () => {
  test('initials are no catalogue of Köchel’s', () => {
    expect(read([title, line('J. K. F. Fischer', 'right', 90)]).composer).toContain('Fischer');
    expect(read([title, line('W. A. Mozart, KV 331', 'right', 90)]).composer).toBe('Wolfgang Amadeus Mozart');
  });

  test('across from the composer stands the poet', () => {
    expect(read([title, line('Petra Winterbach', 'left', 90), brahms]).lyricist).toBe('Petra Winterbach');
    expect(read([title, line('Molto Allegro', 'left', 90), brahms]).lyricist).toBeUndefined();
    expect(read([title, line('Petra Winterbach', 'left', 130), brahms]).lyricist).toBeUndefined();
  });

  test('a folk tune has no composer, whatever is said of where it was found', () => {
    expect(read([title, line('Volksweise, 1460 aufgezeichnet', 'right', 90)]).composer).toBe('Volksweise');
  });
});

describe('instruments', () => {
  const staves = [line('Gesang', 'left', 155, 9), line('Piano', 'left', 200, 9)];

  test('are those of the staves, where the heading names the voice alone', () => {
    expect(read([title, line('Für hohe Stimme', 'centre', 46, 13), ...staves]).instrument).toBe(
      'Voice, Piano',
    );
    expect(read([title, line('(Mezzo-Soprano or Baritone)', 'centre', 46, 13), ...staves]).instrument).toBe(
      'Voice, Piano',
    );
  });

  test('may have a number or a verse beside them', () => {
    const numbered = [line('Voice - verse 1', 'left', 155, 9), line('Violin 2', 'left', 200, 9)];
    expect(read([title, ...numbered]).instrument).toBe('Voice, Violin');
  });
});

describe('the imprint', () => {
  test('stands at the foot', () => {
    const foot = line('Copyright 1925 by Universal Edition A.G., Wien', 'centre', 800, 8);
    expect(read([title, foot])).toMatchObject({ publisher: 'Universal Edition', publishedYear: 1925 });
  });

  test('is no part of a heading', () => {
    expect(read([title, line('Carl Simrock (1810–1870)', 'right', 90)])).not.toHaveProperty('publisher');
    expect(read([title, line('Franz Schubert (1797–1828)', 'right', 90)])).not.toHaveProperty(
      'publishedYear',
    );
  });
});
