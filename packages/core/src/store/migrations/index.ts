import { createHash } from 'node:crypto';
import type { Migration } from 'kysely/migration';
import { migration as initial, statements as initialStatements } from './0001-initial.ts';
import {
  statements as watchedFolderStatements,
  migration as watchedFolders,
} from './0002-watched-folders.ts';
import { migration as works, statements as worksStatements } from './0003-works.ts';
import { migration as collections, statements as collectionsStatements } from './0004-collections.ts';
import { migration as contents, statements as contentsStatements } from './0005-contents.ts';
import { migration as logbookSearch, statements as logbookSearchStatements } from './0006-logbook-search.ts';
import { migration as reviews, statements as reviewsStatements } from './0008-reviews.ts';
import { migration as plans, statements as plansStatements } from './0009-plans.ts';
import { migration as reports, statements as reportsStatements } from './0010-reports.ts';
import {
  migration as metronomePresets,
  statements as metronomePresetsStatements,
} from './0011-metronome-presets.ts';
import { migration as recordHistory, statements as recordHistoryStatements } from './0012-record-history.ts';
import { migration as ownTerms, statements as ownTermsStatements } from './0013-own-terms.ts';

/** Ordered, forward only. They touch rows alone: the user's truth is the journal. */
export const migrations: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-watched-folders': watchedFolders,
  '0003-works': works,
  '0004-collections': collections,
  '0005-contents': contents,
  '0013-own-terms': ownTerms,
  '0010-reports': reports,
  '0006-logbook-search': logbookSearch,
  '0011-metronome-presets': metronomePresets,
  '0012-record-history': recordHistory,
  '0008-reviews': reviews,
  '0009-plans': plans,
};

/** Changes with every statement above. */
export const schemaFingerprint = createHash('sha256')
  .update(
    JSON.stringify([
      initialStatements,
      watchedFolderStatements,
      worksStatements,
      collectionsStatements,
      contentsStatements,
      ownTermsStatements,
      reportsStatements,
      logbookSearchStatements,
      metronomePresetsStatements,
      recordHistoryStatements,
      reviewsStatements,
      plansStatements,
    ]),
  )
  .digest('hex')
  .slice(0, 12);
