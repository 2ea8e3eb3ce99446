/** What is kept of how a record came to be as it is: of each change the fields that a person can write. */
import { goalPatchSchema } from '../goals/index.ts';
import { entryPatchSchema } from '../logbook/index.ts';
import { piecePatchSchema } from '../repertoire/index.ts';
import { scorePatchSchema } from '../scores/index.ts';

export const historyCollections = ['entries', 'pieces', 'goals', 'scores'] as const;
export type HistoryCollection = (typeof historyCollections)[number];

/** What stood in a field before a change, and after it. */
export type FieldChange = readonly [before: unknown, after: unknown];
export type FieldChanges = Readonly<Record<string, FieldChange>>;

/** Of deleting and restoring; it is told, and brought back by the trash alone. */
const TRASHED = 'deletedAt';

const patchSchemas = {
  entries: entryPatchSchema,
  pieces: piecePatchSchema,
  goals: goalPatchSchema,
  scores: scorePatchSchema,
} as const;

/** The fields whose changes are kept. */
export function historyFields(collection: HistoryCollection): readonly string[] {
  return [...Object.keys(patchSchemas[collection].shape), TRASHED];
}

export function isHistoryCollection(name: string): name is HistoryCollection {
  return (historyCollections as readonly string[]).includes(name);
}

type Fields = Readonly<Record<string, unknown>>;

/** Null where nothing that is kept has changed. Values are JSON, and equal whatever the order of their keys. */
export function changesBetween(
  collection: HistoryCollection,
  before: Fields,
  after: Fields,
): FieldChanges | null {
  const changes: Record<string, FieldChange> = {};
  for (const field of historyFields(collection)) {
    const pair = [before[field] ?? null, after[field] ?? null] as const;
    if (canonical(pair[0]) !== canonical(pair[1])) changes[field] = pair;
  }
  return Object.keys(changes).length > 0 ? changes : null;
}

/**
 * What has to be written so that the record is as it was before the oldest of the changes, in the fields that they
 * name. A field is left out when it is so already.
 * @param changes newest first
 */
export function patchBefore(present: Fields, changes: readonly FieldChanges[]): Record<string, unknown> {
  const wanted: Record<string, unknown> = {};
  for (const change of changes) {
    for (const [field, [before]] of Object.entries(change)) if (field !== TRASHED) wanted[field] = before;
  }
  return Object.fromEntries(
    Object.entries(wanted).filter(([field, value]) => canonical(value) !== canonical(present[field] ?? null)),
  );
}

/** The schema that a patch of this kind of record has to fit. */
export function patchSchemaOf<C extends HistoryCollection>(collection: C): (typeof patchSchemas)[C] {
  return patchSchemas[collection];
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
