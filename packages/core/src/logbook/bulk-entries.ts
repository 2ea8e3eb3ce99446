/** One edit of the journal for a change of many entries. */
import type { JsonValue, RecordEdit, RecordFields } from '@mirubato/domain/journal';
import { type BulkChange, entrySchema, type KeptEntry, planBulkChange } from '@mirubato/domain/logbook';
import { ok, type Result } from '@mirubato/domain/problem';
import { pieceSchema } from '@mirubato/domain/repertoire';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { JournalView } from '../journal/journal.ts';
import { jsonFields, notFound } from '../store/record-edits.ts';

export function changeEntries(
  context: CoreContext,
  ids: readonly string[],
  change: BulkChange,
): Promise<Result<KeptEntry[]>> {
  const now = instantNow(context);
  return context.journal.edit((view) => {
    const piece = change.action === 'linkPiece' ? livePiece(view, change.pieceId) : undefined;
    if (change.action === 'linkPiece' && !piece) return notFound('pieces', change.pieceId);
    const kept: KeptEntry[] = [];
    const edits: RecordEdit[] = [];
    for (const id of new Set(ids)) {
      const present = view.read('entries', id);
      if (!present || present.deletedAt) continue;
      const planned = planBulkChange(entrySchema.parse({ ...present, id }), change, {
        now,
        ...(piece && { piece }),
      });
      if (!planned) continue;
      const after = jsonFields(planned);
      const before = Object.fromEntries(
        Object.keys(after).map((field): [string, JsonValue] => [field, present[field] ?? null]),
      );
      kept.push({ id, before, after } as KeptEntry);
      edits.push({ collection: 'entries', id, fields: stamped(after, now) });
    }
    return ok({ edits, value: kept });
  });
}

export function takeBackEntries(context: CoreContext, kept: readonly KeptEntry[]): Promise<Result<number>> {
  const now = instantNow(context);
  return context.journal.edit((view) => {
    const edits: RecordEdit[] = [];
    for (const { id, before, after } of kept) {
      const present = view.read('entries', id);
      if (!present) continue;
      const unchanged = Object.entries(before).filter(
        ([field]) =>
          JSON.stringify(present[field] ?? null) === JSON.stringify(after[field as keyof typeof after]),
      );
      if (unchanged.length === 0) continue;
      const fields = Object.fromEntries(unchanged) as RecordFields;
      edits.push({ collection: 'entries', id, fields: stamped(fields, now) });
    }
    return ok({ edits, value: edits.length });
  });
}

/** Going into the trash is no change of what an entry says. */
function stamped(fields: RecordFields, now: string): RecordFields {
  return fields.deletedAt ? fields : { ...fields, updatedAt: now };
}

function livePiece(view: JournalView, id: string) {
  const present = view.read('pieces', id);
  return present && !present.deletedAt ? pieceSchema.parse({ ...present, id }) : undefined;
}
