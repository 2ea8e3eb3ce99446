/** What is remembered of the PDFs in watched folders, so that none is read twice for nothing. */
import { existsSync } from 'node:fs';
import type { RecordEdit } from '@mirubato/domain/journal';
import { ok, type Result } from '@mirubato/domain/problem';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { FoundFile } from './look-into-folder.ts';

export interface WatchedFile extends FoundFile {
  readonly sha256: string | null;
  readonly jobId: string | null;
  readonly isGone: boolean;
  /** The state of its import job and why it failed. */
  readonly jobStatus: string | null;
  readonly problem: string | null;
}

export type RememberedFile = FoundFile & Pick<WatchedFile, 'sha256' | 'jobId'>;

/** A drive that is away for longer is read anew. */
const GONE_FOR_DAYS = 90;

/** Rows per statement, each of six parameters. */
const CHUNK_ROWS = 1000;

export async function watchedFilesOf(
  { store }: CoreContext,
  folderId: string,
): Promise<Map<string, WatchedFile>> {
  const rows = await store.db
    .selectFrom('watched_files')
    .leftJoin('imports', 'imports.id', 'watched_files.job_id')
    .where('folder_id', '=', folderId)
    .select([
      'path',
      'size_bytes as sizeBytes',
      'modified_ms as modifiedMs',
      'watched_files.sha256',
      'job_id as jobId',
      sql<boolean>`gone_since IS NOT NULL`.as('isGone'),
      'imports.status as jobStatus',
      sql<string | null>`imports.record->'problem'->>'code'`.as('problem'),
    ])
    .execute();
  return new Map(rows.map((row) => [row.path, row]));
}

export async function rememberFiles(
  { store }: CoreContext,
  folderId: string,
  files: readonly RememberedFile[],
): Promise<void> {
  if (files.length === 0) return;
  await store.db
    .insertInto('watched_files')
    .values(
      files.map(({ path, sizeBytes, modifiedMs, sha256, jobId }) => ({
        path,
        folder_id: folderId,
        size_bytes: sizeBytes,
        modified_ms: modifiedMs,
        sha256,
        job_id: jobId,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('path').doUpdateSet((row) => ({
        folder_id: row.ref('excluded.folder_id'),
        size_bytes: row.ref('excluded.size_bytes'),
        modified_ms: row.ref('excluded.modified_ms'),
        sha256: row.ref('excluded.sha256'),
        job_id: row.ref('excluded.job_id'),
        gone_since: null,
      })),
    )
    .execute();
}

/** Notes which files are no longer there and which are again. They are kept for a while: a drive comes back. */
export async function notePresence(
  context: CoreContext,
  { gone, back }: { gone: readonly string[]; back: readonly string[] },
): Promise<void> {
  const { db } = context.store;
  const goneSince = new Date(context.nowMs());
  for (const [paths, since] of [
    [gone, goneSince],
    [back, null],
  ] as const) {
    for (let start = 0; start < paths.length; start += CHUNK_ROWS) {
      const chunk = paths.slice(start, start + CHUNK_ROWS);
      await db.updateTable('watched_files').set({ gone_since: since }).where('path', 'in', chunk).execute();
    }
  }
  if (gone.length === 0) return;
  const longAgo = new Date(context.nowMs() - GONE_FOR_DAYS * 24 * 60 * 60_000);
  await db.deleteFrom('watched_files').where('gone_since', '<', longAgo).execute();
}

export async function forgetFilesOf({ store }: CoreContext, folderId: string): Promise<void> {
  await store.db.deleteFrom('watched_files').where('folder_id', '=', folderId).execute();
}

/** Takes over what import jobs have found out. Answers whether there was anything. */
export async function learnFromJobs({ store }: CoreContext): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    UPDATE watched_files w SET sha256 = i.sha256 FROM imports i
    WHERE w.sha256 IS NULL AND i.id = w.job_id AND i.sha256 IS NOT NULL`.execute(store.db);
  return numAffectedRows > 0n;
}

/**
 * Lets each score whose file was left in place name the path where its bytes now lie. A path that has got
 * other bytes is no longer that score's; one whose file is just gone stays, since it may come back.
 */
export async function placeScores(context: CoreContext): Promise<Result<void>> {
  const { db } = context.store;
  const { rows: found } = await sql<{ sha256: string; path: string; sizeBytes: number; old: string | null }>`
    SELECT w.sha256, min(w.path) AS path, min(w.size_bytes) AS "sizeBytes", f.record->>'path' AS old
    FROM watched_files w
    JOIN "watchedFolders" d ON d.id = w.folder_id AND d.deleted_at IS NULL AND d.record->>'mode' = 'reference'
    LEFT JOIN files f ON f.id = w.sha256
    WHERE w.gone_since IS NULL AND w.sha256 IS NOT NULL
    GROUP BY w.sha256, f.record->>'path'
    HAVING f.record->>'path' IS NULL OR NOT bool_or(w.path = f.record->>'path')`.execute(db);
  const { rows: replaced } = await sql<{ sha256: string }>`
    SELECT f.id AS sha256 FROM files f JOIN watched_files w ON w.path = f.record->>'path'
    WHERE w.gone_since IS NULL AND w.sha256 <> f.id`.execute(db);
  const withOtherBytes = new Set(replaced.map(({ sha256 }) => sha256));
  const seenAt = instantNow(context);
  const edits: RecordEdit[] = [];
  for (const { sha256, path, sizeBytes, old } of found) {
    if (old !== null && !withOtherBytes.has(sha256) && existsSync(old)) continue;
    edits.push({ collection: 'files', id: sha256, fields: { path, sizeBytes, seenAt } });
    withOtherBytes.delete(sha256);
  }
  for (const id of withOtherBytes) edits.push({ collection: 'files', id, fields: { path: null } });
  if (edits.length === 0) return ok(undefined);
  return context.device.edit(() => ok({ edits, value: undefined }));
}
