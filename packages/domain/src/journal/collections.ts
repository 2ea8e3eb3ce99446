/** The kinds of record, by the document that holds them, and the fields that merge as text. */

/** Synced between a musician's devices. */
export const journalCollections = [
  'entries',
  'pieces',
  'goals',
  'plans',
  'occurrences',
  'templates',
  'scores',
  'collections',
  'contents',
  'terms',
  'termFeedback',
  'savedReports',
  'savedFilters',
  'metronomePresets',
  'reviews',
  'settings',
] as const;

/** Kinds of which a single record is put into the trash and taken out again. */
export const trashCollections = [
  'entries',
  'pieces',
  'scores',
  'goals',
  'terms',
  'savedReports',
  'savedFilters',
  'metronomePresets',
  'plans',
  'templates',
] as const satisfies readonly (typeof journalCollections)[number][];
export type TrashCollection = (typeof trashCollections)[number];

/** What each device says about itself. It syncs, but is neither a row nor part of an export. */
export const DEVICES = 'devices';

/**
 * Facts of this computer alone, never synced: the running timer, where files lie, import jobs, watched folders, which
 * terms were looked up, which wait for the language model.
 */
export const deviceCollections = [
  'timers',
  'files',
  'imports',
  'watchedFolders',
  'termLooks',
  'termSeeds',
] as const;

export type JournalCollection = (typeof journalCollections)[number];
export type DeviceCollection = (typeof deviceCollections)[number];

/** Long texts that people edit on two devices: kept as Y.Text, so that both edits survive. */
const textFieldsByCollection: Readonly<Record<string, readonly string[]>> = {
  entries: ['notes'],
  pieces: ['notes'],
  scores: ['notes'],
  terms: ['notes'],
};

export function textFieldsOf(collection: string): readonly string[] {
  return textFieldsByCollection[collection] ?? [];
}
