/** How difficult a piece is to play, as a range, with what makes it so. */
import { z } from 'zod';
import type { NoteFacts } from './note-facts.ts';
import { quartersPerMinute } from './quarters-per-minute.ts';

export const difficultyReasons = [
  'amount',
  'density',
  'speed',
  'chords',
  'wideChords',
  'accidentals',
  'key',
  'leaps',
  'ledgerLines',
  'range',
  'hands',
  'ornaments',
  'clefs',
] as const;
export type DifficultyReason = (typeof difficultyReasons)[number];

/**
 * A reason's `value` is, for `amount` the notes on the first two pages; `density` the notes in a bar; `speed` the strokes in a second of its busier bars;
 * `chords` the notes that one hand strikes together; `key` the sharps, flats negative; `range` octaves;
 * `ornaments` those in a bar; `clefs` the changes in a line; of all others a share from 0 to 1.
 */
export const difficultyReasonSchema = z.object({
  reason: z.enum(difficultyReasons),
  value: z.number(),
  /** By how many levels it makes the piece harder than a usual one; negative where it is easier for it. */
  weight: z.number(),
});

/** Levels from 1 to 10: up to 8 as the grades of examination boards, 9 and 10 beyond them. */
export const difficultyRangeSchema = z.object({
  low: z.int().min(1).max(10),
  high: z.int().min(1).max(10),
  /** How often the level that a teacher would give lies in such a range. */
  confidence: z.number().min(0).max(1),
  /** All that there are facts for, the weightiest first. */
  reasons: z.array(difficultyReasonSchema),
});

export type DifficultyReasonFact = z.infer<typeof difficultyReasonSchema>;
export type DifficultyRange = z.infer<typeof difficultyRangeSchema>;

export interface DifficultyContext {
  readonly facts: NoteFacts;
  /** Sharps; flats are negative. */
  readonly keyFifths: number | null;
  /** As "3/4". */
  readonly timeSignature: string | null;
  /** As printed. */
  readonly tempo: string | null;
}

export interface DifficultyRule {
  readonly reason: DifficultyReason;
  valueOf(context: DifficultyContext): number | null;
  /** At or below the first nothing is hard about it, at or above the last it is as hard as it gets. */
  readonly from: number;
  readonly usual: number;
  readonly to: number;
  /** From 2 to 4 is as far as from 4 to 8. */
  readonly isByFactor?: boolean;
  /** Levels between the easiest and the hardest. */
  readonly levels: number;
}

/** Of a piece that is usual in all. */
const USUAL_LEVEL = 5;

/** Moderato, where no tempo says more. */
const USUAL_QUARTERS_PER_MINUTE = 100;

/**
 * The points are of graded pieces: few lie below the first or above the last, half below the middle. The levels are
 * fitted to their grades by `training/difficulty/fit-weights.ts`, and rounded.
 */
const rules: readonly DifficultyRule[] = [
  {
    reason: 'amount',
    valueOf: ({ facts }) => facts.notes,
    from: 120,
    usual: 400,
    to: 1300,
    isByFactor: true,
    levels: 2.1,
  },
  {
    reason: 'density',
    valueOf: ({ facts }) => facts.notesPerBar,
    from: 4,
    usual: 11,
    to: 24,
    levels: 1.1,
  },
  {
    reason: 'speed',
    valueOf: strokesPerSecond,
    from: 1.5,
    usual: 4.2,
    to: 12,
    isByFactor: true,
    levels: 1.3,
  },
  {
    reason: 'chords',
    valueOf: ({ facts }) => (facts.staves === 2 ? facts.chordSize : null),
    from: 1,
    usual: 1.4,
    to: 2.8,
    levels: 0.3,
  },
  {
    reason: 'wideChords',
    valueOf: ({ facts }) => (facts.staves === 2 ? facts.wideChordShare : null),
    from: 0,
    usual: 0.07,
    to: 0.4,
    levels: 0.4,
  },
  {
    reason: 'accidentals',
    valueOf: ({ facts }) => facts.accidentalShare,
    from: 0,
    usual: 0.08,
    to: 0.3,
    levels: 1.9,
  },
  { reason: 'key', valueOf: ({ keyFifths }) => keyFifths, from: 0, usual: 1, to: 6, levels: 1.1 },
  {
    reason: 'leaps',
    valueOf: ({ facts }) => facts.leapShare,
    from: 0,
    usual: 0.08,
    to: 0.35,
    levels: 1.1,
  },
  {
    reason: 'ledgerLines',
    valueOf: ({ facts }) => facts.ledgerShare,
    from: 0,
    usual: 0.07,
    to: 0.25,
    levels: 0.1,
  },
  {
    reason: 'range',
    valueOf: ({ facts }) => facts.rangeOctaves,
    from: 1,
    usual: 2.5,
    to: 4,
    levels: 1,
  },
  {
    reason: 'hands',
    valueOf: ({ facts }) => (facts.staves === 2 ? facts.bothBusyShare : null),
    from: 0,
    usual: 0.5,
    to: 1,
    levels: 0.8,
  },
  {
    reason: 'ornaments',
    valueOf: ({ facts }) => facts.ornamentsPerBar,
    from: 0,
    usual: 0,
    to: 0.8,
    levels: 0.9,
  },
  {
    reason: 'clefs',
    valueOf: ({ facts }) => facts.clefChangesPerSystem,
    from: 0,
    usual: 0,
    to: 1,
    levels: 0.4,
  },
];

/** Half of the range. */
const SPREAD_LEVELS = 1;

/** Of 34 graded pieces by composers that no rule was made on 62 in 100 lay within; see `training/README.md`. */
const CONFIDENCE = { withTempo: 0.6, withoutTempo: 0.5 };

/** What weighs less is no reason that anybody would name. */
const MIN_TELLING_LEVELS = 0.25;

export function difficultyOf(context: DifficultyContext): DifficultyRange {
  const reasons = difficultyDeviations(context).map(({ rule, value, deviation }) => ({
    reason: rule.reason,
    value: rounded(value),
    weight: rounded(deviation * rule.levels),
  }));
  const level = reasons.reduce((sum, { weight }) => sum + weight, USUAL_LEVEL);
  const quarters = context.tempo && quartersPerMinute(context.tempo, context.timeSignature);
  return {
    low: levelOf(Math.min(level, MAX_LEVEL) - SPREAD_LEVELS),
    high: levelOf(Math.max(level, MIN_LEVEL) + SPREAD_LEVELS),
    confidence: quarters ? CONFIDENCE.withTempo : CONFIDENCE.withoutTempo,
    reasons: reasons.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
  };
}

/** Whether it makes a piece clearly harder or easier than a usual one. */
export function isTelling({ weight }: DifficultyReasonFact): boolean {
  return Math.abs(weight) >= MIN_TELLING_LEVELS;
}

interface Deviation {
  readonly rule: DifficultyRule;
  readonly value: number;
  /** From a usual piece, as a part of the way from the easiest to the hardest; negative where it is easier. */
  readonly deviation: number;
}

/** One for each rule that there are facts for. */
export function difficultyDeviations(context: DifficultyContext): Deviation[] {
  return rules.flatMap((rule) => {
    const value = rule.valueOf(context);
    if (value === null) return [];
    return [{ rule, value, deviation: partOf(rule, Math.abs(value)) - partOf(rule, rule.usual) }];
  });
}

function partOf({ from, to, isByFactor }: DifficultyRule, value: number): number {
  const part = isByFactor ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  return Math.max(0, Math.min(1, part));
}

const MIN_LEVEL = 1;
const MAX_LEVEL = 10;

function levelOf(level: number): number {
  return Math.max(MIN_LEVEL, Math.min(MAX_LEVEL, Math.round(level)));
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function strokesPerSecond({ facts, timeSignature, tempo }: DifficultyContext): number {
  const quarters = (tempo && quartersPerMinute(tempo, timeSignature)) || USUAL_QUARTERS_PER_MINUTE;
  return (facts.busyStrokesPerBar / quartersInBar(timeSignature)) * (quarters / 60);
}

/** Of "3+2/8" two and a half; four where nothing is said. */
function quartersInBar(timeSignature: string | null): number {
  const [above = '4', below = '4'] = (timeSignature ?? '4/4').split('/');
  const beats = above.split('+').reduce((sum, part) => sum + Number(part), 0);
  return (beats * 4) / Number(below);
}
