/** One change made to many entries at once, and taken back at once. */
import { z } from 'zod';
import { recordIdSchema } from '../ids.ts';
import { type Entry, entryInputSchema, MAX_ENTRY_PIECES, MAX_ENTRY_TAGS } from './entry.ts';
import { dateSchema, movedToDate } from './local-day.ts';

/** Of one change; a long life of practice has fewer in any filter worth changing at once. */
export const MAX_BULK_ENTRIES = 10_000;

const tagSchema = entryInputSchema.shape.tags.unwrap().element;

export const bulkChangeSchema = z.discriminatedUnion('action', [
  z.object({ action: z.literal('addTag'), tag: tagSchema }),
  z.object({ action: z.literal('removeTag'), tag: tagSchema }),
  z.object({
    action: z.literal('setInstrument'),
    instrument: z.string().trim().toLowerCase().min(1).max(50).nullable(),
  }),
  z.object({ action: z.literal('setType'), type: entryInputSchema.shape.type.exclude(['status_change']) }),
  z.object({ action: z.literal('moveTo'), date: dateSchema }),
  z.object({ action: z.literal('linkPiece'), pieceId: recordIdSchema }),
  z.object({ action: z.literal('trash') }),
]);

export type BulkChange = z.infer<typeof bulkChangeSchema>;

/** The fields that such a change may write. */
export const bulkFields = [
  'tags',
  'instrument',
  'type',
  'timestamp',
  'localDate',
  'pieces',
  'deletedAt',
] as const;

const fieldsSchema = z.partialRecord(z.enum(bulkFields), z.json());

/** What a field was before and after, so that a change can be taken back and nothing later is lost. */
export const keptEntrySchema = z.object({ id: recordIdSchema, before: fieldsSchema, after: fieldsSchema });

export type KeptEntry = z.infer<typeof keptEntrySchema>;

/** What the change needs to know beside the entry. */
export interface BulkSurroundings {
  readonly now: string;
  /** The piece of `linkPiece`. */
  readonly piece?: { readonly id: string; readonly title: string; readonly composer: string | null };
}

/**
 * The fields that the change writes; undefined where it leaves the entry as it is, because it is so already, it has
 * no room for more, or it is a change of status, of which only the trash makes sense.
 */
export function planBulkChange(
  entry: Entry,
  change: BulkChange,
  { now, piece }: BulkSurroundings,
): Readonly<Record<string, unknown>> | undefined {
  if (change.action === 'trash') return { deletedAt: now };
  if (entry.type === 'status_change') return undefined;
  switch (change.action) {
    case 'addTag': {
      const hasRoom = entry.tags.length < MAX_ENTRY_TAGS && !entry.tags.includes(change.tag);
      return hasRoom ? { tags: [...entry.tags, change.tag] } : undefined;
    }
    case 'removeTag':
      return entry.tags.includes(change.tag)
        ? { tags: entry.tags.filter((tag) => tag !== change.tag) }
        : undefined;
    case 'setInstrument':
      return entry.instrument === change.instrument ? undefined : { instrument: change.instrument };
    case 'setType':
      return entry.type === change.type ? undefined : { type: change.type };
    case 'moveTo':
      return entry.localDate === change.date
        ? undefined
        : { timestamp: movedToDate(entry, change.date), localDate: change.date };
    case 'linkPiece':
      return piece && linked(entry, piece);
  }
}

/** A piece of the same name is the one meant; without one the piece is added. */
function linked(
  { pieces }: Entry,
  piece: NonNullable<BulkSurroundings['piece']>,
): Readonly<Record<string, unknown>> | undefined {
  if (pieces.some(({ pieceId }) => pieceId === piece.id)) return undefined;
  const at = pieces.findIndex(
    ({ pieceId, title, composer }) =>
      pieceId == null && isSameName(title, piece.title) && isSameName(composer ?? '', piece.composer ?? ''),
  );
  if (at >= 0)
    return { pieces: pieces.map((one, index) => (index === at ? { ...one, pieceId: piece.id } : one)) };
  if (pieces.length >= MAX_ENTRY_PIECES) return undefined;
  return { pieces: [...pieces, { pieceId: piece.id, title: piece.title, composer: piece.composer }] };
}

function isSameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
