/** How far the shared database is, for many users or documents in one question. */
import { type Kysely, sql } from 'kysely';
import { type DocumentRef, JOURNAL_DOCUMENT, keyOf } from '../log/update-log.ts';
import type { Tables } from '../store/tables.ts';

/** The number of each document's last update, by `keyOf`; a document without any is left out. */
export async function readLogHeads(
  db: Kysely<Tables>,
  refs: readonly DocumentRef[],
): Promise<ReadonlyMap<string, number>> {
  if (refs.length === 0) return new Map();
  const users = refs.map(({ userId }) => userId);
  const documents = refs.map(({ document }) => document);
  const { rows } = await sql<{ user_id: string; document: string; last_seq: string }>`
    SELECT user_id, document, last_seq FROM documents
    JOIN unnest(${users}::text[], ${documents}::text[]) AS asked (user_id, document)
      USING (user_id, document)`.execute(db);
  return new Map(
    rows.map(({ user_id, document, last_seq }) => [keyOf({ userId: user_id, document }), Number(last_seq)]),
  );
}

/** The users whose records are behind their journal, or further than what their clients here have been sent. */
export async function readStaleUsers(
  db: Kysely<Tables>,
  sentByUser: ReadonlyMap<string, number>,
): Promise<string[]> {
  if (sentByUser.size === 0) return [];
  const { rows } = await sql<{ user_id: string }>`
    SELECT user_id FROM unnest(
      ${[...sentByUser.keys()]}::text[], ${[...sentByUser.values()]}::bigint[]) AS asked (user_id, sent)
    JOIN documents USING (user_id) LEFT JOIN journals USING (user_id)
    WHERE document = ${JOURNAL_DOCUMENT}
      AND (last_seq > coalesce(projected_seq, 0) OR coalesce(head, 0) > sent)`.execute(db);
  return rows.map(({ user_id }) => user_id);
}
