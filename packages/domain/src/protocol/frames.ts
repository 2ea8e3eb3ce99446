/**
 * The original system's JSON protocol: what a client may send and what it is sent. Unknown keys of an entity are
 * kept, those of a frame are dropped. Source: the original's schemas, less the defects that lost data (date-only
 * plan dates, null composers, entries without an instrument).
 */
import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { entryTypes, moods } from '../logbook/entry.ts';
import { dateSchema, instantSchema } from '../logbook/local-day.ts';
import {
  flexibilities,
  occurrenceStatuses,
  planStatuses,
  planTypes,
  planVisibilities,
} from '../plans/plan.ts';
import { pieceStatuses } from '../repertoire/piece.ts';

/** ISO in UTC, or milliseconds since 1970 within what a date can say. */
const instantOrMs = z.union([instantSchema, z.int().min(-8.64e15).max(8.64e15)]);
const text = z.string().nullish();
const names = z.array(z.string()).optional();
const dateOrInstant = z.union([dateSchema, instantSchema]).nullish();
const openObject = z.record(z.string(), z.json());

export const wireEntrySchema = z
  .object({
    id: recordIdSchema,
    timestamp: instantOrMs,
    duration: z.int().min(0),
    type: z.string().toLowerCase().pipe(z.enum(entryTypes)),
    instrument: text,
    pieces: z
      .array(
        z
          .object({
            id: z.string().optional(),
            title: z.string(),
            composer: text,
            measures: text,
            tempo: z.number().nullish(),
            duration: z.number().nullish(),
          })
          .catchall(z.json()),
      )
      .optional(),
    techniques: names,
    goalIds: names,
    goal_ids: names,
    notes: text,
    mood: z.enum(moods).nullish(),
    tags: names,
    metadata: openObject.nullish(),
    scoreId: text,
    scoreTitle: text,
    scoreComposer: text,
    createdAt: instantSchema.nullish(),
    updatedAt: instantSchema.nullish(),
    created_at: instantOrMs.nullish(),
    updated_at: instantOrMs.nullish(),
    deletedAt: text,
    deleted_at: text,
  })
  .catchall(z.json());

export const wirePieceSchema = z
  .object({
    id: z.string().min(1),
    scoreId: recordIdSchema.optional(),
    score_id: recordIdSchema.nullish(),
    title: z.string().min(1),
    composer: text,
    status: z.enum(pieceStatuses),
    notes: text,
    tags: names,
    target_tempo: z.number().nullish(),
    current_tempo: z.number().nullish(),
    started_at: instantSchema.nullish(),
    last_practiced_at: instantSchema.nullish(),
    created_at: instantSchema.nullish(),
    updated_at: instantSchema.nullish(),
  })
  .catchall(z.json());

const wirePieceRefs = z
  .array(z.object({ scoreId: text, title: text, composer: text }).catchall(z.json()))
  .optional();

const recordTimes = {
  createdAt: instantSchema.nullish(),
  updatedAt: instantSchema.nullish(),
  deletedAt: text,
};

export const wirePlanSchema = z
  .object({
    id: recordIdSchema,
    title: z.string(),
    description: text,
    type: z.enum(planTypes),
    focusAreas: names,
    techniques: names,
    pieceRefs: wirePieceRefs,
    schedule: z
      .object({
        kind: z.enum(['single', 'recurring']),
        rule: text,
        durationMinutes: z.int().min(0).nullish(),
        timeOfDay: text,
        flexibility: z.enum(flexibilities).nullish(),
        startDate: dateOrInstant,
        endDate: dateOrInstant,
        target: dateOrInstant,
        metadata: openObject.nullish(),
      })
      .catchall(z.json()),
    visibility: z.enum(planVisibilities),
    status: z.enum(planStatuses),
    tags: names,
    metadata: openObject.nullish(),
    archivedAt: instantSchema.nullish(),
    ...recordTimes,
  })
  .catchall(z.json());

export const wireOccurrenceSchema = z
  .object({
    id: recordIdSchema,
    planId: recordIdSchema,
    scheduledStart: dateOrInstant,
    scheduledEnd: dateOrInstant,
    flexWindow: text,
    recurrenceKey: text,
    segments: z.array(openObject).optional(),
    reflectionPrompts: names,
    status: z.enum(occurrenceStatuses),
    logEntryId: text,
    notes: text,
    ...recordTimes,
  })
  .catchall(z.json());

export const wireGoalSchema = z
  .object({
    id: recordIdSchema,
    title: z.string(),
    status: z.enum(['active', 'completed', 'paused', 'abandoned', 'cancelled']).optional(),
    updatedAt: instantSchema.nullish(),
  })
  .catchall(z.json());

export const wireTemplateSchema = z
  .object({ id: recordIdSchema, title: z.string(), updatedAt: instantSchema.nullish() })
  .catchall(z.json());

const timestamp = instantSchema;
const entry = wireEntrySchema;
const piece = wirePieceSchema;
const plan = wirePlanSchema;
const occurrence = wireOccurrenceSchema;
const occurrences = z.array(wireOccurrenceSchema).max(1000).optional();
const seq = z.int().min(0).optional();

export const clientFrameSchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['ENTRY_CREATED', 'ENTRY_UPDATED']), timestamp, seq, entry }),
  z.object({ type: z.literal('ENTRY_DELETED'), timestamp, seq, entryId: recordIdSchema }),
  z.object({ type: z.enum(['PIECE_ADDED', 'PIECE_UPDATED']), timestamp, seq, piece }),
  z.object({
    type: z.enum(['PIECE_REMOVED', 'PIECE_DISSOCIATED']),
    timestamp,
    seq,
    scoreId: recordIdSchema,
  }),
  z.object({ type: z.enum(['PLAN_CREATED', 'PLAN_UPDATED']), timestamp, seq, plan, occurrences }),
  z.object({ type: z.literal('PLAN_OCCURRENCE_COMPLETED'), timestamp, seq, occurrence }),
  z.object({ type: z.literal('SYNC_REQUEST'), timestamp, lastSyncTime: text, lastSeq: seq }),
  z.object({ type: z.literal('PING'), timestamp }),
  z.object({ type: z.literal('BULK_SYNC'), timestamp, entries: z.array(entry) }),
  z.object({ type: z.literal('REPERTOIRE_BULK_SYNC'), timestamp, pieces: z.array(piece) }),
]);

export type ClientFrame = z.infer<typeof clientFrameSchema>;
export type WireEntry = z.infer<typeof wireEntrySchema>;
export type WirePiece = z.infer<typeof wirePieceSchema>;
export type WirePlan = z.infer<typeof wirePlanSchema>;
export type WireOccurrence = z.infer<typeof wireOccurrenceSchema>;
