/** A plan of the caller's own, made from a template: the sessions that its schedule has from now on, none done. */
import { parseRecurrence, timesFromNow } from '@mirubato/domain/plans';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import {
  type Entity,
  toEntity,
  type WirePlan,
  wireOccurrenceSchema,
  wirePlanSchema,
} from '@mirubato/domain/protocol';
import { editNow, type Planned } from './edit-now.ts';
import type { RecordsView, TimedEdit } from './user-records.ts';

export interface Customization {
  readonly title?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly focusAreas?: readonly string[] | undefined;
  readonly schedule?: Readonly<Record<string, unknown>> | undefined;
}

export interface Adopted {
  readonly plan: Entity;
  readonly occurrences: readonly Entity[];
  /** Whether this user has adopted the template for the first time. */
  readonly isFirst: boolean;
}

/** The original's length of a title, less what is put behind it. */
const MAX_TITLE = 200;

/** Problem `invalid-input` where template and customization together make no plan. */
export function adoptedPlan(
  view: RecordsView,
  template: Entity,
  customization: Customization,
  { userId, nowMs, newId }: { userId: string; nowMs: number; newId: () => string },
): Result<Planned<Adopted>> {
  const at = new Date(nowMs).toISOString();
  const parsed = wirePlanSchema.safeParse({
    id: `plan_${newId()}`,
    title: customization.title ?? `${String(template.title).slice(0, MAX_TITLE - 7)} (Copy)`,
    description: template.description ?? null,
    type: template.type ?? 'custom',
    focusAreas: customization.focusAreas ?? template.focusAreas ?? [],
    techniques: template.techniques ?? [],
    pieceRefs: template.pieceRefs ?? [],
    schedule: { ...Object(template.schedule), ...customization.schedule },
    visibility: 'private',
    status: 'active',
    ownerId: userId,
    templateVersion: template.templateVersion ?? 1,
    sourceTemplateId: template.id,
    tags: customization.tags ?? template.tags ?? [],
    metadata: { adoptedFrom: template.id, adoptedAt: at },
    archivedAt: null,
  });
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, message }) => [path.join('.'), message]);
    return fail('invalid-input', 'The template makes no plan', { fields: Object.fromEntries(fields) });
  }
  const { kind, rule } = parsed.data.schedule;
  if (kind === 'recurring' && !parseRecurrence(rule ?? '')) {
    return fail('invalid-input', 'Invalid recurrence rule');
  }
  const { id, ...plan } = parsed.data;
  const isFirst = ![...view.ids('plans')].some(
    (other) => view.read('plans', other)?.sourceTemplateId === template.id,
  );
  const planEdit = editNow(view, nowMs, 'plans', id, plan);
  const occurrenceEdits = occurrencesOf(view, nowMs, id, parsed.data.schedule, segmentsOf(template), newId);
  return ok({
    edits: [planEdit, ...occurrenceEdits],
    value: {
      plan: ofUser(userId, planEdit),
      occurrences: occurrenceEdits.map((edit) => ofUser(userId, edit)),
      isFirst,
    },
  });
}

function occurrencesOf(
  view: RecordsView,
  nowMs: number,
  planId: string,
  schedule: WirePlan['schedule'],
  segments: readonly unknown[],
  newId: () => string,
): TimedEdit[] {
  const times = timesFromNow(schedule, { nowMs, zone: view.surroundings.zone });
  return times.map(({ start, end }) =>
    editNow(view, nowMs, 'occurrences', `plan_occ_${newId()}`, {
      planId,
      scheduledStart: start,
      scheduledEnd: end,
      flexWindow: schedule.flexibility ?? 'same-day',
      recurrenceKey: schedule.kind === 'recurring' ? `${schedule.rule}@${start}` : null,
      segments,
      targets: {},
      reflectionPrompts: [],
      status: 'scheduled',
      logEntryId: null,
      checkIn: null,
      notes: null,
      reminderState: null,
      metrics: {},
    }),
  );
}

/** What the author shows of the sessions. */
function segmentsOf({ metadata }: Entity): readonly unknown[] {
  const preview = Object(Object(metadata).preview);
  const parsed = wireOccurrenceSchema.shape.segments.safeParse(preview.segments);
  return (parsed.success && parsed.data) || [];
}

function ofUser(userId: string, { collection, id, fields }: TimedEdit): Entity {
  const entity = toEntity(collection as 'plans' | 'occurrences', id, fields, userId);
  return { ...entity, user_id: userId, deletedAt: null };
}
