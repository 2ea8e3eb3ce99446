import type { RecordEdit } from '@mirubato/domain/journal';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import {
  type Preset,
  type PresetInput,
  type PresetPatch,
  presetSchema,
  readOriginalPresets,
} from '@mirubato/domain/toolbox';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { changeRecord, createRecord, jsonFields, restoreRecord, trashRecord } from '../store/record-edits.ts';

export interface ImportedPresets {
  readonly added: number;
  /** Were here already, or lie in the trash. */
  readonly kept: number;
  /** Were no presets. */
  readonly rejected: number;
}

export interface MetronomePresets {
  /** In the order in which they were made. */
  presets(): Promise<Preset[]>;
  createPreset(id: string, input: PresetInput): Promise<Result<Preset>>;
  editPreset(id: string, patch: PresetPatch): Promise<Result<Preset>>;
  trashPreset(id: string): Promise<Result<void>>;
  restorePreset(id: string): Promise<Result<Preset>>;
  /** Of the original system's preferences or full export. Problem `invalid-input` when it holds none. */
  importOriginal(document: unknown): Promise<Result<ImportedPresets>>;
}

const COLLECTION = 'metronomePresets';

export function createMetronomePresets(context: CoreContext): MetronomePresets {
  const { journal, store } = context;
  const toPreset = (id: string) => (result: Result<object>) =>
    result.ok ? ok(presetSchema.parse({ ...result.value, id })) : result;

  return {
    async presets() {
      const rows = await store.db
        .selectFrom(COLLECTION)
        .select('record')
        .where('deleted_at', 'is', null)
        .orderBy(sql`record->>'createdAt'`)
        .orderBy('id')
        .execute();
      return rows.map(({ record }) => presetSchema.parse(record));
    },
    createPreset: (id, input) => createRecord(journal, context, COLLECTION, id, input).then(toPreset(id)),
    editPreset: (id, patch) => changeRecord(journal, context, COLLECTION, id, () => patch).then(toPreset(id)),
    trashPreset: (id) => trashRecord(journal, context, COLLECTION, id),
    restorePreset: (id) => restoreRecord(journal, context, COLLECTION, id).then(toPreset(id)),
    importOriginal(document) {
      const read = readOriginalPresets(document);
      if (!read) return Promise.resolve(fail('invalid-input', 'The file holds no presets of a metronome.'));
      return journal.edit((view) => {
        const now = instantNow(context);
        const edits = read.presets
          .filter(({ id }) => !view.read(COLLECTION, id))
          .map(({ id, input }): RecordEdit => {
            const fields = jsonFields({ createdAt: now, updatedAt: now, deletedAt: null, ...input });
            return { collection: COLLECTION, id, fields };
          });
        const kept = read.presets.length - edits.length;
        return ok({ edits, value: { added: edits.length, kept, rejected: read.rejectedCount } });
      });
    },
  };
}
