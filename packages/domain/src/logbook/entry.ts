import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { dateSchema, instantSchema, zoneSchema } from './local-day.ts';

/** What a session was. `status_change` is no practice and counts in no total. */
export const entryTypes = [
  'practice',
  'performance',
  'lesson',
  'masterclass',
  'rehearsal',
  'technique',
  'status_change',
  'other',
] as const;
export const moods = ['frustrated', 'neutral', 'satisfied', 'excited', 'proud'] as const;

/** How an entry came about; `auto-…` was gathered while the tool was in use, and logged by a person. */
export const entrySources = [
  'manual',
  'timer',
  'import',
  'auto-metronome',
  'auto-counter',
  'auto-score',
] as const;

/** How many minutes one entry may have: a day. */
export const MAX_ENTRY_MINUTES = 1440;

export const MAX_ENTRY_PIECES = 10;
export const MAX_ENTRY_TAGS = 10;

const shortText = (max: number) => z.string().trim().max(max);

/** A piece as it was practised in one entry. `tempo` in beats per minute, `duration` in minutes. */
export const entryPieceSchema = z.object({
  pieceId: recordIdSchema.nullish(),
  title: shortText(200).min(1),
  composer: shortText(200).nullish(),
  measures: shortText(100).nullish(),
  tempo: z.number().min(1).max(1000).nullish(),
  duration: z.number().min(0).max(MAX_ENTRY_MINUTES).nullish(),
});

/**
 * What a person writes of a session. `timestamp` is its start (ISO, UTC), `duration` whole minutes.
 * Limits are the original system's.
 */
export const entryInputSchema = z.object({
  timestamp: instantSchema,
  zone: zoneSchema,
  duration: z.int().min(1).max(MAX_ENTRY_MINUTES),
  type: z.enum(entryTypes),
  instrument: shortText(50).toLowerCase().nullish(),
  pieces: z.array(entryPieceSchema).max(MAX_ENTRY_PIECES).default([]),
  techniques: z.array(shortText(100).min(1)).max(20).default([]),
  goalIds: z.array(recordIdSchema).max(50).default([]),
  notes: z.string().max(5000).default(''),
  mood: z.enum(moods).nullish(),
  tags: z.array(shortText(50).min(1)).max(MAX_ENTRY_TAGS).default([]),
  scoreId: recordIdSchema.nullish(),
  source: z.enum(entrySources).default('manual'),
});

/** A change of an entry: only the named fields are written. */
export const entryPatchSchema = entryInputSchema
  .extend({
    pieces: z.array(entryPieceSchema).max(MAX_ENTRY_PIECES),
    techniques: z.array(shortText(100).min(1)).max(20),
    goalIds: z.array(recordIdSchema).max(50),
    notes: z.string().max(5000),
    tags: z.array(shortText(50).min(1)).max(MAX_ENTRY_TAGS),
  })
  .omit({ source: true })
  .partial();

/**
 * An entry as read from a journal, where a newer version or a faulty peer may have written anything: what
 * does not fit falls back to a harmless value, and what is unknown is kept.
 */
export const entrySchema = z.looseObject({
  id: z.string(),
  timestamp: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  zone: z.string().catch('UTC'),
  localDate: dateSchema.catch('1970-01-01'),
  duration: z.number().min(0).catch(0),
  type: z.enum(entryTypes).catch('other'),
  instrument: z.string().nullable().catch(null),
  pieces: z.array(entryPieceSchema).catch([]),
  techniques: z.array(z.string()).catch([]),
  goalIds: z.array(z.string()).catch([]),
  notes: z.string().catch(''),
  mood: z.enum(moods).nullable().catch(null),
  tags: z.array(z.string()).catch([]),
  scoreId: z.string().nullable().catch(null),
  source: z.string().catch('manual'),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

export type EntryType = (typeof entryTypes)[number];
export type Mood = (typeof moods)[number];
export type EntryPiece = z.infer<typeof entryPieceSchema>;
export type EntryInput = z.infer<typeof entryInputSchema>;
export type EntryPatch = z.infer<typeof entryPatchSchema>;
export type Entry = z.infer<typeof entrySchema>;

export function isPractice(entry: Pick<Entry, 'type'>): boolean {
  return entry.type !== 'status_change';
}

/**
 * Minutes of each piece of an entry: a piece's own where given, and an equal share of what is left for the
 * others (the original's equal split). They sum to the entry's duration unless the own ones exceed it.
 */
export function minutesByPiece(entry: Pick<Entry, 'duration' | 'pieces'>): number[] {
  const given = entry.pieces.reduce((sum, piece) => sum + (piece.duration ?? 0), 0);
  const open = entry.pieces.filter((piece) => piece.duration == null).length;
  const share = open > 0 ? Math.max(0, entry.duration - given) / open : 0;
  return entry.pieces.map((piece) => piece.duration ?? share);
}
