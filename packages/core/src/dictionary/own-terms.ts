/** Terms of a person's own and their notes on those of the dictionary: records of the journal. */
import {
  createLookUp,
  type GeneratedFields,
  type LookUp,
  type OwnTerm,
  type OwnTermInput,
  type OwnTermPatch,
  ownTermSchema,
  ownTermToTerm,
} from '@mirubato/domain/dictionary';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { CoreContext } from '../context.ts';
import { changeRecord, createRecord, restoreRecord, trashRecord } from '../store/record-edits.ts';

export interface OwnTerms {
  /** All that are no notes, by name. */
  list(): Promise<OwnTerm[]>;
  /** Problem `not-found` also for one in the trash. */
  own(id: string): Promise<Result<OwnTerm>>;
  /** Of those of `list`, the ones that stand as a language model has written them. */
  generatedIds(): Promise<Set<string>>;
  /** Latest first. */
  notesOn(termId: string): Promise<OwnTerm[]>;
  create(
    id: string,
    input: OwnTermInput | (GeneratedFields & Pick<OwnTerm, 'term'>),
  ): Promise<Result<OwnTerm>>;
  /** By a person, which makes one that a model has written their own. */
  edit(id: string, patch: OwnTermPatch): Promise<Result<OwnTerm>>;
  /** By a program: whose it is stays. */
  write(id: string, fields: Readonly<Record<string, unknown>>): Promise<Result<OwnTerm>>;
  trash(id: string): Promise<Result<void>>;
  restore(id: string): Promise<Result<OwnTerm>>;
  /** Over those of `list`, made anew when one has changed. */
  lookUp(): Promise<LookUp>;
}

export function createOwnTerms(context: CoreContext): OwnTerms {
  const { journal, store } = context;
  let made: { version: string; lookUp: LookUp } | undefined;

  return {
    list,
    own,
    generatedIds: async () =>
      new Set((await list()).filter(({ origin }) => origin === 'generated').map(({ id }) => id)),
    async notesOn(termId) {
      const rows = await store.db
        .selectFrom('terms')
        .select('record')
        .where('term_id', '=', termId)
        .where('deleted_at', 'is', null)
        .execute();
      return rows
        .map(({ record }) => ownTermSchema.parse(record))
        .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
    },
    async create(id, input) {
      const termId = ('termId' in input && input.termId) || null;
      const created = await createRecord(journal, context, 'terms', id, { notes: '', ...input, termId });
      return created.ok ? own(id) : created;
    },
    edit: (id, patch) => write(id, { ...patch, origin: 'own' }),
    write,
    trash: (id) => trashRecord(journal, context, 'terms', id),
    async restore(id) {
      const restored = await restoreRecord(journal, context, 'terms', id);
      return restored.ok ? own(id) : restored;
    },
    async lookUp() {
      const terms = await list();
      const version = terms.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join();
      if (made?.version !== version) made = { version, lookUp: createLookUp(terms.map(ownTermToTerm)) };
      return made.lookUp;
    },
  };

  async function write(id: string, fields: Readonly<Record<string, unknown>>): Promise<Result<OwnTerm>> {
    const changed = await changeRecord(journal, context, 'terms', id, () => fields);
    return changed.ok ? own(id) : changed;
  }

  async function list(): Promise<OwnTerm[]> {
    const rows = await store.db
      .selectFrom('terms')
      .select('record')
      .where('term_id', 'is', null)
      .where('deleted_at', 'is', null)
      .execute();
    return rows
      .map(({ record }) => ownTermSchema.parse(record))
      .sort((a, b) => (a.term < b.term ? -1 : a.term > b.term ? 1 : 0));
  }

  async function own(id: string): Promise<Result<OwnTerm>> {
    const row = await store.db
      .selectFrom('terms')
      .select('record')
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    return row ? ok(ownTermSchema.parse(row.record)) : fail('not-found', `There is no term ${id}.`);
  }
}
