/**
 * The records of each user's journal for those who do not speak CRDT: the JSON clients and REST. The log is the
 * truth; records are made from it when somebody asks, each change with the user's next number. Documents are
 * open only meanwhile, in a bounded cache. One long file, because an edit and its projection are one transaction.
 */

import type { Log } from '@mirubato/core/context';
import { recordIdSchema } from '@mirubato/domain/ids';
import {
  createJournalDocument,
  type JournalDocument,
  type RecordEdit,
  type RecordFields,
  type RecordRef,
} from '@mirubato/domain/journal';
import { isZone } from '@mirubato/domain/logbook';
import {
  type Entity,
  type EntityCollection,
  entityCollections,
  entityIdOf,
  type Surroundings,
  toEntity,
} from '@mirubato/domain/protocol';
import { SETTINGS_ID, settingsSchema } from '@mirubato/domain/settings';
import { type Kysely, sql, type Transaction } from 'kysely';
import { mergeUpdates } from 'yjs';
import { JOURNAL_DOCUMENT, type StoredUpdate, type UpdateLog } from '../log/update-log.ts';
import type { Tables } from '../store/tables.ts';
import { isPublished } from './published-templates.ts';

export interface EntityChange {
  /** Per user, from 1, without gap over all kinds of record. */
  readonly seq: number;
  readonly collection: EntityCollection;
  readonly recordId: string;
  readonly entityId: string;
  readonly entity: Entity;
  readonly isDeleted: boolean;
  /** Whether it was not there, or deleted, before. */
  readonly isNew: boolean;
  /** Whether who wrote it may have lost it again: to a deletion or to later values that it was sent meanwhile. */
  readonly isMerged: boolean;
}

export interface Applied {
  /** In the order of their numbers. */
  readonly changes: readonly EntityChange[];
  /** The first number of what the plan itself changed; the changes before it were in the log already. */
  readonly ownFrom: number;
  /** The user's last number. */
  readonly head: number;
  /** The plans of the occurrences among the changes, by id. */
  readonly plans: ReadonlyMap<string, Entity>;
  /** What the plan wrote into the log, to be passed on to CRDT clients. */
  readonly stored: StoredUpdate | undefined;
}

export interface RecordsView {
  /** The deleted ones too. */
  ids(collection: string): Iterable<string>;
  read(collection: string, id: string): RecordFields | undefined;
  writtenAtMs(collection: string, id: string, field: string): number | undefined;
  /** The id of the record that is known by this id to the original's clients, live ones first. */
  recordIdOf(collection: EntityCollection, entityId: string): Promise<string | undefined>;
  readonly surroundings: Surroundings;
}

export interface TimedEdit extends RecordEdit {
  /** When it was made, milliseconds since 1970. */
  readonly atMs: number;
}

export type EditPlan = (view: RecordsView) => Promise<readonly TimedEdit[]>;

export interface UserRecords {
  /** Durable when it resolves. The plan runs alone among all of that user's, on every node. */
  edit(userId: string, plan: EditPlan): Promise<Applied>;
  /** Brings the records to where the log is. */
  refresh(userId: string): Promise<Applied>;
  /** At most `limit` changes after a number. Call `refresh` before. */
  after(userId: string, seq: number, limit: number): Promise<EntityChange[]>;
  plans(userId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Entity>>;
  /** What is there and not deleted, by kind, oldest change first; all kinds if none is named. Call `refresh` before. */
  live(userId: string, only?: readonly EntityCollection[]): Promise<ReadonlyMap<EntityCollection, Entity[]>>;
  /** Lets go of what is held of a user who is deleted. */
  forget(userId: string): Promise<void>;
  openDocuments(): number;
}

/** Documents that are kept open for the next frame. */
const MAX_OPEN_DOCUMENTS = 32;
const CLOSE_AFTER_MS = 60_000;

/** More records than this are compared by reading all of the user's at once. */
const MANY_RECORDS = 500;

interface Open {
  readonly document: JournalDocument;
  /** The update up to which, without gap, the document has everything. */
  seq: number;
  usedMs: number;
}

const collections: ReadonlySet<string> = new Set(entityCollections);

/** One name for all nodes: they write one after the other, each on what the one before has written. */
const REPLICA = 'relay';

export function createUserRecords(options: {
  readonly db: Kysely<Tables>;
  readonly log: UpdateLog;
  readonly logger: Log;
  readonly nowMs: () => number;
}): UserRecords {
  const { db, log, logger, nowMs } = options;
  const openByUser = new Map<string, Open>();
  const lastByUser = new Map<string, Promise<unknown>>();

  return {
    edit: (userId, plan) => alone(userId, () => run(userId, plan)),
    refresh: (userId) => alone(userId, () => run(userId)),
    async after(userId, seq, limit) {
      const rows = await db
        .selectFrom('records')
        .selectAll()
        .where('user_id', '=', userId)
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        seq: Number(row.seq),
        collection: row.collection as EntityCollection,
        recordId: row.record_id,
        entityId: row.entity_id,
        entity: JSON.parse(row.entity) as Entity,
        isDeleted: row.is_deleted,
        isNew: false,
        isMerged: false,
      }));
    },
    async plans(userId, asked) {
      const ids = asked.filter(isId);
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom('records')
        .select(['record_id', 'entity'])
        .where('user_id', '=', userId)
        .where('collection', '=', 'plans')
        .where('record_id', 'in', ids)
        .execute();
      return new Map(rows.map(({ record_id, entity }) => [record_id, JSON.parse(entity) as Entity]));
    },
    async live(userId, only = entityCollections) {
      const rows = await db
        .selectFrom('records')
        .select(['collection', 'entity'])
        .where('user_id', '=', userId)
        .where('is_deleted', '=', false)
        .where('collection', 'in', [...only])
        .orderBy('seq')
        .execute();
      const byCollection = Map.groupBy(rows, ({ collection }) => collection as EntityCollection);
      return new Map(
        [...byCollection].map(([collection, found]) => [
          collection,
          found.map(({ entity }) => JSON.parse(entity) as Entity),
        ]),
      );
    },
    forget: (userId) => alone(userId, async () => close(userId)),
    openDocuments: () => openByUser.size,
  };

  async function alone<T>(userId: string, work: () => Promise<T>): Promise<T> {
    const before = lastByUser.get(userId) ?? Promise.resolve();
    const result = before.then(work, work);
    const settled = result.then(
      () => undefined,
      () => undefined,
    );
    lastByUser.set(userId, settled);
    try {
      return await result;
    } finally {
      if (lastByUser.get(userId) === settled) lastByUser.delete(userId);
      closeUnused();
    }
  }

  async function run(userId: string, plan?: EditPlan): Promise<Applied> {
    try {
      return await db.transaction().execute((transaction) => apply(transaction, userId, plan));
    } catch (error) {
      // The document may hold what was not written.
      close(userId);
      throw error;
    }
  }

  async function apply(
    transaction: Transaction<Tables>,
    userId: string,
    plan: EditPlan | undefined,
  ): Promise<Applied> {
    const ref = { userId, document: JOURNAL_DOCUMENT };
    await transaction
      .insertInto('journals')
      .values({ user_id: userId })
      .onConflict((conflict) => conflict.column('user_id').doNothing())
      .execute();
    const journal = await transaction
      .selectFrom('journals')
      .selectAll()
      .where('user_id', '=', userId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const [head, projectedSeq] = [Number(journal.head), Number(journal.projected_seq)];
    const lastSeq = await log.lastSeq(ref, transaction);
    // Of a user who was deleted and came again.
    if ((openByUser.get(userId)?.seq ?? 0) > lastSeq) close(userId);
    if (!plan && lastSeq === projectedSeq) {
      return { changes: [], ownFrom: head + 1, head, plans: new Map(), stored: undefined };
    }
    const touched: RecordRef[] = [];
    const open = await bringUp(transaction, userId, projectedSeq, touched);
    let changes = await project(transaction, userId, open.document, touched, head);
    const ownFrom = head + changes.length + 1;
    const [first, ...others] = plan
      ? await plan(viewOf(transaction, userId, open.document, journal.zone))
      : [];
    const updates: Uint8Array[] = [];
    let stored: Applied['stored'];
    if (first) {
      const edited: RecordRef[] = [];
      for (const { atMs, ...edit } of [first, ...others]) {
        const change = open.document.edit([edit], atMs);
        if (!change) continue;
        updates.push(change.update);
        edited.push(...change.touched);
      }
      if (updates.length > 0) {
        const update = mergeAll(updates);
        const seq = await log.appendIn(transaction, ref, update);
        stored = { seq, update };
        // Others may have written between: their updates are read next time.
        if (seq === open.seq + 1) open.seq = seq;
        changes = [
          ...changes,
          ...(await project(transaction, userId, open.document, edited, head + changes.length)),
        ];
      }
    }
    await transaction
      .updateTable('journals')
      .set({
        head: head + changes.length,
        projected_seq: open.seq,
        ...(changes.length > 0 && { changed_at: new Date(nowMs()) }),
        zone: zoneOf(open.document, touched) ?? journal.zone,
      })
      .where('user_id', '=', userId)
      .execute();
    return {
      changes,
      ownFrom,
      head: head + changes.length,
      plans: plansOf(open.document, changes, userId),
      stored,
    };
  }

  /** Opens the document if need be and takes in what the log has since; names what the records lack. */
  async function bringUp(
    transaction: Transaction<Tables>,
    userId: string,
    projectedSeq: number,
    touched: RecordRef[],
  ): Promise<Open> {
    const present = openByUser.get(userId);
    const open = present ?? {
      document: createJournalDocument({ replica: REPLICA, nowMs }),
      seq: 0,
      usedMs: 0,
    };
    openByUser.set(userId, open);
    open.usedMs = nowMs();
    const ref = { userId, document: JOURNAL_DOCUMENT };
    for (const { seq, update } of await log.after(ref, open.seq, transaction)) {
      const refs = loadWhatFits(open.document, update, userId);
      if (seq > projectedSeq) for (const each of refs) touched.push(each);
      open.seq = seq;
    }
    return open;
  }

  /** Items that contradict each other, as no client of Yjs makes them, are lost to who does not speak CRDT. */
  function loadWhatFits(document: JournalDocument, update: Uint8Array, userId: string): readonly RecordRef[] {
    try {
      return document.load(update);
    } catch (error) {
      logger.warn({ error, userId }, 'an update was passed over that no document can take in');
      return [];
    }
  }

  function viewOf(
    transaction: Transaction<Tables>,
    userId: string,
    document: JournalDocument,
    zone: string,
  ): RecordsView {
    const settings = settingsSchema.parse(document.read('settings', SETTINGS_ID) ?? {});
    return {
      ids: document.ids,
      read: document.read,
      writtenAtMs: document.writtenAtMs,
      async recordIdOf(collection, entityId) {
        const row = await transaction
          .selectFrom('records')
          .select('record_id')
          .where('user_id', '=', userId)
          .where('collection', '=', collection)
          .where('entity_id', '=', entityId)
          .orderBy('is_deleted')
          .orderBy('seq', 'desc')
          .limit(1)
          .executeTakeFirst();
        return row?.record_id;
      },
      surroundings: { zone, dayStartHour: settings.dayStartHour },
    };
  }

  function closeUnused(): void {
    const byUse = [...openByUser].sort(([, a], [, b]) => b.usedMs - a.usedMs);
    for (const [index, [userId, { usedMs }]] of byUse.entries()) {
      if (lastByUser.has(userId)) continue;
      if (index < MAX_OPEN_DOCUMENTS && nowMs() - usedMs < CLOSE_AFTER_MS) continue;
      close(userId);
    }
  }

  function close(userId: string): void {
    openByUser.get(userId)?.document.destroy();
    openByUser.delete(userId);
  }
}

/** Writes the records that are not as the document has them, each with the next number. */
async function project(
  db: Kysely<Tables>,
  userId: string,
  document: JournalDocument,
  touched: readonly RecordRef[],
  head: number,
): Promise<EntityChange[]> {
  const refByKey = new Map<string, RecordRef>();
  for (const ref of touched) {
    if (collections.has(ref.collection) && isId(ref.id)) refByKey.set(keyOf(ref), ref);
  }
  if (refByKey.size === 0) return [];
  const refs = [...refByKey.values()];
  const rows = await db
    .selectFrom('records')
    .selectAll()
    .where('user_id', '=', userId)
    .$if(refs.length <= MANY_RECORDS, (query) =>
      query.where('record_id', 'in', refs.map(({ id }) => id).filter(isId)),
    )
    .execute();
  const rowByKey = new Map(
    rows.map((row) => [keyOf({ collection: row.collection, id: row.record_id }), row]),
  );
  const changes: EntityChange[] = [];
  for (const ref of refs) {
    const record = document.read(ref.collection, ref.id);
    if (!record) continue;
    const collection = ref.collection as EntityCollection;
    const row = rowByKey.get(keyOf(ref));
    const isDeleted = typeof record.deletedAt === 'string';
    const present = row && (JSON.parse(row.entity) as Entity);
    const written = toEntity(collection, ref.id, record, userId);
    const entity = laterThan(written, present);
    if (row?.is_deleted === isDeleted && present && isSame(entity, present)) continue;
    changes.push({
      seq: head + changes.length + 1,
      collection,
      recordId: ref.id,
      entityId: entityIdOf(collection, ref.id, record),
      entity,
      isDeleted,
      isNew: !row || (row.is_deleted && !isDeleted),
      isMerged: !isDeleted && (row?.is_deleted === true || entity !== written),
    });
  }
  if (changes.length > 0) await writeRecords(db, userId, changes);
  return changes;
}

async function writeRecords(
  db: Kysely<Tables>,
  userId: string,
  changes: readonly EntityChange[],
): Promise<void> {
  await sql`
    INSERT INTO records (user_id, collection, record_id, entity_id, seq, entity, is_deleted, published_at)
    SELECT ${userId}, collection, record_id, entity_id, seq, entity, is_deleted,
      CASE WHEN is_published THEN now() END
    FROM unnest(
      ${changes.map(({ collection }) => collection)}::text[],
      ${changes.map(({ recordId }) => recordId)}::text[],
      ${changes.map(({ entityId }) => entityId)}::text[],
      ${changes.map(({ seq }) => seq)}::bigint[],
      ${changes.map(({ entity }) => JSON.stringify(entity))}::text[],
      ${changes.map(({ isDeleted }) => isDeleted)}::boolean[],
      ${changes.map((change) => isPublished(change))}::boolean[])
      AS given (collection, record_id, entity_id, seq, entity, is_deleted, is_published)
    ON CONFLICT (user_id, collection, record_id) DO UPDATE
      SET entity_id = excluded.entity_id, seq = excluded.seq, entity = excluded.entity,
        is_deleted = excluded.is_deleted,
        published_at = CASE WHEN excluded.published_at IS NOT NULL
          THEN coalesce(records.published_at, excluded.published_at) END`.execute(db);
}

const UPDATED = ['updatedAt', 'updated_at'] as const;

/**
 * An original's client takes an entity only when it says that it was updated later than its own. Two edits that
 * were merged make a new entity that neither of their times tells.
 */
function laterThan(entity: Entity, present: Entity | undefined): Entity {
  const key = UPDATED.find((name) => typeof entity[name] === 'string');
  if (!key || !present || typeof present[key] !== 'string') return entity;
  const [is, was] = [Date.parse(String(entity[key])), Date.parse(String(present[key]))];
  if (Number.isNaN(is) || Number.isNaN(was) || is > was) return entity;
  return {
    ...entity,
    [key]: isSame({ ...entity, [key]: present[key] }, present)
      ? present[key]
      : new Date(was + 1).toISOString(),
  };
}

function isSame(a: Entity, b: Entity): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(entity: Entity): unknown {
  return Object.entries(entity).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Of the entry among the touched that says one; ours are the same as the journal's already. */
function zoneOf(document: JournalDocument, touched: readonly RecordRef[]): string | undefined {
  const last = touched.findLast(({ collection }) => collection === 'entries');
  const zone = last && document.read('entries', last.id)?.zone;
  return typeof zone === 'string' && isZone(zone) ? zone : undefined;
}

function plansOf(
  document: JournalDocument,
  changes: readonly EntityChange[],
  userId: string,
): ReadonlyMap<string, Entity> {
  const plans = new Map<string, Entity>();
  for (const { collection, entity } of changes) {
    const id = collection === 'occurrences' ? entity.planId : undefined;
    const plan = typeof id === 'string' ? document.read('plans', id) : undefined;
    if (typeof id === 'string' && plan) plans.set(id, toEntity('plans', id, plan, userId));
  }
  return plans;
}

function mergeAll(updates: readonly Uint8Array[]): Uint8Array {
  const [first, ...others] = updates;
  if (!first) throw new Error('nothing to merge');
  return others.length === 0 ? first : mergeUpdates([first, ...others]);
}

/** What is in a document under any other name is no record, and not every text fits the database. */
function isId(id: string): boolean {
  return recordIdSchema.safeParse(id).success;
}

function keyOf({ collection, id }: RecordRef): string {
  return `${collection} ${id}`;
}
