import { createHash } from 'node:crypto';
import type { Migration } from 'kysely/migration';
import { migration as initial, statements as initialStatements } from './0001-initial.ts';

/** Ordered, forward only. They touch rows alone: the user's truth is the journal. */
export const migrations: Record<string, Migration> = { '0001-initial': initial };

/** Changes with every statement above. */
export const schemaFingerprint = createHash('sha256')
  .update(JSON.stringify([initialStatements]))
  .digest('hex')
  .slice(0, 12);
