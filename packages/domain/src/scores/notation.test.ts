import { describe, expect, test } from 'vitest';
import type { TextLine } from './heading.ts';
import type { MusicSymbol } from './music-symbol.ts';
import { readNotation } from './notation.ts';
import type { DrawnGlyph, HorizontalLine, PageDrawing, VerticalLine } from './page-drawing.ts';

/** Spaces are 5 pt in all of these. */
const SPACE = 5;

describe('staves and systems', () => {
  test('the line at the left joins three staves, and the next two stand alone', () => {
    const tops = [100, 160, 220, 320, 400];
    const joined = { x: 40, top: 100, bottom: 240 };
    expect(stavesOf(page({ staves: tops, verticals: [joined, ...barsOf(320), ...barsOf(400)] }))).toEqual([
      3, 1, 1,
    ]);
  });

  test('bar lines between the staves of a piano join them', () => {
    const between = { x: 300, top: 120, bottom: 160 };
    expect(stavesOf(page({ staves: [100, 160], verticals: [between] }))).toEqual([2]);
  });

  test('without any bar line the distance says what belongs together', () => {
    expect(stavesOf(page({ staves: [100, 150, 250, 300] }))).toEqual([2, 2]);
    expect(stavesOf(page({ staves: [100, 180, 260] }))).toEqual([1, 1, 1]);
  });

  test('a staff drawn bar by bar is one; six lines are a tablature and none', () => {
    const pieces = linesOf(100).flatMap(({ y }) => [
      { y, left: 40, right: 200 },
      { y, left: 200.5, right: 500 },
    ]);
    expect(readNotation([{ ...page({}), horizontals: pieces }], [])?.pages[0]?.systems[0]?.staves[0]).toEqual(
      {
        box: [40, 100, 460, 20],
        spacePt: SPACE,
      },
    );
    const sixth = { y: 125, left: 40, right: 500 };
    expect(readNotation([{ ...page({}), horizontals: [...linesOf(100), sixth] }], [])).toBeNull();
  });
});

describe('key signatures', () => {
  const treble = { symbol: 'clef-g', x: 45, step: 2 } as const;

  test.each([
    ['treble', treble, 'sharp', [8, 5, 9, 6, 3, 7, 4], 7],
    ['treble', treble, 'flat', [4, 7, 3], -3],
    ['bass', { symbol: 'clef-f', x: 45, step: 6 }, 'sharp', [6, 3], 2],
    ['bass', { symbol: 'clef-f', x: 45, step: 6 }, 'flat', [2, 5, 1, 4], -4],
    ['alto', { symbol: 'clef-c', x: 45, step: 4 }, 'sharp', [7, 4, 8], 3],
    ['tenor', { symbol: 'clef-c', x: 45, step: 6 }, 'flat', [5, 8], -2],
  ] as const)('%s clef, %o: %s at %j', (_name, clef, symbol, steps, fifths) => {
    const signs = steps.map((step, index) => ({ symbol, x: 60 + index * 5, step }));
    expect(keyOf([clef, ...signs, { symbol: 'notehead-black', x: 130, step: 4 }])).toBe(fifths);
  });

  test('a sign in both octaves counts once', () => {
    expect(
      keyOf([treble, { symbol: 'sharp', x: 60, step: 8 }, { symbol: 'sharp', x: 65, step: 1 }, ...note(110)]),
    ).toBe(1);
  });

  test('naturals that end an earlier signature do not count', () => {
    expect(
      keyOf([
        treble,
        { symbol: 'natural', x: 60, step: 8 },
        { symbol: 'flat', x: 66, step: 4 },
        ...note(110),
      ]),
    ).toBe(-1);
  });

  test('signs in another order, or on a line that is none, are not understood', () => {
    expect(keyOf([treble, { symbol: 'sharp', x: 60, step: 5 }, ...note(110)])).toBeUndefined();
    expect(keyOf([treble, { symbol: 'sharp', x: 60, step: 8.5 }, ...note(110)])).toBeUndefined();
  });

  test('the first note`s accidental is none', () => {
    const note = { symbol: 'notehead-black', x: 68, step: 8 } as const;
    expect(keyOf([treble, { symbol: 'sharp', x: 62, step: 8 }, note])).toBe(0);
    expect(keyOf([treble, { symbol: 'sharp', x: 100, step: 8 }, { ...note, x: 120 }])).toBe(0);
  });

  test('without a clef, or with nothing after it, nothing is said', () => {
    expect(keyOf([{ symbol: 'sharp', x: 60, step: 8 }, ...note(110)])).toBeUndefined();
    expect(keyOf([treble])).toBeUndefined();
    expect(keyOf([{ symbol: 'clef-percussion', x: 45, step: 4 }, ...note(110)])).toBeUndefined();
  });

  test('mensural signs make the staff one that is not read', () => {
    const notation = readNotation(
      [page({ staves: [100], signs: [[treble, { symbol: 'mensural', x: 70, step: 4 }, ...note(110)]] })],
      [],
    );
    expect(notation).toMatchObject({ clefs: [null], keyFifths: null, timeSignature: null });
  });

  test('a trumpet and a trombone: the one that does not transpose is right, and nobody is sure', () => {
    const sharps = [
      { symbol: 'sharp', x: 60, step: 8 },
      { symbol: 'sharp', x: 65, step: 5 },
    ] as const;
    const bass = { symbol: 'clef-f', x: 45, step: 6 } as const;
    const drawing = page({
      staves: [100, 160],
      signs: [
        [treble, ...sharps, ...note(110)],
        [bass, ...note(110)],
      ],
      verticals: [{ x: 40, top: 100, bottom: 180 }],
    });
    const key = readNotation([drawing], [])?.keyFifths;
    expect(key?.value).toBe(0);
    expect(key?.confidence).toBeLessThan(0.7);
    expect(key?.evidence?.box[1]).toBeGreaterThan(150);
  });
});

describe('time signatures', () => {
  const clef = { symbol: 'clef-g', x: 45, step: 2 } as const;
  const digits = (above: string, below: string, [high, low]: readonly [number, number]) => [
    ...[...above].map((digit, index) => sign(digit, 70 + index * 6, high)),
    ...[...below].map((digit, index) => sign(digit, 70 + index * 6, low)),
  ];

  test.each([
    ['middle of the digits', [6, 2]],
    ['foot of the digits', [4, 0]],
  ] as const)('whether a font draws from the %s', (_name, rows) => {
    expect(timeOf([clef, ...digits('3', '4', rows), ...note(110)])).toBe('3/4');
    expect(timeOf([clef, ...digits('12', '8', rows), ...note(110)])).toBe('12/8');
    expect(timeOf([clef, ...digits('3+2', '8', rows), ...note(110)])).toBe('3+2/8');
  });

  test('C and cut C', () => {
    expect(timeOf([clef, { symbol: 'time-common', x: 70, step: 4 }, ...note(110)])).toBe('4/4');
    expect(timeOf([clef, { symbol: 'time-cut', x: 70, step: 4 }, ...note(110)])).toBe('2/2');
  });

  test('the first of several', () => {
    const second = digits('2', '4', [6, 2]).map((digit) => ({ ...digit, x: digit.x + 14 }));
    expect(timeOf([clef, ...digits('3', '4', [6, 2]), ...second, ...note(110)])).toBe('3/4');
  });

  test('a fingering, a digit after the first note or one alone is none', () => {
    const small = digits('3', '4', [6, 2]).map((digit) => ({ ...digit, sizePt: 11 }));
    expect(timeOf([clef, ...small, ...note(110)])).toBeUndefined();
    expect(timeOf([clef, ...note(60), ...digits('3', '4', [6, 2])])).toBeUndefined();
    expect(timeOf([clef, sign('3', 70, 4), ...note(110)])).toBeUndefined();
    expect(timeOf([clef, ...digits('3', '7', [6, 2]), ...note(110)])).toBeUndefined();
  });
});

describe('tempo', () => {
  const signs: Sign[] = [
    { symbol: 'clef-g', x: 45, step: 2 },
    { symbol: 'time-common', x: 70, step: 4 },
    ...note(110),
  ];
  const drawing = page({ staves: [100], signs: [signs] });

  test.each([
    ['a word for a speed', line('Allegro con brio', 40, 80), 'Allegro con brio'],
    ['any words over the time signature', line('Déclamé', 70, 85), 'Déclamé'],
    ['a text with a movement`s number', line('2. Allº  vivo', 40, 80), 'Allº vivo'],
    ['a metronome mark', line('= 72', 80, 85), '= 72'],
  ] as const)('%s', (_name, text, tempo) => {
    expect(readNotation([drawing], [text])?.tempo).toMatchObject({
      value: tempo,
      source: 'page',
      evidence: { page: 1, box: text.box },
    });
  });

  test('the note of a metronome mark is put before its sign', () => {
    const quarter = { ...glyphOf({ symbol: 'note-quarter', x: 95, step: 0 }, 80), y: 88, sizePt: 11 };
    const dot = { ...quarter, symbol: 'dot' as const, x: 99 };
    const marked = { ...drawing, glyphs: [...drawing.glyphs, quarter, dot] };
    expect(readNotation([marked], [line('Andante (  = 58)', 40, 80)])?.tempo?.value).toBe(
      'Andante (♩. = 58)',
    );
  });

  test.each([
    ['a title', { ...line('Andante', 60, 60), fontSizePt: 24 }],
    ['a word in the middle of the page', line('Allegro', 280, 80)],
    ['how to play', line('Dolce', 70, 85)],
    ['the instrument', line('Violin', 5, 105)],
    ['a line below the staff', line('Allegro', 70, 130)],
    ['a long sentence', line('This is to be played neither slow nor fast but just as you like it', 40, 85)],
  ])('not %s', (_name, text) => {
    expect(readNotation([drawing], [text])?.tempo).toBeNull();
  });

  test('of two lines in one block the upper, and of a speed and a manner the speed', () => {
    expect(
      readNotation([drawing], [line('Etwas langsam', 70, 70), line('Moderato', 70, 82)])?.tempo?.value,
    ).toBe('Etwas langsam');
    expect(readNotation([drawing], [line('Andante', 70, 60), line('Innig', 70, 85)])?.tempo?.value).toBe(
      'Andante',
    );
  });
});

test('notes, accidentals and rests are counted by page', () => {
  const signs = (['notehead-half', 'notehead-black', 'flat', 'double-sharp', 'rest', 'digit-1'] as const).map(
    (symbol, index) => ({ symbol, x: 100 + index * 20, step: 3 }),
  );
  expect(readNotation([page({ staves: [100], signs: [signs] })], [])?.pages).toMatchObject([
    { page: 1, noteheads: 2, accidentals: 2, rests: 1 },
  ]);
  expect(readNotation([page({})], [])).toBeNull();
});

interface Sign {
  readonly symbol: MusicSymbol;
  readonly x: number;
  /** Half spaces above the bottom line. */
  readonly step: number;
  readonly sizePt?: number;
}

function page(drawn: {
  staves?: readonly number[];
  signs?: readonly (readonly Sign[])[];
  verticals?: readonly VerticalLine[];
}): PageDrawing {
  const { staves = [], signs = [], verticals = [] } = drawn;
  return {
    page: 1,
    widthPt: 595,
    heightPt: 842,
    glyphs: signs.flatMap((row, index) => row.map((one) => glyphOf(one, staves[index] ?? 0))),
    horizontals: staves.flatMap(linesOf),
    verticals,
  };
}

function linesOf(top: number): HorizontalLine[] {
  return [0, 1, 2, 3, 4].map((index) => ({ y: top + index * SPACE, left: 40, right: 500 }));
}

function barsOf(top: number): VerticalLine[] {
  return [{ x: 500, top, bottom: top + 4 * SPACE }];
}

function glyphOf({ symbol, x, step, sizePt = SPACE * 4 }: Sign, top: number): DrawnGlyph {
  const y = top + SPACE * 4 - (step * SPACE) / 2;
  return { symbol, x, y, widthPt: symbol.startsWith('clef') ? 12 : 5, sizePt, box: [x, y - 5, 5, 10] };
}

function note(x: number): Sign[] {
  return [{ symbol: 'notehead-black', x, step: 4 }];
}

function sign(character: string, x: number, step: number): Sign {
  return { symbol: character === '+' ? 'time-plus' : (`digit-${character}` as MusicSymbol), x, step };
}

function line(text: string, x: number, y: number): TextLine {
  return { text, page: 1, fontSizePt: 11, box: [x, y, text.length * 5, 11] };
}

function stavesOf(drawing: PageDrawing): number[] | undefined {
  return readNotation([drawing], [])?.pages[0]?.systems.map(({ staves }) => staves.length);
}

function keyOf(signs: readonly Sign[]): number | undefined {
  return readNotation([page({ staves: [100], signs: [signs] })], [])?.keyFifths?.value;
}

function timeOf(signs: readonly Sign[]): string | undefined {
  return readNotation([page({ staves: [100], signs: [signs] })], [])?.timeSignature?.value;
}
