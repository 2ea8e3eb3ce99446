/** Changes of a piece that reach into the entries that name it: a new name, a merge, its removal. Each has one undo. */
import type { JsonValue, RecordEdit, RecordFields } from '@mirubato/domain/journal';
import { type EntryPiece, entrySchema } from '@mirubato/domain/logbook';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import {
  isPieceOf,
  type NameInEntries,
  namesTakenBack,
  type Piece,
  type PieceRef,
  pieceKey,
  pieceSchema,
  renamed,
} from '@mirubato/domain/repertoire';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { JournalView } from '../journal/journal.ts';
import { jsonFields, notFound } from '../store/record-edits.ts';

export interface PieceReach {
  /** Entries outside the trash that name the piece. */
  readonly entries: number;
  /** Those of them that name other pieces too. */
  readonly sharedEntries: number;
  readonly reviews: number;
}

export interface UndoableChange {
  /** Entries outside the trash that were changed. */
  readonly entries: number;
  /** For `takeBack`, as long as this process runs and few changes follow. */
  readonly undo: string;
}

export interface PieceEntries {
  reachOf(pieceId: string): Promise<PieceReach>;
  /** Another piece outside the trash that has this name already. */
  namesake(pieceId: string, name: { title: string; composer: string | null }): Promise<Piece | undefined>;
  /** Gives the piece and its entries the name. A name that another piece has is a conflict: those two are to be merged. */
  rename(pieceId: string, name: { title: string; composer: string | null }): Promise<Result<UndoableChange>>;
  /** Makes two pieces one: `otherId` goes into the trash, and what was its own is `pieceId`'s. */
  merge(pieceId: string, otherId: string): Promise<Result<UndoableChange>>;
  /**
   * Puts the piece into the trash.
   * @param entries `keep`: they keep title and composer and lose the piece; `trash`: those of this piece alone go with
   *   it, and those that name others too are kept
   */
  remove(pieceId: string, entries: 'keep' | 'trash'): Promise<Result<UndoableChange>>;
  takeBack(undo: string): Promise<Result<void>>;
}

interface Change {
  readonly collection: string;
  readonly id: string;
  readonly before: RecordFields;
  readonly after: RecordFields;
}

/** As many as a person may still want back. Each holds the names in its entries, and no more. */
const MAX_UNDOS = 10;

export function createPieceEntries(context: CoreContext): PieceEntries {
  const { journal, store } = context;
  const changesByUndo = new Map<string, readonly Change[]>();

  return {
    async reachOf(pieceId) {
      const { rows } = await sql<PieceReach>`
        WITH mine AS (SELECT DISTINCT entry_id FROM entry_pieces ep WHERE ${namesPiece(pieceId)})
        SELECT count(*)::int AS entries,
          (count(*) FILTER (WHERE EXISTS (SELECT 1 FROM entry_pieces ep
            WHERE ep.entry_id = mine.entry_id AND ${namesPiece(pieceId)} IS NOT TRUE)))::int AS "sharedEntries",
          (SELECT count(*) FROM reviews WHERE piece_id = ${pieceId} AND deleted_at IS NULL)::int AS reviews
        FROM mine JOIN entries ON entries.id = mine.entry_id WHERE deleted_at IS NULL`.execute(store.db);
      return rows[0] ?? { entries: 0, sharedEntries: 0, reviews: 0 };
    },

    namesake,

    async rename(pieceId, name) {
      const taken = await namesake(pieceId, name);
      if (taken) return fail('conflict', `There is a piece of this name already: ${taken.title}.`);
      const piece = await refOf(pieceId);
      if (!piece) return notFound('pieces', pieceId);
      const reached = await entriesOf(piece);
      return change(pieceId, (view) => [
        changed(view, 'pieces', pieceId, { ...name }),
        ...inEntries(view, reached, piece, () => ({ pieceId, ...name })),
      ]);
    },

    async merge(pieceId, otherId) {
      if (pieceId === otherId) return fail('invalid-input', 'A piece cannot be merged with itself.');
      const [piece, other] = [await refOf(pieceId), await refOf(otherId)];
      if (!piece || !other) return notFound('pieces', piece ? otherId : pieceId);
      const reached = await entriesOf(other);
      const linked = await linkedTo(other);
      return change(pieceId, (view) => {
        const gone = pieceSchema.parse({ ...view.read('pieces', otherId), id: otherId });
        if (gone.deletedAt !== null) return fail('conflict', 'The other piece is in the trash.');
        const kept = pieceSchema.parse({ ...view.read('pieces', pieceId), id: pieceId });
        const name = () => ({ pieceId, title: kept.title, composer: kept.composer });
        return [
          changed(view, 'pieces', pieceId, mergedFields(kept, gone)),
          changed(view, 'pieces', otherId, { deletedAt: instantNow(context) }),
          ...inEntries(view, reached, other, name),
          ...linked.map(({ collection, id, isByKey }) =>
            collection === 'goals'
              ? changed(view, collection, id, { scoreId: isByKey ? piece.key : pieceId })
              : changed(view, collection, id, { pieceId }),
          ),
        ];
      });
    },

    async remove(pieceId, entries) {
      const piece = await refOf(pieceId);
      if (!piece) return notFound('pieces', pieceId);
      const reached = await entriesOf(piece);
      return change(pieceId, (view) => {
        const deletedAt = instantNow(context);
        const isGoing = (id: string) =>
          entries === 'trash' && piecesOf(view, id).every((each) => isPieceOf(piece, each));
        const loose = ({ title, composer }: EntryPiece) => ({
          pieceId: null,
          title,
          composer: composer ?? null,
        });
        return [
          changed(view, 'pieces', pieceId, { deletedAt }),
          ...reached
            .filter(isGoing)
            .filter((id) => !view.read('entries', id)?.deletedAt)
            .map((id) => changed(view, 'entries', id, { deletedAt })),
          ...inEntries(
            view,
            reached.filter((id) => !isGoing(id)),
            piece,
            loose,
          ),
        ];
      });
    },

    async takeBack(undo) {
      const changes = changesByUndo.get(undo);
      if (!changes) return fail('not-found', 'This can no longer be taken back.');
      changesByUndo.delete(undo);
      return journal.edit((view) => {
        const updatedAt = instantNow(context);
        const edits = changes.flatMap((each) => {
          const fields = fieldsTakenBack(view.read(each.collection, each.id) ?? {}, each);
          const { collection, id } = each;
          return Object.keys(fields).length > 0 ? [{ collection, id, fields: { ...fields, updatedAt } }] : [];
        });
        return ok({ edits, value: undefined });
      });
    },
  };

  /** Writes what is planned in one edit, and remembers what was there before. */
  async function change(
    pieceId: string,
    plan: (view: JournalView) => Change[] | Result<never>,
  ): Promise<Result<UndoableChange>> {
    const written = await journal.edit((view) => {
      const present = view.read('pieces', pieceId);
      if (!present) return notFound('pieces', pieceId);
      if (present.deletedAt) return fail('conflict', 'It is in the trash: restore it before changing it.');
      const changes = plan(view);
      if (!Array.isArray(changes)) return changes;
      const updatedAt = instantNow(context);
      const edits: RecordEdit[] = changes.map(({ collection, id, after }) => ({
        collection,
        id,
        fields: { ...after, updatedAt },
      }));
      const isEntryHere = ({ collection, id }: Change) =>
        collection === 'entries' && !view.read(collection, id)?.deletedAt;
      return ok({ edits, value: { changes, entries: changes.filter(isEntryHere).length } });
    });
    if (!written.ok) return written;
    const undo = context.newId();
    changesByUndo.set(undo, written.value.changes);
    for (const oldest of changesByUndo.keys())
      if (changesByUndo.size > MAX_UNDOS) changesByUndo.delete(oldest);
    return ok({ entries: written.value.entries, undo });
  }

  async function refOf(id: string): Promise<PieceRef | undefined> {
    const row = await store.db
      .selectFrom('pieces')
      .select(['id', 'piece_key as key'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row;
  }

  async function namesake(
    pieceId: string,
    { title, composer }: { title: string; composer: string | null },
  ): Promise<Piece | undefined> {
    const row = await store.db
      .selectFrom('pieces')
      .select('record')
      .where('piece_key', '=', pieceKey(title, composer))
      .where('id', '<>', pieceId)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .executeTakeFirst();
    return row && pieceSchema.parse(row.record);
  }

  /** Those in the trash too, so that they are right when they come back. */
  async function entriesOf({ id }: PieceRef): Promise<string[]> {
    const { rows } = await sql<{ entry_id: string }>`
      SELECT DISTINCT entry_id FROM entry_pieces ep WHERE ${namesPiece(id)} ORDER BY entry_id`.execute(
      store.db,
    );
    return rows.map(({ entry_id }) => entry_id);
  }

  async function linkedTo({ id, key }: PieceRef): Promise<Linked[]> {
    const { rows } = await sql<Linked>`
      SELECT 'reviews' AS collection, id, false AS "isByKey" FROM reviews WHERE piece_id = ${id}
      UNION ALL SELECT 'contents', id, false FROM contents WHERE piece_id = ${id}
      UNION ALL SELECT 'goals', id, score_id = ${key} FROM goals WHERE score_id IN (${id}, ${key})`.execute(
      store.db,
    );
    return rows;
  }
}

interface Linked {
  readonly collection: 'reviews' | 'contents' | 'goals';
  readonly id: string;
  /** The original's goals name a piece by its key. */
  readonly isByKey: boolean;
}

/** Of a row `ep`: it names the piece by its id, or by its name where it knows no id. */
function namesPiece(pieceId: string) {
  return sql<boolean>`(ep.piece_id = ${pieceId} OR (ep.piece_id IS NULL
    AND ep.piece_key = (SELECT piece_key FROM pieces WHERE id = ${pieceId})))`;
}

function piecesOf(view: JournalView, entryId: string): EntryPiece[] {
  return entrySchema.parse({ ...view.read('entries', entryId), id: entryId }).pieces;
}

function inEntries(
  view: JournalView,
  entryIds: readonly string[],
  piece: PieceRef,
  nameOf: (present: EntryPiece) => NameInEntries,
): Change[] {
  return entryIds.flatMap((id) => {
    const pieces = renamed(piecesOf(view, id), piece, nameOf);
    return pieces ? [changed(view, 'entries', id, jsonFields({ pieces }))] : [];
  });
}

function changed(view: JournalView, collection: string, id: string, after: RecordFields): Change {
  const present = view.read(collection, id) ?? {};
  const before = Object.fromEntries(Object.keys(after).map((field) => [field, present[field] ?? null]));
  return { collection, id, before, after };
}

/** What the piece that stays has of its own stays; what it lacks it gets, and lists are drawn together. */
function mergedFields(kept: Piece, gone: Piece): RecordFields {
  const both = (field: 'scoreIds' | 'referenceLinks' | 'tags') => [
    ...new Set([...kept[field], ...gone[field]]),
  ];
  return {
    scoreIds: both('scoreIds'),
    referenceLinks: both('referenceLinks'),
    tags: both('tags'),
    notes: [kept.notes, gone.notes].filter((notes) => notes.trim() !== '').join('\n\n'),
    difficultyRating: kept.difficultyRating ?? gone.difficultyRating,
    targetTempo: kept.targetTempo ?? gone.targetTempo,
    currentTempo: kept.currentTempo ?? gone.currentTempo,
  };
}

/** A field that somebody has changed since stays as it is. */
function fieldsTakenBack(present: RecordFields, { collection, before, after }: Change): RecordFields {
  const fields: Record<string, JsonValue> = {};
  for (const [field, given] of Object.entries(after)) {
    if (JSON.stringify(present[field]) === JSON.stringify(given)) fields[field] = before[field] ?? null;
    else if (collection === 'entries' && field === 'pieces') {
      const [now, former, later] = [present, before, after].map(
        (each) => entrySchema.parse({ ...each, id: '' }).pieces,
      );
      Object.assign(fields, jsonFields({ pieces: namesTakenBack(now ?? [], former ?? [], later ?? []) }));
    }
  }
  return fields;
}
