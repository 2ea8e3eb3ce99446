/** A metronome setting with a name, synced; and what the original system kept of such. */
import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { instantSchema } from '../logbook/local-day.ts';
import {
  type BeatValue,
  beatValues,
  builtInPattern,
  builtInPatternNames,
  layers,
  MAX_BEATS,
  type Pattern,
  patternSchema,
  plainPattern,
  resizePattern,
} from './pattern.ts';
import { bpmSchema, clampBpm } from './tempo.ts';
import { subdivisions } from './timeline.ts';

/** `own` is a pattern in `customPattern`; `plain` an accent on one and clicks, whatever the meter. */
export const patternNames = [...builtInPatternNames, 'plain', 'own'] as const;
export type PatternName = (typeof patternNames)[number];

export const rampSchema = z.object({
  toBpm: bpmSchema,
  unit: z.enum(['bars', 'seconds']),
  /** Bars or seconds. */
  length: z.int().min(1).max(3600),
});
export type Ramp = z.infer<typeof rampSchema>;

const percent = z.int().min(0).max(100);
const layerVolumes = z.object({
  accent: percent,
  click: percent,
  woodblock: percent,
  shaker: percent,
  triangle: percent,
  subdivision: percent,
});
export type LayerVolumes = z.infer<typeof layerVolumes>;
/** What a mixer has: the layers, and the quiet ticks between the beats. */
export const voices = [...layers, 'subdivision'] as const;
export type Voice = (typeof voices)[number];

export const defaultVolumes: LayerVolumes = {
  accent: 100,
  click: 70,
  woodblock: 70,
  shaker: 50,
  triangle: 50,
  subdivision: 35,
};

const fields = {
  name: z.string().trim().min(1).max(100),
  bpm: bpmSchema,
  beatsPerMeasure: z.int().min(1).max(MAX_BEATS),
  beatValue: z.literal(beatValues),
  subdivision: z.literal(subdivisions),
  volume: percent,
  volumes: layerVolumes,
  muted: z.array(z.enum(voices)),
  selectedPattern: z.enum(patternNames),
  customPattern: patternSchema.nullable(),
  ramp: rampSchema.nullable(),
};

export const presetInputSchema = z.object({
  ...fields,
  beatValue: fields.beatValue.default(4),
  subdivision: fields.subdivision.default(1),
  volume: fields.volume.default(70),
  volumes: fields.volumes.default(defaultVolumes),
  muted: fields.muted.default([]),
  selectedPattern: fields.selectedPattern.default('plain'),
  customPattern: fields.customPattern.default(null),
  ramp: fields.ramp.default(null),
});

export const presetPatchSchema = z.object(fields).partial();

/** A preset as read from a journal: what does not fit falls back, what is unknown is kept. */
export const presetSchema = z.looseObject({
  id: z.string(),
  name: z.string().catch(''),
  bpm: fields.bpm.catch(100),
  beatsPerMeasure: fields.beatsPerMeasure.catch(4),
  beatValue: fields.beatValue.catch(4),
  subdivision: fields.subdivision.catch(1),
  volume: fields.volume.catch(70),
  volumes: fields.volumes.catch(defaultVolumes),
  muted: fields.muted.catch([]),
  selectedPattern: fields.selectedPattern.catch('plain'),
  customPattern: fields.customPattern.catch(null),
  ramp: fields.ramp.catch(null),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

export type PresetInput = z.infer<typeof presetInputSchema>;
export type PresetPatch = z.infer<typeof presetPatchSchema>;
export type Preset = z.infer<typeof presetSchema>;

/** What is set on a metronome: a preset without its name. */
export type MetronomeSetting = Omit<PresetInput, 'name'>;

/** The pattern that a setting plays, as long as its measure. */
export function patternOf(
  setting: Pick<MetronomeSetting, 'beatsPerMeasure' | 'selectedPattern' | 'customPattern'>,
): Pattern {
  const { beatsPerMeasure: beats, selectedPattern: name, customPattern } = setting;
  if (name === 'own') return customPattern ? resizePattern(customPattern, beats) : plainPattern(beats);
  if (name === 'plain') return plainPattern(beats);
  return resizePattern(builtInPattern(name).pattern, beats);
}

export interface OriginalPresets {
  readonly presets: readonly { readonly id: string; readonly input: PresetInput }[];
  /** Of how many nothing could be made. */
  readonly rejectedCount: number;
}

/**
 * The presets in the original system's preferences (`{ metronomePresets: { id: preset } }`), or in its full export,
 * which holds the preferences. Undefined where there are no such presets in it.
 */
export function readOriginalPresets(document: unknown): OriginalPresets | undefined {
  const given = presetsIn(document);
  if (!given) return undefined;
  const presets = Object.entries(given).flatMap(([key, preset]) => originalPreset(key, preset) ?? []);
  return { presets, rejectedCount: Object.keys(given).length - presets.length };
}

function presetsIn(document: unknown, depth = 0): Readonly<Record<string, unknown>> | undefined {
  if (!isObject(document)) return undefined;
  const { metronomePresets: own } = document;
  if (Array.isArray(own)) return Object.fromEntries(own.map((each, index) => [String(index), each]));
  if (isObject(own)) return own;
  if (depth > 0) return undefined;
  for (const inner of Object.values(document)) {
    const found = presetsIn(inner, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The original's tempo from 40 to 240, volume from 0 to 100, and a row as long as the measure for each layer. */
function originalPreset(
  key: string,
  given: unknown,
): { readonly id: string; readonly input: PresetInput } | undefined {
  if (!isObject(given)) return undefined;
  const id = recordIdSchema.safeParse(given.id ?? key);
  const name = typeof given.name === 'string' ? given.name.trim().slice(0, 100) : '';
  if (!id.success || name === '' || typeof given.bpm !== 'number' || !(given.bpm > 0)) return undefined;
  const beats = Math.round(Number(given.beatsPerMeasure ?? 4));
  if (!(beats >= 1 && beats <= MAX_BEATS)) return undefined;
  const own = patternSchema.safeParse(given.customPattern);
  const builtIn = builtInPatternNames.find((each) => each === given.selectedPattern);
  const input: PresetInput = {
    name,
    bpm: clampBpm(given.bpm),
    beatsPerMeasure: beats,
    beatValue: beatValues.find((each) => each === given.beatValue) ?? (4 as BeatValue),
    subdivision: 1,
    volume: percent.catch(70).parse(Math.round(Number(given.volume ?? 70))),
    volumes: defaultVolumes,
    muted: [],
    selectedPattern: own.success ? 'own' : (builtIn ?? 'plain'),
    customPattern: own.success ? own.data : null,
    ramp: null,
  };
  return { id: id.data, input };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
