import { createHash } from 'node:crypto';
import type { Migration } from 'kysely/migration';
import * as initial from './0001-initial.ts';
import * as watchedFolders from './0002-watched-folders.ts';
import * as works from './0003-works.ts';
import * as collections from './0004-collections.ts';
import * as contents from './0005-contents.ts';
import * as logbookSearch from './0006-logbook-search.ts';
import * as reviews from './0008-reviews.ts';
import * as plans from './0009-plans.ts';
import * as reports from './0010-reports.ts';
import * as metronomePresets from './0011-metronome-presets.ts';
import * as recordHistory from './0012-record-history.ts';
import * as ownTerms from './0013-own-terms.ts';
import * as termSeeds from './0014-term-seeds.ts';

/** In their order. */
const modules = {
  '0001-initial': initial,
  '0002-watched-folders': watchedFolders,
  '0003-works': works,
  '0004-collections': collections,
  '0005-contents': contents,
  '0006-logbook-search': logbookSearch,
  '0008-reviews': reviews,
  '0009-plans': plans,
  '0010-reports': reports,
  '0011-metronome-presets': metronomePresets,
  '0012-record-history': recordHistory,
  '0013-own-terms': ownTerms,
  '0014-term-seeds': termSeeds,
};

/** Ordered, forward only. They touch rows alone: the user's truth is the journal. */
export const migrations: Record<string, Migration> = Object.fromEntries(
  Object.entries(modules).map(([name, { migration }]) => [name, migration]),
);

/** Changes with every statement of every migration. */
export const schemaFingerprint = createHash('sha256')
  .update(JSON.stringify(Object.values(modules).map(({ statements }) => statements)))
  .digest('hex')
  .slice(0, 12);
