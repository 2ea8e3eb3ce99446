import { addDays, localDateOf } from '@mirubato/domain/logbook';
import {
  type Adherence,
  adherenceOf,
  hasKey,
  type Now,
  nextOccurrence,
  type Occurrence,
  occurrenceSchema,
  type Plan,
  type PlanInput,
  type PlannedOccurrence,
  type PlanPatch,
  parseRule,
  plannedOccurrences,
  planSchema,
  ruleBefore,
  ruleText,
  type Span,
  seriesOf,
} from '@mirubato/domain/plans';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import {
  changeRecord,
  createRecord,
  jsonFields,
  notFound,
  restoreRecord,
  trashRecord,
} from '../store/record-edits.ts';

/** A plan with what is computed of it. */
export interface PlanWithNext {
  readonly plan: Plan;
  readonly next: PlannedOccurrence | null;
  /** Of the last four weeks, today left out while it is open. */
  readonly adherence: Adherence;
}

export interface PlanPage extends PlanWithNext {
  /** From eight weeks ago to eight weeks ahead. */
  readonly occurrences: readonly PlannedOccurrence[];
  /** The plan that goes on from this one. */
  readonly goesOnIn: string | null;
}

export interface Plans {
  now(zone: string): Promise<Now>;
  plans(now: Now): Promise<PlanWithNext[]>;
  plan(id: string, now: Now): Promise<Result<PlanPage>>;
  /** Outside the trash. */
  readPlan(id: string): Promise<Result<Plan>>;
  createPlan(id: string, input: PlanInput, more?: object): Promise<Result<Plan>>;
  editPlan(id: string, patch: PlanPatch): Promise<Result<Plan>>;
  trashPlan(id: string): Promise<Result<void>>;
  restorePlan(id: string): Promise<Result<Plan>>;
  /** Of all plans, in the order of their days. */
  occurrences(span: Span, now: Now): Promise<PlannedOccurrence[]>;
  /** The records of one plan's occurrences with this key, or all from the day on. */
  records(planId: string, of: { key: string } | Span): Promise<Occurrence[]>;
  /**
   * Ends the plan on the day before `key` and makes a new one from there. What was done stays with the first.
   * Problems: `invalid-input` when `key` is its first occurrence, or none.
   */
  part(id: string, at: { key: string; newId: string; now: Now }, input: PlanInput): Promise<Result<Plan>>;
  /** Takes the parting back. `conflict` when something was done on the new plan, or the first has been changed since. */
  join(newId: string): Promise<Result<Plan>>;
}

const ADHERENCE_DAYS = 28;
const PAGE_DAYS = 56;
const LAST_DAY = '9999-12-31';

export function createPlans(context: CoreContext, settings: SettingsFeature): Plans {
  const { journal, store } = context;
  const toPlan = (id: string) => (result: Result<object>) =>
    result.ok ? ok(planSchema.parse({ ...result.value, id })) : result;

  return {
    async now(zone) {
      const { dayStartHour } = await settings.read();
      return { zone, today: localDateOf(instantNow(context), zone, dayStartHour) };
    },

    async plans(now) {
      const plans = await allPlans();
      const from = addDays(now.today, -ADHERENCE_DAYS);
      const records = await recordsByPlan({ from, to: LAST_DAY });
      return plans.map((plan) => withNext(plan, records.get(plan.id) ?? [], now));
    },

    async plan(id, now) {
      const plan = await readPlan(id);
      if (!plan.ok) return plan;
      const from = addDays(now.today, -PAGE_DAYS);
      const records = await recordsOf(id, { from, to: LAST_DAY });
      const next = await store.db
        .selectFrom('plans')
        .select('id')
        .where(sql<boolean>`record->'partedFrom'->>'planId' = ${id}`)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      const span = { from, to: addDays(now.today, PAGE_DAYS) };
      return ok({
        ...withNext(plan.value, records, now),
        occurrences: plannedOccurrences(plan.value, records, span, now),
        goesOnIn: next?.id ?? null,
      });
    },
    readPlan,

    createPlan: (id, input, more) =>
      createRecord(journal, context, 'plans', id, {
        ...input,
        visibility: 'private',
        status: 'active',
        archivedAt: null,
        ...more,
      }).then(toPlan(id)),

    editPlan: (id, patch) =>
      changeRecord(journal, context, 'plans', id, (present) => {
        if (patch.status === undefined || patch.status === present.status) return patch;
        return { ...patch, archivedAt: patch.status === 'active' ? null : instantNow(context) };
      }).then(toPlan(id)),
    trashPlan: (id) => trashRecord(journal, context, 'plans', id),
    restorePlan: (id) => restoreRecord(journal, context, 'plans', id).then(toPlan(id)),

    async occurrences(span, now) {
      const records = await recordsByPlan(span);
      const plans = await allPlans();
      return plans
        .flatMap((plan) => plannedOccurrences(plan, records.get(plan.id) ?? [], span, now))
        .sort((a, b) => `${a.date} ${a.timeOfDay ?? '99'}`.localeCompare(`${b.date} ${b.timeOfDay ?? '99'}`));
    },
    records: recordsOf,

    part: (id, { key, newId, now }, input) =>
      journal.edit((view) => {
        const present = view.read('plans', id);
        if (!present || present.deletedAt) return notFound('plans', id);
        const plan = planSchema.parse({ ...present, id });
        const series = seriesOf(plan, now.zone);
        if (!series || !hasKey(plan, key, now)) return fail('invalid-input', `The plan has no day ${key}.`);
        if (key <= series.start)
          return fail('invalid-input', 'It is the first day: change the whole plan instead.');
        if ((input.schedule.startDate ?? key) < key)
          return fail('invalid-input', 'What follows cannot begin before that day.');
        const at = instantNow(context);
        const schedule = { ...plan.schedule, rule: ruleText(ruleBefore(series.rule, key)) };
        const made = jsonFields({
          ...input,
          visibility: 'private',
          status: 'active',
          archivedAt: null,
          sourceTemplateId: plan.sourceTemplateId,
          partedFrom: { planId: id, rule: plan.schedule.rule ?? '' },
          createdAt: at,
          updatedAt: at,
          deletedAt: null,
        });
        return ok({
          edits: [
            { collection: 'plans', id, fields: jsonFields({ schedule, updatedAt: at }) },
            { collection: 'plans', id: newId, fields: made },
          ],
          value: planSchema.parse({ ...made, id: newId }),
        });
      }),

    async join(newId) {
      const done = await store.db
        .selectFrom('occurrences')
        .select('id')
        .where('plan_id', '=', newId)
        .where('status', '=', 'completed')
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      if (done) return fail('conflict', 'Something has been done on the new plan already.');
      return journal.edit((view) => {
        const made = planSchema.parse({ ...view.read('plans', newId), id: newId });
        const first = made.partedFrom && view.read('plans', made.partedFrom.planId);
        if (!made.partedFrom || !first || first.deletedAt) return notFound('plans', newId);
        const plan = planSchema.parse({ ...first, id: made.partedFrom.planId });
        const rule = parseRule(made.partedFrom.rule);
        const until = parseRule(plan.schedule.rule ?? '')?.until;
        if (!rule || !until || plan.schedule.rule !== ruleText(ruleBefore(rule, addDays(until, 1))))
          return fail('conflict', 'The plan has been changed since.');
        const at = instantNow(context);
        const schedule = { ...plan.schedule, rule: made.partedFrom.rule };
        return ok({
          edits: [
            { collection: 'plans', id: plan.id, fields: jsonFields({ schedule, updatedAt: at }) },
            { collection: 'plans', id: newId, fields: { deletedAt: at } },
          ],
          value: planSchema.parse({ ...plan, schedule }),
        });
      });
    },
  };

  async function readPlan(id: string): Promise<Result<Plan>> {
    const row = await store.db
      .selectFrom('plans')
      .select('record')
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    return row ? ok(planSchema.parse(row.record)) : notFound('plans', id);
  }

  async function allPlans(): Promise<Plan[]> {
    const rows = await store.db
      .selectFrom('plans')
      .select('record')
      .where('deleted_at', 'is', null)
      .orderBy(sql`fold(record->>'title')`)
      .orderBy('id')
      .execute();
    return rows.map(({ record }) => planSchema.parse(record));
  }

  /** A day more on either side: the original's are instants, whose day depends on the zone. */
  function within({ from, to }: Span) {
    const first = addDays(from, -1);
    const last = to === LAST_DAY ? to : addDays(to, 1);
    return sql<boolean>`deleted_at IS NULL AND (day IS NULL OR day BETWEEN ${first} AND ${last}
      OR key_day BETWEEN ${first} AND ${last})`;
  }

  async function recordsByPlan(span: Span): Promise<Map<string, Occurrence[]>> {
    const rows = await store.db.selectFrom('occurrences').select('record').where(within(span)).execute();
    const byPlan = new Map<string, Occurrence[]>();
    for (const { record } of rows) {
      const occurrence = occurrenceSchema.parse(record);
      const others = byPlan.get(occurrence.planId);
      if (others) others.push(occurrence);
      else byPlan.set(occurrence.planId, [occurrence]);
    }
    return byPlan;
  }

  async function recordsOf(planId: string, of: { key: string } | Span): Promise<Occurrence[]> {
    const isDay = 'key' in of && /^\d/.test(of.key);
    const span = 'key' in of ? { from: of.key, to: of.key } : of;
    const rows = await store.db
      .selectFrom('occurrences')
      .select('record')
      .where('plan_id', '=', planId)
      .$if(isDay || !('key' in of), (query) => query.where(within(span)))
      .$if('key' in of && !isDay, (query) =>
        query.where('deleted_at', 'is', null).where('key_day', 'is', null),
      )
      .execute();
    return rows.map(({ record }) => occurrenceSchema.parse(record));
  }

  function withNext(plan: Plan, records: readonly Occurrence[], now: Now): PlanWithNext {
    const past = { from: addDays(now.today, -ADHERENCE_DAYS + 1), to: now.today };
    return {
      plan,
      next: nextOccurrence(plan, records, now) ?? null,
      adherence: adherenceOf(plannedOccurrences(plan, records, past, now)),
    };
  }
}
