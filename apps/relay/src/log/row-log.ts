/**
 * The log of relays that share a database: a row for each update, numbered by the database, whoever writes. Updates
 * that arrive while one group is being written are written together as the next, so that one sync serves them all.
 */
import type { Log } from '@mirubato/core/context';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { compactUpdates } from './compact-updates.ts';
import { createMergedDocuments } from './merged-documents.ts';
import { type DocumentRef, keyOf, type UpdateLog } from './update-log.ts';

interface Waiting {
  readonly ref: DocumentRef;
  readonly update: Uint8Array;
  readonly resolve: (seq: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Rows of a document that are worth merging: fewer cost a reader next to nothing. */
const COMPACT_AT_ROWS = 256;

export function createRowLog({ db, logger }: { db: Kysely<Tables>; logger: Log }): UpdateLog {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  /** Whatever was given before it has been written when it has. */
  let lastAppend: Promise<number> | undefined;
  let compacting: Promise<void> = Promise.resolve();
  const merged = createMergedDocuments();
  const rowsSinceCompaction = new Map<string, number>();

  return {
    append(ref, update) {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      waiting.push({ ref, update, resolve, reject });
      writing ??= writeGroups();
      lastAppend = promise;
      return promise;
    },
    async read(ref) {
      const head = await headOf(ref);
      if (!head) return undefined;
      const key = `${head.incarnation} ${keyOf(ref)}`;
      const known = merged.get(key);
      if (known?.seq === head.seq) return known;
      return merged.put(key, await after(ref, known?.seq ?? 0));
    },
    lastSeq,
    compact,
    after,
    async appendIn(transaction, ref, update) {
      const heads = await insertUpdates(transaction, [{ ref, update }]);
      return heads.get(keyOf(ref)) ?? 0;
    },
    async documents(userId) {
      const rows = await db
        .selectFrom('documents')
        .select(['document', 'bytes'])
        .where('user_id', '=', userId)
        .execute();
      return rows.map(({ document, bytes }) => ({ document, bytes: Number(bytes) }));
    },
    async remove(userId) {
      await lastAppend?.catch(() => undefined);
      await db.deleteFrom('updates').where('user_id', '=', userId).execute();
      await db.deleteFrom('documents').where('user_id', '=', userId).execute();
    },
    async close() {
      while (writing) await writing;
      await compacting;
    },
  };

  async function writeGroups(): Promise<void> {
    // Lets all that arrived in this turn of the loop into the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await writeGroup(group);
    }
    writing = undefined;
  }

  async function writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const headByKey = await insertUpdates(db, group);
      const byKey = Map.groupBy(group, ({ ref }) => keyOf(ref));
      for (const [key, members] of byKey) {
        const first = (headByKey.get(key) ?? 0) - members.length + 1;
        for (const [index, { resolve }] of members.entries()) resolve(first + index);
        compactWhenMany(key, members);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  /** One after the other, and beside those who write. */
  function compactWhenMany(key: string, members: readonly Waiting[]): void {
    const rows = (rowsSinceCompaction.get(key) ?? 0) + members.length;
    rowsSinceCompaction.set(key, rows);
    const ref = members[0]?.ref;
    if (rows < COMPACT_AT_ROWS || !ref) return;
    rowsSinceCompaction.delete(key);
    compacting = compacting.then(() =>
      compact(ref).catch((error: unknown) =>
        logger.error({ error, ref }, 'a document could not be compacted'),
      ),
    );
  }

  async function lastSeq(ref: DocumentRef, transaction = db): Promise<number> {
    return (await headOf(ref, transaction))?.seq ?? 0;
  }

  async function headOf({ userId, document }: DocumentRef, transaction = db) {
    const row = await transaction
      .selectFrom('documents')
      .select(['last_seq', 'incarnation'])
      .where('user_id', '=', userId)
      .where('document', '=', document)
      .executeTakeFirst();
    return row && { seq: Number(row.last_seq), incarnation: row.incarnation };
  }

  async function after(ref: DocumentRef, seq: number, transaction = db) {
    const rows = await selectUpdates(transaction, ref, seq);
    return rows.map(({ seq, bytes }) => ({ seq: Number(seq), update: bytes }));
  }

  async function compact(ref: DocumentRef): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      // One at a time over all nodes; who writes meanwhile does not ask for this lock.
      const { rows: locks } = await sql<{ is_ours: boolean }>`
        SELECT pg_try_advisory_xact_lock(hashtextextended(${keyOf(ref)}, 0)) AS is_ours`.execute(transaction);
      if (!locks[0]?.is_ours) return;
      const rows = await selectUpdates(transaction, ref);
      const last = rows.at(-1);
      if (!last || rows.length < 2) return;
      const merged = compactUpdates(rows.map(({ bytes }) => bytes));
      await transaction
        .deleteFrom('updates')
        .where('user_id', '=', ref.userId)
        .where('document', '=', ref.document)
        .where('seq', '<', last.seq)
        .execute();
      await transaction
        .updateTable('updates')
        .set({ bytes: merged })
        .where('user_id', '=', ref.userId)
        .where('document', '=', ref.document)
        .where('seq', '=', last.seq)
        .execute();
      const saved = rows.reduce((sum, { bytes }) => sum + bytes.length, 0) - merged.length;
      await transaction
        .updateTable('documents')
        .set({ bytes: sql`bytes - ${saved}` })
        .where('user_id', '=', ref.userId)
        .where('document', '=', ref.document)
        .execute();
    });
  }
}

function selectUpdates(db: Kysely<Tables>, { userId, document }: DocumentRef, after = 0) {
  return db
    .selectFrom('updates')
    .select(['seq', 'bytes'])
    .where('user_id', '=', userId)
    .where('document', '=', document)
    .where('seq', '>', after)
    .orderBy('seq')
    .execute();
}

/** One statement for any number of updates of any documents. Answers the last number of each document. */
async function insertUpdates(
  db: Kysely<Tables>,
  group: readonly Pick<Waiting, 'ref' | 'update'>[],
): Promise<Map<string, number>> {
  const users = group.map(({ ref }) => ref.userId);
  const documents = group.map(({ ref }) => ref.document);
  const bytes = group.map(({ update }) => Buffer.from(update).toString('base64'));
  // Heads are taken in one order everywhere, so that two nodes never wait for each other.
  const { rows } = await sql<{ user_id: string; document: string; last_seq: string }>`
    WITH given AS (
      SELECT user_id, document, decode(encoded, 'base64') AS bytes, position
      FROM unnest(${users}::text[], ${documents}::text[], ${bytes}::text[])
        WITH ORDINALITY AS g (user_id, document, encoded, position)),
    grouped AS (
      SELECT user_id, document, count(*) AS added, sum(length(bytes)) AS added_bytes
      FROM given GROUP BY user_id, document ORDER BY user_id, document),
    heads AS (
      INSERT INTO documents AS d (user_id, document, last_seq, bytes)
      SELECT user_id, document, added, added_bytes FROM grouped
      ON CONFLICT (user_id, document) DO UPDATE
        SET last_seq = d.last_seq + excluded.last_seq, bytes = d.bytes + excluded.bytes
      RETURNING user_id, document, last_seq),
    written AS (
      INSERT INTO updates (user_id, document, seq, bytes)
      SELECT user_id, document, last_seq - added
        + row_number() OVER (PARTITION BY user_id, document ORDER BY position), given.bytes
      FROM given JOIN grouped USING (user_id, document) JOIN heads USING (user_id, document))
    SELECT user_id, document, last_seq FROM heads`.execute(db);
  return new Map(
    rows.map(({ user_id, document, last_seq }) => [keyOf({ userId: user_id, document }), Number(last_seq)]),
  );
}
