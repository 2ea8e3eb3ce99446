import { z } from 'zod';
import type { RecordId, Sha256 } from '../ids.ts';
import { instantSchema } from '../logbook/local-day.ts';
import { difficultyRangeSchema } from './difficulty.ts';
import { readFields, readingSources } from './reading.ts';

export const difficulties = ['beginner', 'intermediate', 'advanced'] as const;
export const stylePeriods = ['baroque', 'classical', 'romantic', 'modern', 'contemporary'] as const;
export const visibilities = ['private', 'public', 'unlisted'] as const;

/** Where a field's value came from, and how sure the reader was of it (0 to 1). */
export const fieldEvidenceSchema = z.object({
  confidence: z.number().min(0).max(1),
  source: z.enum([...readingSources, 'person']),
  /** 1-based page and box in points from the page's top left: x, y, width, height. */
  page: z.int().min(1).nullable(),
  box: z.array(z.number()).length(4).nullable(),
  /** Of a file of notation that says so; without it `notation` is what is drawn on a page. */
  fileName: z.string().max(255).optional(),
});

/** As read from a journal: a source that only a later version knows is told as what is known of the work. */
const storedEvidenceSchema = fieldEvidenceSchema.extend({
  source: fieldEvidenceSchema.shape.source.catch('work'),
});

/** What a person may change of a score. */
export const scorePatchSchema = z
  .object({
    title: z.string().trim().min(1).max(200),
    composer: z.string().trim().max(200).nullable(),
    subtitle: z.string().trim().max(300).nullable(),
    arranger: z.string().trim().max(200).nullable(),
    editor: z.string().trim().max(200).nullable(),
    lyricist: z.string().trim().max(200).nullable(),
    opus: z.string().trim().max(100).nullable(),
    movement: z.string().trim().max(200).nullable(),
    instrument: z.string().trim().max(100).nullable(),
    keyFifths: z.int().min(-7).max(7).nullable(),
    timeSignature: z
      .string()
      .regex(/^\d{1,2}(?:\+\d{1,2})*\/(?:1|2|4|8|16|32|64)$/)
      .nullable(),
    tempo: z.string().trim().max(100).nullable(),
    publisher: z.string().trim().max(200).nullable(),
    publishedYear: z.int().min(1450).max(2200).nullable(),
    language: z.string().trim().max(35).nullable(),
    difficulty: z.enum(difficulties).nullable(),
    difficultyLevel: z.int().min(1).max(10).nullable(),
    stylePeriod: z.enum(stylePeriods).nullable(),
    tags: z.array(z.string().trim().min(1).max(50)).max(50),
    notes: z.string().max(20_000),
    isFavourite: z.boolean(),
  })
  .partial();

/** A score as read from a journal. Its bytes are named by `sha256`; where they lie is each device's own fact. */
export const scoreSchema = z.looseObject({
  id: z.string(),
  sha256: z.string().catch(''),
  title: z.string().catch(''),
  composer: z.string().nullable().catch(null),
  subtitle: z.string().nullable().catch(null),
  arranger: z.string().nullable().catch(null),
  editor: z.string().nullable().catch(null),
  lyricist: z.string().nullable().catch(null),
  opus: z.string().nullable().catch(null),
  movement: z.string().nullable().catch(null),
  instrument: z.string().nullable().catch(null),
  keyFifths: z.number().nullable().catch(null),
  timeSignature: z.string().nullable().catch(null),
  tempo: z.string().nullable().catch(null),
  publisher: z.string().nullable().catch(null),
  publishedYear: z.number().nullable().catch(null),
  language: z.string().nullable().catch(null),
  difficulty: z.enum(difficulties).nullable().catch(null),
  difficultyLevel: z.number().nullable().catch(null),
  /** As the notes say it; what a person says are the two fields before. */
  difficultyRange: difficultyRangeSchema.nullable().catch(null),
  stylePeriod: z.enum(stylePeriods).nullable().catch(null),
  tags: z.array(z.string()).catch([]),
  notes: z.string().catch(''),
  isFavourite: z.boolean().catch(false),
  fileName: z.string().catch(''),
  sizeBytes: z.number().catch(0),
  pageCount: z.number().catch(0),
  hasTextLayer: z.boolean().catch(false),
  visibility: z.enum(visibilities).catch('private'),
  /** How many pieces the reader found in it, when it is a book. */
  proposedPieces: z.number().catch(0),
  /** When a person has said which pieces it holds, or that it is none of several. */
  contentsCheckedAt: instantSchema.nullable().catch(null),
  evidence: z.record(z.string(), storedEvidenceSchema).catch({}),
  createdAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  updatedAt: instantSchema.catch('1970-01-01T00:00:00.000Z'),
  deletedAt: instantSchema.nullable().catch(null),
});

/** Fields and their evidence as they were before a person accepted them, to take that back. Null: had none. */
export const keptReadingsSchema = z.object({
  values: z.partialRecord(z.enum(readFields), z.union([z.string().max(1000), z.number(), z.null()])),
  evidence: z.partialRecord(z.enum(readFields), fieldEvidenceSchema.nullable()),
});

export type FieldEvidence = z.infer<typeof fieldEvidenceSchema>;
export type ScorePatch = z.infer<typeof scorePatchSchema>;
export type KeptReadings = z.infer<typeof keptReadingsSchema>;
export type Score = z.infer<typeof scoreSchema>;

/** The same bytes are the same score on every device. 96 bits keep it unique and readable. */
export function scoreIdOf(sha256: Sha256): RecordId {
  return `score_${sha256.slice(0, 24)}` as RecordId;
}

/** Below this the machine's title or composer should be looked at by a person. */
export const REVIEW_BELOW_CONFIDENCE = 0.7;

/** Several pieces were found in it, and nobody has said whether they are right. */
export function hasUncheckedContents({
  proposedPieces,
  contentsCheckedAt,
}: Pick<Score, 'proposedPieces' | 'contentsCheckedAt'>): boolean {
  return proposedPieces > 0 && contentsCheckedAt === null;
}

export function needsReview(score: Pick<Score, 'evidence'>): boolean {
  return ['title', 'composer'].some(
    (field) => (score.evidence[field]?.confidence ?? 0) < REVIEW_BELOW_CONFIDENCE,
  );
}
