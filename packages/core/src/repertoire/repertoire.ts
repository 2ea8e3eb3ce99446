import type { RecordEdit } from '@mirubato/domain/journal';
import { type Entry, entrySchema } from '@mirubato/domain/logbook';
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
import {
  changeRecord,
  createRecord,
  jsonFields,
  notFound,
  restoreRecord,
  trashRecord,
} from '../store/record-edits.ts';
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
  readonly status: PieceStatus;
  readonly lastPractisedOn: string | null;
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
  /** Puts the piece into the trash and cuts its entries loose: they keep title and composer. */
  dissociatePiece(id: string, entries: readonly Entry[]): Promise<Result<void>>;
  /** Those that a new piece of this name may be; see `similarPieces`. */
  similarPieces(named: { title: string; composer?: string | undefined }): Promise<SimilarPiece[]>;
  /** For every piece outside the trash; null when it was never practised. */
  lastPractised(): Promise<LastPractised[]>;
  pieces(query: {
    ids?: readonly string[] | undefined;
    status?: string | undefined;
    q?: string | undefined;
    sort: PieceSort;
    scoreId?: string | undefined;
  }): Promise<PieceWithPractice[]>;
}

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
    dissociatePiece: (id, entries) =>
      journal.edit((view) => {
        const now = instantNow(context);
        const edits: RecordEdit[] = [{ collection: 'pieces', id, fields: { deletedAt: now } }];
        for (const entry of entries) {
          const present = view.read('entries', entry.id);
          if (!present) continue;
          const pieces = entrySchema
            .parse({ ...present, id: entry.id })
            .pieces.map((piece) => (piece.pieceId === id ? { ...piece, pieceId: null } : piece));
          edits.push({ collection: 'entries', id: entry.id, fields: jsonFields({ pieces, updatedAt: now }) });
        }
        return ok({ edits, value: undefined });
      }),
    similarPieces: (named) => similarPieces(context, named),
    async lastPractised() {
      const { rows } = await sql<LastPractised>`
        SELECT id, title, status, greatest(
          (SELECT max(local_date) FROM entry_pieces WHERE piece_id = p.id AND is_practice),
          (SELECT max(local_date) FROM entry_pieces
            WHERE piece_id IS NULL AND piece_key = p.piece_key AND is_practice))::text AS "lastPractisedOn"
        FROM pieces p WHERE deleted_at IS NULL`.execute(store.db);
      return rows;
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
