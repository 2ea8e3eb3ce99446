/** What a metronome plays in one measure: five layers, each with a hit or none on each beat. */
import { z } from 'zod';

export const layers = ['accent', 'click', 'woodblock', 'shaker', 'triangle'] as const;
export type Layer = (typeof layers)[number];

/** One row for each layer, each as long as the measure has beats. */
export type Pattern = Readonly<Record<Layer, readonly boolean[]>>;

export const MAX_BEATS = 36;
export const beatValues = [1, 2, 4, 8, 16, 32] as const;
export type BeatValue = (typeof beatValues)[number];

const row = z.array(z.boolean()).min(1).max(MAX_BEATS).readonly();

export const patternSchema = z.object({
  accent: row,
  click: row,
  woodblock: row,
  shaker: row,
  triangle: row,
});

export const builtInPatternNames = [
  'basic',
  'backbeat',
  'waltz',
  'clave32',
  'shuffle',
  'sixeight',
  'bossa',
  'subdivisions',
  'offbeat',
  'progressive',
] as const;
export type BuiltInPatternName = (typeof builtInPatternNames)[number];

export interface BuiltInPattern {
  readonly name: BuiltInPatternName;
  readonly beats: number;
  readonly beatValue: BeatValue;
  readonly pattern: Pattern;
}

/** The original system's ten: layers in their order, `x` for a hit, nothing for a silent layer. */
export const builtInPatterns: readonly BuiltInPattern[] = [
  builtIn('basic', 4, 'x...', '.xxx'),
  builtIn('backbeat', 4, '.x.x', 'x.x.'),
  builtIn('waltz', 4, 'x..', '.xx'),
  builtIn('clave32', 8, 'x..x..x.', '', '..x..x.x', 'xxxxxxxx'),
  builtIn('shuffle', 4, 'x...', '..x.', '.x.x', 'x.x.'),
  builtIn('sixeight', 8, 'x..x..', '.xx.xx'),
  builtIn('bossa', 8, 'x..x..x.', '', '..x.x..x', 'xxxxxxxx', 'x.......'),
  builtIn('subdivisions', 4, 'x...', '', 'xxxx', 'xxxx'),
  builtIn('offbeat', 4, '....', '.x.x', 'x.x.'),
  builtIn('progressive', 4, 'x...', '.x..', '..x.', '...x'),
];

export function builtInPattern(name: BuiltInPatternName): BuiltInPattern {
  return builtInPatterns.find((each) => each.name === name) as BuiltInPattern;
}

/** An accent on the first beat, a click on the others. */
export function plainPattern(beats: number): Pattern {
  return fromRows(beats, `x${'.'.repeat(beats - 1)}`, `.${'x'.repeat(beats - 1)}`);
}

/** Cut off, or filled up with silence. */
export function resizePattern(pattern: Pattern, beats: number): Pattern {
  return mapRows((layer) => Array.from({ length: beats }, (_, beat) => pattern[layer][beat] ?? false));
}

export function togglePattern(pattern: Pattern, layer: Layer, beat: number): Pattern {
  return {
    ...pattern,
    [layer]: pattern[layer].map((isHit, index) => (index === beat ? !isHit : isHit)),
  };
}

export function hitsAt(pattern: Pattern, beat: number): Layer[] {
  return layers.filter((layer) => pattern[layer][beat]);
}

function builtIn(name: BuiltInPatternName, beatValue: BeatValue, ...rows: string[]): BuiltInPattern {
  const beats = rows[0]?.length ?? 0;
  return { name, beats, beatValue, pattern: fromRows(beats, ...rows) };
}

function fromRows(beats: number, ...rows: string[]): Pattern {
  return mapRows((_, index) => Array.from({ length: beats }, (_, beat) => rows[index]?.[beat] === 'x'));
}

function mapRows(row: (layer: Layer, index: number) => boolean[]): Pattern {
  return Object.fromEntries(layers.map((layer, index) => [layer, row(layer, index)])) as unknown as Pattern;
}
