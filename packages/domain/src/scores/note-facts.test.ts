import { expect, test } from 'vitest';
import type { MusicSymbol } from './music-symbol.ts';
import { readNotation } from './notation.ts';
import type { NoteFacts } from './note-facts.ts';
import type { DrawnGlyph, PageDrawing, VerticalLine } from './page-drawing.ts';

/** Points from line to line; staves go from 40 to 540, with bar lines at 140, 240 and so on. */
const SPACE = 5;
const BARS = [140, 240, 340, 440, 540];

test('two hands: notes, strokes, chords and who is busy', () => {
  const melody = BARS.flatMap((bar) => [-80, -60, -40, -20].map((at) => head(bar + at, 5)));
  const chords = BARS.flatMap((bar) => [head(bar - 80, -2), head(bar - 80, 0), head(bar - 80, 5)]);
  expect(factsOf([melody, chords])).toMatchObject({
    staves: 2,
    bars: 5,
    notes: 35,
    notesPerBar: 7,
    strokesPerBar: 4,
    busyStrokesPerBar: 4,
    chordSize: 1.4,
    wideChordShare: 0.2,
    bothBusyShare: 0,
    accidentalShare: 0,
    leapShare: 0,
  });
  const running = BARS.flatMap((bar) => [-80, -50, -30].map((at) => head(bar + at, -1)));
  expect(factsOf([melody, running])).toMatchObject({ bothBusyShare: 1, strokesPerBar: 6 });
});

test('a second stands beside its note, and two voices on one note have one', () => {
  const group = (x: number) => [head(x, 0), head(x + SPACE * 1.2, 1), head(x, 4), head(x, 4)];
  const facts = factsOf([BARS.flatMap((bar) => [...group(bar - 80), ...group(bar - 40)])]);
  expect(facts).toMatchObject({ staves: 1, notes: 30, chordSize: 3, strokesPerBar: 2 });
});

test('leaps, ledger lines and range', () => {
  const notes = BARS.flatMap((bar) => [
    head(bar - 80, -8),
    ...[-64, -48, -32, -16].map((at) => head(bar + at, 6)),
  ]);
  expect(factsOf([notes])).toMatchObject({ leapShare: 0.375, ledgerShare: 0.2, rangeOctaves: 2 });
});

test('accidentals before notes count, those of the key do not', () => {
  const key = [glyph('clef-g', 42, -2), glyph('sharp', 60, 4), glyph('sharp', 65, 1)];
  const notes = BARS.flatMap((bar) => [-60, -48, -36, -24, -12].map((at) => head(bar + at, 1)));
  expect(factsOf([[...key, ...notes, glyph('flat', 172, 1), glyph('natural', 272, 1)]])).toMatchObject({
    notes: 25,
    accidentalShare: 0.08,
  });
});

test('grace notes, ornaments and changes of clef are counted by themselves', () => {
  const notes = BARS.flatMap((bar) => [-80, -64, -48, -32, -16].map((at) => head(bar + at, 2)));
  const small = { ...head(190, 3), sizePt: SPACE * 4 * 0.7 };
  const more = [small, glyph('ornament', 300, 7), glyph('clef-change', 400, 0), glyph('clef-g', 42, -2)];
  expect(factsOf([[...notes, ...more]])).toMatchObject({
    notes: 25,
    ornamentsPerBar: 0.4,
    clefChangesPerSystem: 1,
  });
});

test('a stem from the bottom line to the top line is no bar line', () => {
  const notes = BARS.flatMap((bar) => [-80, -64, -48, -32, -16].map((at) => head(bar + at, -4)));
  const stem = { x: 92 + SPACE * 1.2, top: 100, bottom: 100 + SPACE * 4 };
  expect(factsOf([notes], [stem])?.bars).toBe(5);
  expect(factsOf([notes], [{ ...stem, x: 85 }])?.bars).toBe(6);
});

test('of three staves those two count that have more notes', () => {
  const voice = BARS.map((bar) => head(bar - 50, 0));
  const hand = (step: number) => BARS.flatMap((bar) => [-80, -60, -40].map((at) => head(bar + at, step)));
  expect(factsOf([voice, hand(1), hand(-1)])).toMatchObject({ notes: 30, bothBusyShare: 1 });
});

test('nothing is said without bar lines, with a few notes, and of a score of four parts', () => {
  const notes = BARS.flatMap((bar) => [-80, -64, -48, -32, -16].map((at) => head(bar + at, 0)));
  expect(factsOf([notes])).not.toBeNull();
  expect(factsOf([notes], [], [540])).toBeNull();
  expect(factsOf([notes.slice(0, 20)])).toBeNull();
  expect(factsOf([notes, notes, notes, notes])).toBeNull();
});

/** Staves of one system, 60 points from top to top. */
function factsOf(
  staves: readonly (readonly DrawnGlyph[])[],
  stems: readonly VerticalLine[] = [],
  bars = BARS,
): NoteFacts | null | undefined {
  const tops = staves.map((_, index) => 100 + index * 60);
  const bottom = (tops.at(-1) ?? 0) + SPACE * 4;
  const drawing: PageDrawing = {
    page: 1,
    widthPt: 595,
    heightPt: 842,
    glyphs: staves.flatMap((glyphs, index) =>
      glyphs.map((one) => ({ ...one, y: one.y + (tops[index] ?? 0) })),
    ),
    horizontals: tops.flatMap((top) =>
      [0, 1, 2, 3, 4].map((line) => ({ y: top + line * SPACE, left: 40, right: 540 })),
    ),
    verticals: [...[40, ...bars].map((x) => ({ x, top: 100, bottom })), ...stems],
  };
  return readNotation([drawing], [])?.noteFacts;
}

/** `step`: half spaces above the middle line. */
function head(x: number, step: number): DrawnGlyph {
  return glyph('notehead-black', x, step);
}

/** From the staff's top. */
function glyph(symbol: MusicSymbol, x: number, step: number): DrawnGlyph {
  const y = SPACE * 2 - (step * SPACE) / 2;
  return { symbol, x, y, widthPt: SPACE * 1.2, sizePt: SPACE * 4, box: [x, y, SPACE, SPACE] };
}
