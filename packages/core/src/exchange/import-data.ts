/** Takes records of an export in. What is here and as new stays; nothing is ever deleted. */
import { type ReadRecord, type RejectedRecord, readExport } from '@mirubato/domain/exchange';
import type { RecordEdit, RecordFields } from '@mirubato/domain/journal';
import { ok, type Result } from '@mirubato/domain/problem';
import { SETTINGS_ID, settingsSchema } from '@mirubato/domain/settings';
import type { CoreContext } from '../context.ts';
import { jsonFields } from '../store/record-edits.ts';

/** What becomes of the records of one collection. */
export interface ImportedCounts {
  /** Were not here. */
  added: number;
  /** Were here, and older than in the file. */
  updated: number;
  /** Were here, as new as in the file or newer. */
  kept: number;
  /** Lie in the trash here, and stay there. */
  inTrash: number;
}

export interface ImportDataReport {
  /** Of the export. */
  readonly version: string;
  /** Nothing was written. */
  readonly isDryRun: boolean;
  readonly collections: Readonly<Record<string, ImportedCounts>>;
  /** The first hundred. */
  readonly rejected: readonly RejectedRecord[];
  readonly rejectedCount: number;
  readonly ignored: readonly string[];
}

/** Records per edit: each is a frame of the journal. */
const CHUNK_RECORDS = 1000;
const MAX_REJECTED_TOLD = 100;

/** @param zone of entries that do not say theirs. Problem `invalid-input` for what is no export */
export async function importData(
  context: CoreContext,
  document: unknown,
  { isDryRun, zone }: { isDryRun: boolean; zone: string },
): Promise<Result<ImportDataReport>> {
  const dayStart = await context.journal.look((view) => {
    const { dayStartHour } = settingsSchema.parse(view.read('settings', SETTINGS_ID) ?? {});
    return dayStartHour;
  });
  if (!dayStart.ok) return dayStart;
  const read = readExport(document, { zone, dayStartHour: dayStart.value });
  if (!read.ok) return read;
  const { version, records, rejected, ignored } = read.value;
  const collections: Record<string, ImportedCounts> = {};
  const idByKey = await pieceIdsByKey(context);
  for (let start = 0; start < records.length; start += CHUNK_RECORDS) {
    const chunk = records.slice(start, start + CHUNK_RECORDS);
    const done = await context.journal.edit((view) => {
      const edits: RecordEdit[] = [];
      for (const record of chunk) {
        const id = idHere(record, idByKey);
        const { outcome, edit } = takeIn({ ...record, id }, view.read(record.collection, id));
        collections[record.collection] ??= { added: 0, updated: 0, kept: 0, inTrash: 0 };
        (collections[record.collection] as ImportedCounts)[outcome] += 1;
        if (edit) edits.push(edit);
      }
      return ok({ edits: isDryRun ? [] : edits, value: undefined });
    });
    if (!done.ok) return done;
  }
  return ok({
    version,
    isDryRun,
    collections,
    rejected: rejected.slice(0, MAX_REJECTED_TOLD),
    rejectedCount: rejected.length,
    ignored,
  });
}

function takeIn(
  { collection, id, fields }: ReadRecord,
  present: RecordFields | undefined,
): { outcome: keyof ImportedCounts; edit?: RecordEdit } {
  if (!present) {
    const whole = jsonFields({ deletedAt: null, ...fields });
    return { outcome: 'added', edit: { collection, id, fields: whole } };
  }
  if (present.deletedAt) return { outcome: 'inTrash' };
  // What the file had deleted, and was changed or brought back here since, stays.
  const isNewer = timeOf(fields) > timeOf(present) && !fields.deletedAt;
  if (!isNewer) return { outcome: 'kept' };
  // Written as of now: a change that another device has not sent yet, and that is older than the file, gives way.
  const { createdAt: _, deletedAt: __, ...changes } = fields;
  return { outcome: 'updated', edit: { collection, id, fields: changes } };
}

/** Zero for a record that does not say when it was changed: it never counts as newer. */
function timeOf({ updatedAt }: RecordFields): number {
  return typeof updatedAt === 'string' ? Date.parse(updatedAt) || 0 : 0;
}

/** A piece of another device or of the original system may be here under another id. */
function idHere({ collection, id, fields }: ReadRecord, idByKey: ReadonlyMap<string, string>): string {
  const key = collection === 'pieces' && typeof fields.scoreId === 'string' ? fields.scoreId : undefined;
  return (key === undefined ? undefined : idByKey.get(key)) ?? id;
}

async function pieceIdsByKey({ store }: CoreContext): Promise<Map<string, string>> {
  const rows = await store.db
    .selectFrom('pieces')
    .select(['id', 'piece_key'])
    .orderBy('deleted_at', 'desc')
    .execute();
  return new Map(rows.map(({ id, piece_key }) => [piece_key, id]));
}
