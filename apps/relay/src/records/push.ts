/** `POST /api/sync/push`: many entities in one edit. One that is wrong is told as a conflict and harms no other. */
import type { JsonValue } from '@mirubato/domain/journal';
import {
  type EntityCollection,
  entityTypeByCollection,
  entryFields,
  goalFields,
  occurrenceFields,
  planFields,
  templateFields,
  toEntity,
  wireEntrySchema,
  wireGoalSchema,
  wireOccurrenceSchema,
  wirePlanSchema,
  wireTemplateSchema,
} from '@mirubato/domain/protocol';
import type { z } from 'zod';
import { recordWriter } from './frame-edits.ts';
import type { RecordsView, TimedEdit } from './user-records.ts';

type Item = { readonly [key: string]: JsonValue };

export interface Push {
  readonly edits: readonly TimedEdit[];
  readonly conflicts: readonly { entityId: string; entityType: string; reason: string }[];
  readonly processed: Readonly<Record<PushCollection, number>>;
}

export type PushCollection = Exclude<EntityCollection, 'pieces'>;

const schemas: Readonly<Record<PushCollection, { schema: z.ZodType<object>; reason: string }>> = {
  entries: { schema: wireEntrySchema, reason: 'Invalid entry data' },
  goals: { schema: wireGoalSchema, reason: 'Invalid goal data' },
  plans: { schema: wirePlanSchema, reason: 'Invalid planning data' },
  occurrences: { schema: wireOccurrenceSchema, reason: 'Invalid occurrence data' },
  templates: { schema: wireTemplateSchema, reason: 'Invalid template data' },
};

export const pushCollections = Object.keys(schemas) as PushCollection[];

/** The original's: what a recurring plan's rule must say. */
const RULE = /(?:^|[;:])FREQ=(?:DAILY|WEEKLY|MONTHLY)(?:;|$)/i;

export function planPush(
  items: Readonly<Record<PushCollection, readonly Item[]>>,
  view: RecordsView,
  { nowMs, userId }: { nowMs: number; userId: string },
): Push {
  const { write } = recordWriter(view, nowMs, nowMs);
  const edits: TimedEdit[] = [];
  const conflicts: Push['conflicts'][number][] = [];
  const processed = { entries: 0, goals: 0, plans: 0, occurrences: 0, templates: 0 };
  for (const collection of pushCollections) {
    for (const item of items[collection]) {
      const id = String(item.id);
      const taken = take(collection, id, item);
      if (typeof taken === 'string') {
        conflicts.push({ entityId: id, entityType: entityTypeByCollection[collection], reason: taken });
        continue;
      }
      edits.push(...taken);
      processed[collection] += 1;
    }
  }
  return { edits, conflicts, processed };

  function take(collection: PushCollection, id: string, item: Item): TimedEdit[] | string {
    if (item.deletedAt || item.deleted_at) {
      const deletedMs = Date.parse(String(item.deletedAt ?? item.deleted_at));
      const statedMs = Number.isNaN(deletedMs) ? nowMs : Math.min(deletedMs, nowMs);
      return recordWriter(view, statedMs, nowMs).remove(collection, id);
    }
    const record = view.read(collection, id);
    const present = record && toEntity(collection, id, record, userId);
    const { schema, reason } = schemas[collection];
    // What an item leaves out stays as it is, and an item without a time is of now.
    const { updatedAt: _was, updated_at: _older, ...base } = present ?? {};
    const parsed = schema.safeParse({ ...base, ...item });
    if (!parsed.success) return reason;
    const value = parsed.data as Item;
    switch (collection) {
      case 'entries':
        return write(collection, id, entryFields(wireEntrySchema.parse(value), record, view.surroundings));
      case 'goals':
        return write(collection, id, goalFields(value));
      case 'plans': {
        const plan = wirePlanSchema.parse(value);
        const { kind, rule } = plan.schedule;
        if (kind === 'recurring' && !RULE.test(rule ?? '')) return 'Invalid recurrence rule';
        return write(collection, id, planFields(plan));
      }
      case 'occurrences':
        return write(collection, id, occurrenceFields(wireOccurrenceSchema.parse(value)));
      case 'templates':
        return write(collection, id, templateFields(value));
    }
  }
}
