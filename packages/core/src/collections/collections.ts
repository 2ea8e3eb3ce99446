import {
  type Collection,
  type CollectionInput,
  type CollectionPatch,
  collectionSchema,
  DEFAULT_COLLECTION_ID,
  defaultCollection,
} from '@mirubato/domain/collections';
import type { RecordFields } from '@mirubato/domain/journal';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { slugOf } from '@mirubato/domain/protocol';
import { sql } from 'kysely';
import type { CoreContext } from '../context.ts';
import { changeRecord, createRecord, trashRecord } from '../store/record-edits.ts';

export interface Collections {
  /** In their order. */
  collections(): Promise<Collection[]>;
  /** Makes the default one when there has never been one. */
  ensureDefault(): Promise<Result<void>>;
  /** Problem `not-found` also for one in the trash. */
  collection(id: string): Promise<Result<Collection>>;
  /** Problem `conflict` when there is one of this name. */
  createCollection(id: string, input: CollectionInput): Promise<Result<Collection>>;
  /** Problems `not-found`, `conflict` (a name that is taken), `forbidden` (the default one). */
  editCollection(id: string, patch: CollectionPatch): Promise<Result<Collection>>;
  /** Its scores stay. Problems `not-found`, `forbidden` (the default one). */
  trashCollection(id: string): Promise<Result<void>>;
  /** At the end; those in it already stay where they are. Answers how many were added. */
  addScores(id: string, scoreIds: readonly string[]): Promise<Result<number>>;
  /** Answers whether it was in it. */
  removeScore(id: string, scoreId: string): Promise<Result<boolean>>;
}

const MISSING = 'Collection not found';

export function createCollections(context: CoreContext): Collections {
  const { journal, store } = context;
  /** One after the other: each finds the names that the one before has taken. */
  let naming: Promise<unknown> = Promise.resolve();

  return {
    collections,
    async ensureDefault() {
      // The document is opened for the first call alone.
      const found = await collection(DEFAULT_COLLECTION_ID);
      if (found.ok) return ok(undefined);
      const made = await createRecord(
        journal,
        context,
        'collections',
        DEFAULT_COLLECTION_ID,
        defaultCollection,
      );
      return made.ok ? ok(undefined) : made;
    },
    collection,
    createCollection: (id, input) => inTurn(() => create(id, input)),
    editCollection: (id, patch) => inTurn(() => edit(id, patch)),
    async trashCollection(id) {
      const found = await changeable(id);
      return found.ok ? trashRecord(journal, context, 'collections', id) : found;
    },
    async addScores(id, scoreIds) {
      let added: string[] = [];
      const changed = await changeScoreIds(id, (before) => {
        added = [...new Set(scoreIds)].filter((scoreId) => !before.includes(scoreId));
        return [...before, ...added];
      });
      return changed.ok ? ok(added.length) : changed;
    },
    async removeScore(id, scoreId) {
      let wasIn = false;
      const changed = await changeScoreIds(id, (before) => {
        wasIn = before.includes(scoreId);
        return before.filter((other) => other !== scoreId);
      });
      return changed.ok ? ok(wasIn) : changed;
    },
  };

  async function collections(): Promise<Collection[]> {
    const rows = await store.db
      .selectFrom('collections')
      .select('record')
      .where('deleted_at', 'is', null)
      .orderBy(sql`(record->>'displayOrder')::float8`)
      .orderBy('id')
      .execute();
    return rows.map(({ record }) => collectionSchema.parse(record));
  }

  async function collection(id: string): Promise<Result<Collection>> {
    const row = await store.db
      .selectFrom('collections')
      .select('record')
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    return row ? ok(collectionSchema.parse(row.record)) : fail('not-found', MISSING);
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = naming.then(work);
    naming = done.catch(() => undefined);
    return done;
  }

  async function create(
    id: string,
    { description = null, ...named }: CollectionInput,
  ): Promise<Result<Collection>> {
    const slug = await freeSlug(id, named.name);
    if (!slug.ok) return slug;
    const displayOrder = 1 + Math.max(0, ...(await collections()).map((other) => other.displayOrder));
    const fields = { ...named, description, slug: slug.value, scoreIds: [], isDefault: false, displayOrder };
    const created = await createRecord(journal, context, 'collections', id, fields);
    return created.ok ? collection(id) : created;
  }

  async function edit(id: string, patch: CollectionPatch): Promise<Result<Collection>> {
    const found = await changeable(id);
    if (!found.ok) return found;
    const slug = patch.name === undefined ? ok(found.value.slug) : await freeSlug(id, patch.name);
    if (!slug.ok) return slug;
    const fields = { ...patch, slug: slug.value };
    const changed = await changeRecord(journal, context, 'collections', id, () => fields);
    return changed.ok ? collection(id) : changed;
  }

  async function changeable(id: string): Promise<Result<Collection>> {
    const found = await collection(id);
    return found.ok && found.value.isDefault
      ? fail('forbidden', 'The default collection cannot be changed')
      : found;
  }

  /** A name without a letter of ASCII is named by its id. */
  async function freeSlug(id: string, name: string): Promise<Result<string>> {
    const slug = slugOf(name) || slugOf(id);
    const taken = (await collections()).some((other) => other.slug === slug && other.id !== id);
    const isDefaults = slug === defaultCollection.slug && id !== DEFAULT_COLLECTION_ID;
    return taken || isDefaults ? fail('conflict', 'A collection with this name already exists') : ok(slug);
  }

  async function changeScoreIds(
    id: string,
    change: (before: readonly string[]) => string[],
  ): Promise<Result<RecordFields>> {
    const found = await collection(id);
    if (!found.ok) return found;
    return changeRecord(journal, context, 'collections', id, (record) => ({
      scoreIds: change(collectionSchema.parse({ ...record, id }).scoreIds),
    }));
  }
}
