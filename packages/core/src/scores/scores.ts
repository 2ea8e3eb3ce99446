import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import {
  type KeptReadings,
  readFields,
  type Score,
  type ScorePatch,
  scoreSchema,
} from '@mirubato/domain/scores';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';
import type { RecognisedLine } from '../import/mark-recognised.ts';
import { changeRecord, notFound, restoreRecord, trashRecord } from '../store/record-edits.ts';
import { readDerivedText } from './derived-texts.ts';
import { type Related, relatedOf } from './related-scores.ts';
import { searchScores } from './search-scores.ts';

/** A score as this computer has it. */
export type ScoreItem = Score & {
  /** Whether the PDF's bytes are here. */
  readonly isAvailable: boolean;
  readonly hasThumbnail: boolean;
  /** Where the words looked for stand inside the score. */
  readonly match?: { readonly page: number; readonly snippet: string };
};

export interface ScoreQuery {
  readonly q?: string | undefined;
  /**
   * `difficulty`: as a person says it, else the middle of what the notes say; unknown ones last in both orders.
   * `confidence`: how sure the less sure of title and composer is.
   */
  readonly sort: 'title' | 'composer' | 'difficulty' | 'added' | 'confidence';
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
  readonly isFavourite?: boolean | undefined;
  readonly needsReview?: boolean | undefined;
}

export interface ScorePage {
  readonly items: ScoreItem[];
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
  readonly hasMore: boolean;
}

export interface Scores {
  /** With `q`, best match first; else by `sort`. */
  scores(query: ScoreQuery): Promise<ScorePage>;
  score(id: string): Promise<Result<ScoreItem>>;
  editScore(id: string, patch: ScorePatch): Promise<Result<ScoreItem>>;
  /** Takes back that a person accepted what a machine had read: values and evidence are as before. */
  restoreReadings(id: string, kept: KeptReadings): Promise<Result<ScoreItem>>;
  /** Other scores and the pieces of its work. */
  related(id: string): Promise<Result<Related>>;
  trashScore(id: string): Promise<Result<void>>;
  restoreScore(id: string): Promise<Result<ScoreItem>>;
  /** Path of the PDF on this computer; problem `file-not-found` when its bytes are not here. */
  filePath(id: string): Promise<Result<{ path: string; sizeBytes: number; score: Score }>>;
  thumbnailPath(id: string): Promise<Result<string>>;
  /** Words of pages that are pictures, where they were recognised; none of other pages. */
  recognisedLines(id: string): Promise<Result<readonly RecognisedLine[]>>;
}

export function createScores(context: CoreContext): Scores {
  const { journal, store, directory } = context;

  const scores: Scores = {
    async scores(query) {
      const { rows, total } = await searchScores(store.db, query);
      const items = await Promise.all(
        rows.map(async ({ record, match }) => ({
          ...(await withPresence(scoreSchema.parse(record))),
          ...(match ? { match } : {}),
        })),
      );
      const { limit, offset } = query;
      return { items, total, limit, offset, hasMore: offset + items.length < total };
    },
    score,
    async editScore(id, patch) {
      const changed = await changeRecord(journal, context, 'scores', id, (present) => {
        const { evidence } = scoreSchema.parse({ ...present, id });
        const byPerson = { confidence: 1, source: 'person' as const, page: null, box: null };
        const checked = readFields.filter((field) => patch[field] !== undefined);
        return {
          ...patch,
          evidence: { ...evidence, ...Object.fromEntries(checked.map((field) => [field, byPerson])) },
        };
      });
      return changed.ok ? score(id) : changed;
    },
    async restoreReadings(id, kept) {
      const changed = await changeRecord(journal, context, 'scores', id, (present) => {
        const evidence = Object.entries({
          ...scoreSchema.parse({ ...present, id }).evidence,
          ...kept.evidence,
        });
        return {
          ...kept.values,
          evidence: Object.fromEntries(evidence.filter(([, value]) => value !== null)),
        };
      });
      return changed.ok ? score(id) : changed;
    },
    async related(id) {
      const found = await score(id);
      return found.ok ? ok(await relatedOf(context, scores, found.value)) : found;
    },
    trashScore: (id) => trashRecord(journal, context, 'scores', id),
    async restoreScore(id) {
      const restored = await restoreRecord(journal, context, 'scores', id);
      return restored.ok ? score(id) : restored;
    },
    async filePath(id) {
      const found = await score(id);
      if (!found.ok) return found;
      const path = await presentPath(found.value.sha256);
      if (path === undefined)
        return fail('file-not-found', `The PDF of "${found.value.title}" is not on this computer.`);
      return ok({ path, sizeBytes: (await stat(path)).size, score: found.value });
    },
    async recognisedLines(id) {
      const row = await store.db
        .selectFrom('scores')
        .select('sha256')
        .where('id', '=', id)
        .executeTakeFirst();
      if (!row) return notFound('scores', id);
      return ok((await readDerivedText(directory, row.sha256))?.recognisedLines ?? []);
    },
    async thumbnailPath(id) {
      const row = await store.db
        .selectFrom('scores')
        .select('sha256')
        .where('id', '=', id)
        .executeTakeFirst();
      const path = row && directory.derivedFile(row.sha256, 'thumbnail.webp');
      return path && existsSync(path) ? ok(path) : notFound('thumbnails', id);
    },
  };
  return scores;

  async function score(id: string): Promise<Result<ScoreItem>> {
    const row = await store.db.selectFrom('scores').select('record').where('id', '=', id).executeTakeFirst();
    return row ? ok(await withPresence(scoreSchema.parse(row.record))) : notFound('scores', id);
  }

  async function withPresence(found: Score): Promise<ScoreItem> {
    return {
      ...found,
      isAvailable: (await presentPath(found.sha256)) !== undefined,
      hasThumbnail: existsSync(directory.derivedFile(found.sha256, 'thumbnail.webp')),
    };
  }

  /** The copy in the library, or the file left in its own place as long as it is there. */
  async function presentPath(sha256: string): Promise<string | undefined> {
    const copied = directory.libraryFile(sha256);
    if (existsSync(copied)) return copied;
    const { rows } = await sql<{ path: string | null }>`
      SELECT record->>'path' AS path FROM files WHERE id = ${sha256}`.execute(store.db);
    const path = rows[0]?.path;
    return path && existsSync(path) ? path : undefined;
  }
}
