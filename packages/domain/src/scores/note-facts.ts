/** What there is to play on the first pages of music, counted. */
import { type Chord, type PlayedStaff, type PlayedSystem, TOGETHER_WITHIN } from './played-staves.ts';
import { isWithin } from './staves.ts';

/** Of one player: a single staff, or the two of a keyboard instrument. Shares are from 0 to 1. */
export interface NoteFacts {
  readonly staves: 1 | 2;
  /** Bars with notes. */
  readonly bars: number;
  /** Those of grace notes not counted. */
  readonly notes: number;
  /** Note heads in a bar, on average. */
  readonly notesPerBar: number;
  /** Places in a bar where something is struck, on either staff, on average. */
  readonly strokesPerBar: number;
  /** The same of the busier bars: one in ten has more. */
  readonly busyStrokesPerBar: number;
  /** Notes struck together by one hand, on average. */
  readonly chordSize: number;
  /** Chords of an octave and more in one hand. */
  readonly wideChordShare: number;
  /** Notes with an accidental. */
  readonly accidentalShare: number;
  /** Movements of a hand by a sixth and more. */
  readonly leapShare: number;
  /** Notes with two ledger lines and more. */
  readonly ledgerShare: number;
  /** From the lowest to the highest note of the staff that has more, in octaves. */
  readonly rangeOctaves: number;
  /** Bars in which both staves have three strokes and more; 0 with one staff. */
  readonly bothBusyShare: number;
  readonly ornamentsPerBar: number;
  readonly clefChangesPerSystem: number;
}

/** With fewer, a page says little about the piece. */
const MIN_BARS = 4;
const MIN_NOTES = 24;

const OCTAVE_STEPS = 7;
const SIXTH_STEPS = 5;

/** From the middle line: the outer lines are 4 away, the ledger lines 6, 8 and so on. */
const SECOND_LEDGER_STEPS = 8;

const BUSY_STROKES = 3;

/** Null where there is too little to count: no note heads as glyphs, no bar lines, a few bars. */
export function noteFactsOf(systems: readonly PlayedSystem[]): NoteFacts | null {
  const counted = systems.filter(({ bars }) => bars.length > 0);
  const bars = counted.flatMap(barsOf);
  const chords = bars.flatMap(({ staves }) => staves.flat());
  const steps = chords.flatMap((chord) => chord.steps);
  if (bars.length < MIN_BARS || steps.length < MIN_NOTES) return null;
  const strokes = bars.map(({ strokes }) => strokes).sort((a, b) => a - b);
  const moves = counted.flatMap(({ staves }) => staves.flatMap(movesOf));
  const sum = (count: (system: PlayedSystem) => number) =>
    counted.reduce((total, system) => total + count(system), 0);
  return rounded({
    staves: counted.some(({ staves }) => staves.length > 1) ? 2 : 1,
    bars: bars.length,
    notes: steps.length,
    notesPerBar: steps.length / bars.length,
    strokesPerBar: strokes.reduce((total, count) => total + count, 0) / bars.length,
    busyStrokesPerBar: strokes[Math.floor((strokes.length - 1) * 0.9)] ?? 0,
    chordSize: steps.length / chords.length,
    wideChordShare: shareOf(chords, (chord) => heightOf(chord) >= OCTAVE_STEPS),
    accidentalShare: Math.min(1, sum(({ accidentals }) => accidentals) / steps.length),
    leapShare: shareOf(moves, (move) => move >= SIXTH_STEPS),
    ledgerShare: shareOf(steps, (step) => Math.abs(step) >= SECOND_LEDGER_STEPS),
    rangeOctaves: Math.max(...[0, 1].map((staff) => rangeOf(counted, staff))) / OCTAVE_STEPS,
    bothBusyShare: shareOf(bars, areBothBusy),
    ornamentsPerBar: sum(({ ornaments }) => ornaments) / bars.length,
    clefChangesPerSystem: sum(({ clefChanges }) => clefChanges) / counted.length,
  });
}

interface Bar {
  /** Chords, staff by staff. */
  readonly staves: readonly (readonly Chord[])[];
  readonly strokes: number;
}

function barsOf({ staves, bars }: PlayedSystem): Bar[] {
  return bars.map((bar) => {
    const inBar = staves.map(({ chords }) => chords.filter(({ x }) => isWithin(x, bar)));
    return { staves: inBar, strokes: countStrokes(inBar.flat()) };
  });
}

/** Notes of both hands under each other are one. */
function countStrokes(chords: readonly Chord[]): number {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const { x, widthPt } of [...chords].sort((a, b) => a.x - b.x)) {
    if (x - last < TOGETHER_WITHIN * widthPt) continue;
    count += 1;
    last = x;
  }
  return count;
}

function areBothBusy({ staves }: Bar): boolean {
  return staves.length > 1 && staves.every((chords) => chords.length >= BUSY_STROKES);
}

/** From chord to chord, by whichever of their outer notes moves less; in steps. */
function movesOf({ chords }: PlayedStaff): number[] {
  return chords.slice(1).map((chord, index) => {
    const before = chords[index] ?? chord;
    return Math.min(Math.abs(lowOf(chord) - lowOf(before)), Math.abs(highOf(chord) - highOf(before)));
  });
}

function rangeOf(systems: readonly PlayedSystem[], staff: number): number {
  const chords = systems.flatMap(({ staves }) => staves[staff]?.chords ?? []);
  if (chords.length === 0) return 0;
  return Math.max(...chords.map(highOf)) - Math.min(...chords.map(lowOf));
}

function heightOf(chord: Chord): number {
  return highOf(chord) - lowOf(chord);
}

function lowOf({ steps }: Chord): number {
  return steps[0] ?? 0;
}

function highOf({ steps }: Chord): number {
  return steps.at(-1) ?? 0;
}

function shareOf<T>(all: readonly T[], isCounted: (one: T) => boolean): number {
  return all.length === 0 ? 0 : all.filter(isCounted).length / all.length;
}

function rounded(facts: NoteFacts): NoteFacts {
  const entries = Object.entries(facts).map(([name, value]) => [name, Math.round(value * 1000) / 1000]);
  return Object.fromEntries(entries) as unknown as NoteFacts;
}
