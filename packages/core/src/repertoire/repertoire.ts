import { type Goal, goalSchema } from '@mirubato/domain/goals';
import { ok, type Result } from '@mirubato/domain/problem';
import {
  type Piece,
  type PieceInput,
  type PiecePatch,
  type PieceStatus,
  pieceSchema,
} from '@mirubato/domain/repertoire';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { changeRecord, createRecord, notFound, restoreRecord, trashRecord } from '../store/record-edits.ts';
import { type SimilarPiece, similarPieces } from './similar-pieces.ts';

/** A piece with what its entries say of it; computed, never stored. */
export type PieceWithPractice = Piece & {
  readonly practiceCount: number;
  /** Its share of the minutes of the entries that name it. */
  readonly practiceMinutes: number;
  readonly lastPractisedOn: string | null;
};

export interface LastPractised {
  readonly id: string;
  readonly title: string;
  readonly composer: string | null;
  readonly status: PieceStatus;
  readonly difficultyRating: number | null;
  readonly scoreId: string | null;
  readonly lastPractisedOn: string | null;
}

export interface PieceDeadline {
  /** Of the goal. */
  readonly title: string;
  readonly date: string;
}

export interface NamedOfWork {
  readonly id: string;
  readonly title: string;
  readonly composer: string | null;
}

export type PieceSort = 'title' | 'composer' | 'lastPractised' | 'minutes';

export interface Repertoire {
  createPiece(id: string, input: PieceInput & { scoreId?: string }): Promise<Result<PieceWithPractice>>;
  editPiece(id: string, patch: PiecePatch): Promise<Result<PieceWithPractice>>;
  trashPiece(id: string): Promise<Result<void>>;
  restorePiece(id: string): Promise<Result<PieceWithPractice>>;
  piece(id: string): Promise<Result<PieceWithPractice>>;
  /** By the original system's identity; undefined when there is none outside the trash. */
  pieceByKey(key: string): Promise<PieceWithPractice | undefined>;
  keyOf(id: string): Promise<string>;
  /** Those that a new piece of this name may be; see `similarPieces`. */
  similarPieces(named: { title: string; composer?: string | undefined }): Promise<SimilarPiece[]>;
  /** For every piece that is neither dropped, archived nor in the trash; null when it was never practised. */
  lastPractised(): Promise<LastPractised[]>;
  /** By piece: the nearest date, from `date` on, by which an active goal wants it. */
  deadlines(date: string): Promise<ReadonlyMap<string, PieceDeadline>>;
  /** Those that are about the piece, the nearest first. */
  goalsOf(id: string): Promise<Goal[]>;
  /** Other pieces of its work, and scores of it that are not linked; empty where the work cannot be told. */
  sameWork(id: string): Promise<{ pieces: NamedOfWork[]; scores: NamedOfWork[] }>;
  pieces(query: {
    ids?: readonly string[] | undefined;
    status?: string | undefined;
    q?: string | undefined;
    sort: PieceSort;
    scoreId?: string | undefined;
  }): Promise<PieceWithPractice[]>;
}

/** More editions of one work are looked at among the scores. */
const MAX_OF_WORK = 10;

interface PieceRow {
  record: Piece;
  count: number;
  minutes: number;
  last_on: string | null;
}

export function createRepertoire(context: CoreContext): Repertoire {
  const { journal, store } = context;

  return {
    async createPiece(id, input) {
      const statusHistory = [{ at: instantNow(context), from: null, to: input.status }];
      const created = await createRecord(journal, context, 'pieces', id, { ...input, statusHistory });
      return created.ok ? piece(id) : created;
    },
    async editPiece(id, patch) {
      const changed = await changeRecord(journal, context, 'pieces', id, (present) => {
        const before = pieceSchema.parse({ ...present, id });
        if (patch.status === undefined || patch.status === before.status) return patch;
        const change = { at: instantNow(context), from: before.status, to: patch.status };
        return { ...patch, statusHistory: [...before.statusHistory, change] };
      });
      return changed.ok ? piece(id) : changed;
    },
    trashPiece: (id) => trashRecord(journal, context, 'pieces', id),
    async restorePiece(id) {
      const restored = await restoreRecord(journal, context, 'pieces', id);
      return restored.ok ? piece(id) : restored;
    },
    piece,
    async pieceByKey(key) {
      const [found] = await select(sql`p.piece_key = ${key} AND p.deleted_at IS NULL`, 'title');
      return found;
    },
    async keyOf(id) {
      const row = await store.db
        .selectFrom('pieces')
        .select('piece_key')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.piece_key ?? '';
    },
    similarPieces: (named) => similarPieces(context, named),
    async lastPractised() {
      const { rows } = await sql<LastPractised>`
        SELECT id, title, composer, status, (record->>'difficultyRating')::float8 AS "difficultyRating",
          record->'scoreIds'->>0 AS "scoreId", greatest(
          (SELECT max(local_date) FROM entry_pieces WHERE piece_id = p.id AND is_practice),
          (SELECT max(local_date) FROM entry_pieces
            WHERE piece_id IS NULL AND piece_key = p.piece_key AND is_practice))::text AS "lastPractisedOn"
        FROM pieces p WHERE deleted_at IS NULL AND status NOT IN ('dropped', 'archived')`.execute(store.db);
      return rows;
    },
    async deadlines(date) {
      const { rows } = await sql<PieceDeadline & { id: string }>`
        SELECT DISTINCT ON (p.id) p.id, g.record->>'title' AS title, g.record->>'targetDate' AS date
        FROM goals g JOIN pieces p ON ${isGoalOf('p')}
        WHERE g.deleted_at IS NULL AND g.status = 'active' AND g.record->>'targetDate' >= ${date}
          AND p.deleted_at IS NULL
        ORDER BY p.id, g.record->>'targetDate', g.id`.execute(store.db);
      return new Map(rows.map(({ id, title, date: on }) => [id, { title, date: on }]));
    },
    async sameWork(id) {
      const others = async (collection: 'pieces' | 'scores') => {
        const { rows } = await sql<NamedOfWork>`
          SELECT o.id, o.title, o.composer FROM ${sql.table(collection)} o JOIN pieces p ON o.work_key = p.work_key
          WHERE p.id = ${id} AND o.deleted_at IS NULL AND o.id <> p.id AND NOT p.record->'scoreIds' ? o.id
          ORDER BY fold(o.title), o.id LIMIT ${MAX_OF_WORK}`.execute(store.db);
        return rows;
      };
      return { pieces: await others('pieces'), scores: await others('scores') };
    },
    async goalsOf(id) {
      const { rows } = await sql<{ record: unknown }>`
        SELECT g.record FROM goals g JOIN pieces p ON ${isGoalOf('p')}
        WHERE p.id = ${id} AND g.deleted_at IS NULL AND g.status <> 'abandoned'
        ORDER BY g.status <> 'active', g.record->>'targetDate' NULLS LAST, g.id`.execute(store.db);
      return rows.map(({ record }) => goalSchema.parse(record));
    },
    pieces: ({ ids, status, q, sort, scoreId }) =>
      select(
        sql`p.deleted_at IS NULL
        AND (${ids ?? null}::text[] IS NULL OR p.id = ANY(${ids ?? null}))
        AND (${status ?? null}::text IS NULL OR p.status = ${status ?? null})
        AND (${q ?? null}::text IS NULL OR p.folded LIKE '%' || fold(${likePattern(q ?? '')}) || '%')
        AND (${scoreId ?? null}::text IS NULL OR p.record->'scoreIds' ? ${scoreId ?? ''})`,
        sort,
      ),
  };

  async function piece(id: string): Promise<Result<PieceWithPractice>> {
    const [found] = await select(sql`p.id = ${id}`, 'title');
    return found ? ok(found) : notFound('pieces', id);
  }

  async function select(condition: ReturnType<typeof sql>, sort: PieceSort): Promise<PieceWithPractice[]> {
    const order = {
      title: sql`fold(p.title), p.id`,
      composer: sql`fold(coalesce(p.composer, '')), fold(p.title), p.id`,
      lastPractised: sql`last_on DESC NULLS LAST, fold(p.title), p.id`,
      minutes: sql`minutes DESC, fold(p.title), p.id`,
    }[sort];
    const { rows } = await sql<PieceRow>`
      WITH chosen AS (SELECT id, piece_key FROM pieces p WHERE ${condition}),
      named AS (
        SELECT chosen.id, minutes, sessions, local_date FROM chosen JOIN entry_pieces ep ON ep.piece_id = chosen.id
          WHERE is_practice
        UNION ALL
        SELECT chosen.id, minutes, sessions, local_date FROM chosen JOIN entry_pieces ep USING (piece_key)
          WHERE ep.piece_id IS NULL AND is_practice),
      practice AS (
        SELECT id, sum(minutes)::float8 AS minutes, sum(sessions)::int AS count, max(local_date)::text AS last_on
        FROM named GROUP BY id)
      SELECT p.record, coalesce(minutes, 0) AS minutes, coalesce(count, 0) AS count, last_on
      FROM chosen JOIN pieces p USING (id) LEFT JOIN practice USING (id) ORDER BY ${order}`.execute(store.db);
    return rows.map(({ record, count, minutes, last_on }) => ({
      ...record,
      practiceCount: count,
      practiceMinutes: Math.round(minutes),
      lastPractisedOn: last_on,
    }));
  }
}

/** Escapes what LIKE would take for a wildcard. */
export function likePattern(typed: string): string {
  return typed.trim().replace(/[\\%_]/g, '\\$&');
}

/** Goal `g` is about the piece: by its id, by the original's key, or by one of its scores. @param alias of `pieces` */
export function isGoalOf(alias: string) {
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  return sql<boolean>`(g.score_id IN (${of('id')}, ${of('piece_key')}) OR ${of('record')}->'scoreIds' ? g.score_id)`;
}
