/** What a person does with one occurrence. The first deed makes its record, the same one on every device. */
import { type Entry, entrySchema } from '@mirubato/domain/logbook';
import {
  type CheckIn,
  checkedInFields,
  checkInEntry,
  checkInEntryId,
  firstFields,
  type Occurrence,
  type OccurrencePatch,
  occurrenceId,
  occurrenceSchema,
  type Plan,
  type PlannedOccurrence,
  plannedOccurrence,
  uncheckedFields,
} from '@mirubato/domain/plans';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import { jsonFields, notFound } from '../store/record-edits.ts';
import type { Plans } from './plans.ts';

export interface OccurrenceAddress {
  readonly planId: string;
  readonly key: string;
  /** IANA. */
  readonly zone: string;
}

export interface ChangedOccurrence {
  readonly occurrence: PlannedOccurrence;
  /** Patches it back to what it was. */
  readonly before: OccurrencePatch;
}

export interface OccurrenceEdits {
  /** Skips, moves or edits the one. `conflict` when it has been checked in. */
  change(at: OccurrenceAddress, patch: OccurrencePatch): Promise<Result<ChangedOccurrence>>;
  /** One entry, however often it is sent and on however many devices. */
  checkIn(at: OccurrenceAddress, input: CheckIn): Promise<Result<{ entry: Entry }>>;
  /** The occurrence is open again, its entry in the trash. `conflict` when it was not checked in. */
  undoCheckIn(at: OccurrenceAddress): Promise<Result<void>>;
}

export function createOccurrenceEdits(
  context: CoreContext,
  plans: Plans,
  settings: SettingsFeature,
): OccurrenceEdits {
  const { journal } = context;

  return {
    async change(at, patch) {
      const found = await find(at);
      if (!found.ok) return found;
      const { plan, occurrence, now, recordId } = found.value;
      return journal.edit((view) => {
        const present = recordOf(recordId, at, view.read('occurrences', recordId));
        if (present.status === 'completed')
          return fail('conflict', 'It is checked in: take that back before you change it.');
        const before = Object.fromEntries(
          Object.keys(patch).map((name) => [name, keptValue(present, name as keyof OccurrencePatch)]),
        ) as OccurrencePatch;
        const ownFields = fieldsOf(patch, present, occurrence);
        const changed = plannedOccurrence(
          plan,
          [recordOf(recordId, at, { ...present, ...ownFields })],
          at.key,
          now,
        );
        if (!changed) return notFound('occurrences', recordId);
        const first = firstFields(plan, changed, at.zone);
        const times = { scheduledStart: first.scheduledStart, scheduledEnd: first.scheduledEnd };
        const fields = written(
          view.read('occurrences', recordId),
          { ...first, ...ownFields },
          { ...ownFields, ...times },
        );
        return ok({
          edits: [{ collection: 'occurrences', id: recordId, fields }],
          value: { occurrence: changed, before },
        });
      });
    },

    async checkIn(at, input) {
      const found = await find(at);
      if (!found.ok) return found;
      const { plan, occurrence, recordId } = found.value;
      const { primaryInstrument, dayStartHour } = await settings.read();
      const entryId = checkInEntryId(occurrenceId(at.planId, at.key));
      return journal.edit((view) => {
        const present = recordOf(recordId, at, view.read('occurrences', recordId));
        const standing = view.read('entries', present.logEntryId ?? entryId);
        if (present.status === 'completed' && standing && !standing.deletedAt)
          return ok({
            edits: [],
            value: { entry: entrySchema.parse({ ...standing, id: present.logEntryId ?? entryId }) },
          });
        const now = instantNow(context);
        const entry = jsonFields({
          ...checkInEntry(plan, occurrence, recordId, input, {
            at: now,
            instrument: primaryInstrument,
            dayStartHour,
          }),
          createdAt: now,
          updatedAt: now,
          deletedAt: null,
        });
        const done = checkedInFields(entryId, input, now, present);
        const fields = written(
          view.read('occurrences', recordId),
          { ...firstFields(plan, occurrence, at.zone), ...done },
          done,
        );
        return ok({
          edits: [
            { collection: 'entries', id: entryId, fields: entry },
            { collection: 'occurrences', id: recordId, fields },
          ],
          value: { entry: entrySchema.parse({ ...entry, id: entryId }) },
        });
      });
    },

    async undoCheckIn(at) {
      const found = await find(at);
      if (!found.ok) return found;
      const { recordId } = found.value;
      return journal.edit((view) => {
        const present = recordOf(recordId, at, view.read('occurrences', recordId));
        if (present.status !== 'completed') return fail('conflict', 'It has not been checked in.');
        const now = instantNow(context);
        const fields = jsonFields({ ...uncheckedFields(present, now), updatedAt: now });
        const edits = [{ collection: 'occurrences', id: recordId, fields }];
        const entry = present.logEntryId === null ? undefined : view.read('entries', present.logEntryId);
        if (present.logEntryId !== null && entry && !entry.deletedAt)
          edits.push({ collection: 'entries', id: present.logEntryId, fields: { deletedAt: now } });
        return ok({ edits, value: undefined });
      });
    },
  };

  async function find({ planId, key, zone }: OccurrenceAddress) {
    const plan = await plans.readPlan(planId);
    if (!plan.ok) return plan;
    const now = await plans.now(zone);
    const records = await plans.records(planId, { key });
    const occurrence = plannedOccurrence(plan.value, records, key, now);
    if (!occurrence) return fail('not-found', `The plan has no occurrence ${key}.`);
    const recordId = occurrence.recordId ?? occurrenceId(planId, key);
    return ok({ plan: plan.value as Plan, occurrence, now, recordId });
  }

  /** All fields where there is no record yet, else the changed ones; a trashed record is there again. */
  function written(present: object | undefined, first: object, changed: object) {
    const now = instantNow(context);
    return present
      ? jsonFields({ ...changed, updatedAt: now, deletedAt: null })
      : jsonFields({ ...first, createdAt: now, updatedAt: now, deletedAt: null });
  }
}

function recordOf(id: string, { planId, key }: OccurrenceAddress, present: object | undefined): Occurrence {
  return occurrenceSchema.parse({ planId, recurrenceKey: key, ...present, id });
}

function keptValue(record: Occurrence, name: keyof OccurrencePatch) {
  switch (name) {
    case 'status':
      return record.status === 'skipped' ? 'skipped' : 'scheduled';
    case 'segments':
      return record.isEdited ? record.segments : null;
    case 'reflectionPrompts':
      return record.isEdited ? record.reflectionPrompts : null;
    default:
      return record[name];
  }
}

/** Segments and prompts are the occurrence's own together, or neither is. */
function fieldsOf(patch: OccurrencePatch, present: Occurrence, occurrence: PlannedOccurrence): object {
  const { segments, reflectionPrompts, ...rest } = patch;
  if (segments === undefined && reflectionPrompts === undefined) return rest;
  if (segments == null && reflectionPrompts == null) return { ...rest, isEdited: false };
  return {
    ...rest,
    isEdited: true,
    segments: segments ?? (present.isEdited ? present.segments : occurrence.segments),
    reflectionPrompts:
      reflectionPrompts ?? (present.isEdited ? present.reflectionPrompts : occurrence.reflectionPrompts),
  };
}
