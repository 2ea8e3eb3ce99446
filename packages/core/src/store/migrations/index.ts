import { createHash } from 'node:crypto';
import type { Migration } from 'kysely/migration';
import { migration as initial, statements as initialStatements } from './0001-initial.ts';
import { migration as collections, statements as collectionsStatements } from './0004-collections.ts';

/** Ordered, forward only. They touch rows alone: the user's truth is the journal. */
export const migrations: Record<string, Migration> = {
  '0001-initial': initial,
  '0004-collections': collections,
};

/** Changes with every statement above. */
export const schemaFingerprint = createHash('sha256')
  .update(JSON.stringify([initialStatements, collectionsStatements]))
  .digest('hex')
  .slice(0, 12);
