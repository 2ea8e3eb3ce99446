/** The original system's scores service over the one score model: its columns, in snake_case or camelCase. */
import { z } from 'zod';
import { pieceKey } from '../repertoire/piece-key.ts';
import { imslpFileUrl } from '../scores/imslp.ts';
import { difficulties, type Score, scorePatchSchema, stylePeriods, visibilities } from '../scores/score.ts';

/** The original's batches and its longest page of a search. */
export const MAX_BATCH = 100;

/** Who everything belongs to where there is one person. */
export const LOCAL_USER = 'local';

/** What the original writes for a composer that is not known. */
const UNKNOWN_COMPOSER = 'Unknown';

const sources = ['imslp', 'upload', 'generated', 'manual'] as const;
const { title, composer, opus, movement, instrument, subtitle, tempo } = scorePatchSchema.shape;
const { timeSignature, publishedYear, difficultyLevel, tags } = scorePatchSchema.shape;

const lowerCase = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);

/** Fields that only the original has; they are kept in the record of the score beside ours. */
const originalFields = {
  gradeLevel: z.string().trim().max(50).nullable(),
  durationSeconds: z.number().min(0).max(86_400).nullable(),
  keySignature: z.string().trim().max(50).nullable(),
  suggestedTempo: z.number().min(0).max(1000).nullable(),
  source: z.preprocess(lowerCase, z.enum(sources)),
  sourceUrl: z.string().max(2000).nullable(),
  imslpUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable(),
  description: z.string().max(5000).nullable(),
  metadata: z
    .record(z.string(), z.json())
    .refine((value) => JSON.stringify(value).length <= 20_000, 'more than 20,000 characters'),
  visibility: z.enum(visibilities),
};

/** What a score may be changed by; columns that follow from others are passed over. */
export const scoreRequestSchema = z.preprocess(
  camelCased,
  z
    .object({
      title,
      composer,
      opus,
      movement,
      instrument,
      subtitle,
      timeSignature,
      difficultyLevel,
      tags,
      tempoMarking: tempo,
      year: publishedYear,
      difficulty: z.preprocess(lowerCase, z.enum(difficulties).nullable()),
      stylePeriod: z.preprocess(lowerCase, z.enum(stylePeriods).nullable()),
      ...originalFields,
    })
    .partial(),
);

/** As kept in the record; what another program left there and does not fit is as if it were not there. */
const keptSchema = z.object({
  gradeLevel: originalFields.gradeLevel.catch(null),
  durationSeconds: originalFields.durationSeconds.catch(null),
  keySignature: originalFields.keySignature.catch(null),
  suggestedTempo: originalFields.suggestedTempo.catch(null),
  source: originalFields.source.catch('manual'),
  sourceUrl: originalFields.sourceUrl.catch(null),
  imslpUrl: originalFields.imslpUrl.catch(null),
  imslpIds: z.array(z.string()).catch([]),
  description: originalFields.description.catch(null),
  metadata: originalFields.metadata.catch({}),
});

export const scoreSearchSchema = z.object({
  query: z.string().max(200).optional(),
  instrument: z.preprocess(lowerCase, z.string().max(100).optional()),
  difficulty: z.preprocess(lowerCase, z.enum(difficulties).optional()),
  minDifficultyLevel: z.coerce.number().int().min(1).max(10).optional(),
  maxDifficultyLevel: z.coerce.number().int().min(1).max(10).optional(),
  stylePeriod: z.preprocess(lowerCase, z.enum(stylePeriods).optional()),
  composer: z.string().max(200).optional(),
  tags: z
    .string()
    .max(1000)
    .transform((list) => list.split(',').map((tag) => tag.trim()))
    .transform((list) => list.filter(Boolean))
    .optional(),
  maxDuration: z.coerce.number().min(0).optional(),
  gradeLevel: z.string().max(50).optional(),
  /** `true` finds the person's own as well, not only what is public. */
  mine: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(MAX_BATCH).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  sortBy: z.enum(['title', 'composer', 'difficulty', 'createdAt', 'popularity']).default('title'),
  sortOrder: z.enum(['asc', 'desc']).default('asc'),
});

export const scoreIdsSchema = z.object({
  scoreIds: z.array(z.string().min(1).max(200)).min(1).max(MAX_BATCH),
});

export type ScoreSearch = z.infer<typeof scoreSearchSchema>;

/** The fields of our record that a request names. */
export function requestToScore(request: z.infer<typeof scoreRequestSchema>) {
  const { tempoMarking, year, ...named } = request;
  const fields = {
    ...named,
    tempo: tempoMarking,
    publishedYear: year,
    composer: named.composer === UNKNOWN_COMPOSER ? null : named.composer,
    instrument: named.instrument && instrumentName(named.instrument),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** A row of the original's table `scores`. */
export function scoreToOriginal(score: Score) {
  const kept = keptSchema.parse(score);
  return {
    id: score.id,
    title: score.title,
    composer: score.composer ?? UNKNOWN_COMPOSER,
    opus: score.opus,
    movement: score.movement,
    instrument: instrumentOf(score),
    difficulty: score.difficulty,
    difficulty_level: score.difficultyLevel,
    grade_level: kept.gradeLevel,
    duration_seconds: kept.durationSeconds,
    time_signature: score.timeSignature,
    key_signature: kept.keySignature ?? keyOf(score.keyFifths),
    tempo_marking: score.tempo,
    suggested_tempo: kept.suggestedTempo,
    style_period: score.stylePeriod,
    source: kept.source,
    imslp_url: kept.imslpUrl ?? imslpFileUrl(kept.imslpIds) ?? null,
    tags: score.tags,
    metadata: kept.imslpIds.length > 0 ? { ...kept.metadata, imslpIds: kept.imslpIds } : kept.metadata,
    created_at: columnTime(score.createdAt),
    updated_at: columnTime(score.updatedAt),
    slug: slugOf(score.title, score.opus),
    pdf_url: `/files/${fileKeyOf(score)}`,
    created_by: LOCAL_USER,
    processing_status: 'completed' as const,
    processing_error: null,
    subtitle: score.subtitle,
    year: score.publishedYear,
    description: kept.description,
    file_name: score.fileName,
    source_url: kept.sourceUrl,
    imported_at: columnTime(score.createdAt),
    ai_metadata: null,
    visual_analysis: null,
    visual_confidence: null,
    user_id: LOCAL_USER,
    visibility: score.visibility,
    source_type: 'pdf' as const,
    page_count: score.pageCount,
    derived_visibility: score.visibility,
    normalized_id: pieceKey(score.title, score.composer),
  };
}

/** ASCII only, without transliteration, as in the original's links: "Für Elise" is `f-r-elise`. */
export function slugOf(...parts: readonly (string | null)[]): string {
  const joined = parts.filter(Boolean).join('-').toLowerCase();
  return joined
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100);
}

/** Where the original keeps the PDF: below `/files/`. */
export function fileKeyOf(score: Pick<Score, 'id' | 'fileName'>): string {
  return `imports/${score.id}/${cleanNameOf(score)}`;
}

/** The name of the file in ASCII without spaces, as the original makes it. */
export function cleanNameOf({ fileName }: Pick<Score, 'fileName'>): string {
  return (fileName || 'score.pdf').replace(/[^A-Za-z0-9.-]/g, '_');
}

/** `piano`, `guitar` and `both` as the original has them, every other instrument in our words. */
export function instrumentOf({ instrument }: Pick<Score, 'instrument'>): string | null {
  return instrument?.toLowerCase() === 'piano, guitar' ? 'both' : (instrument?.toLowerCase() ?? null);
}

function instrumentName(given: string): string {
  const name = given.toLowerCase();
  if (name === 'both') return 'Piano, Guitar';
  return name === 'piano' || name === 'guitar' ? name[0]?.toUpperCase() + name.slice(1) : given;
}

const MAJOR_KEYS = 'Cb Gb Db Ab Eb Bb F C G D A E B F# C#'.split(' ');
const MINOR_KEYS = 'Ab Eb Bb F C G D A E B F# C# G# D# A#'.split(' ');

/** The signature does not tell major from minor. */
function keyOf(fifths: number | null): string | null {
  const major = fifths === null ? undefined : MAJOR_KEYS[fifths + 7];
  return major && fifths !== null ? `${major} major or ${MINOR_KEYS[fifths + 7]} minor` : null;
}

/** As SQLite writes an instant. */
function columnTime(instant: string): string {
  return instant.slice(0, 19).replace('T', ' ');
}

function camelCased(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}
