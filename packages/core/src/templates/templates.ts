import {
  type Plan,
  type PlanInput,
  type PlanTemplate,
  planSchema,
  planTemplateSchema,
  readTemplateFile,
  type SharedPlan,
  sharedPlan,
  templateFile,
} from '@mirubato/domain/plans';
import { ok, type Result } from '@mirubato/domain/problem';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { Plans } from '../plans/plans.ts';
import { createRecord, jsonFields, notFound, restoreRecord, trashRecord } from '../store/record-edits.ts';

export interface Templates {
  templates(): Promise<PlanTemplate[]>;
  template(id: string): Promise<Result<PlanTemplate>>;
  /** Makes a template of a plan as it stands. `invalid-input` where the plan is no whole one. */
  publish(
    id: string,
    planId: string,
    words: { title?: string | undefined; description?: string | undefined; isPublic: boolean },
  ): Promise<Result<PlanTemplate>>;
  /** A plan of one's own; the template counts how many took it up, and a repeat counts as one. */
  adopt(id: string, planId: string, input: PlanInput, more?: object): Promise<Result<Plan>>;
  file(id: string): Promise<Result<object>>;
  /** What a file holds; writes nothing. `invalid-input` says what is wrong with it. */
  read(document: unknown): Result<SharedPlan>;
  takeIn(id: string, shared: SharedPlan): Promise<Result<PlanTemplate>>;
  trashTemplate(id: string): Promise<Result<void>>;
  restoreTemplate(id: string): Promise<Result<PlanTemplate>>;
}

export function createTemplates(context: CoreContext, plans: Plans): Templates {
  const { journal, store } = context;
  const toTemplate = (id: string) => (result: Result<object>) =>
    result.ok ? ok(planTemplateSchema.parse({ ...result.value, id })) : result;

  return {
    async templates() {
      const rows = await store.db
        .selectFrom('templates')
        .select('record')
        .where('deleted_at', 'is', null)
        .orderBy(sql`fold(record->>'title')`)
        .orderBy('id')
        .execute();
      return rows.map(({ record }) => planTemplateSchema.parse(record));
    },
    template,
    async publish(id, planId, { title, description, isPublic }) {
      const plan = await plans.readPlan(planId);
      if (!plan.ok) return plan;
      const shared = sharedPlan(plan.value);
      if (!shared.ok) return shared;
      const words = { ...(title && { title }), ...(description && { description }) };
      return create(id, { ...shared.value, ...words }, { sourcePlanId: planId, isPublic });
    },
    async adopt(id, planId, input, more) {
      const { count } = await store.db
        .selectFrom('plans')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('source_template_id', '=', id)
        .executeTakeFirstOrThrow();
      const isFirst = Number(count) === 0;
      return journal.edit((view) => {
        const present = view.read('templates', id);
        if (!present || present.deletedAt) return notFound('templates', id);
        const standing = view.read('plans', planId);
        if (standing) return ok({ edits: [], value: planSchema.parse({ ...standing, id: planId }) });
        const at = instantNow(context);
        const fields = jsonFields({
          ...input,
          visibility: 'private',
          status: 'active',
          archivedAt: null,
          sourceTemplateId: id,
          templateVersion: planTemplateSchema.parse({ ...present, id }).templateVersion,
          metadata: { adoptedFrom: id, adoptedAt: at },
          ...more,
          createdAt: at,
          updatedAt: at,
          deletedAt: null,
        });
        const adoptionCount = (Number(present.adoptionCount) || 0) + 1;
        return ok({
          edits: [
            { collection: 'plans', id: planId, fields },
            ...(isFirst ? [{ collection: 'templates', id, fields: { adoptionCount } }] : []),
          ],
          value: planSchema.parse({ ...fields, id: planId }),
        });
      });
    },
    async file(id) {
      const found = await template(id);
      if (!found.ok) return found;
      const shared = sharedPlan(found.value);
      return shared.ok ? ok(templateFile(shared.value)) : shared;
    },
    read: readTemplateFile,
    takeIn: (id, shared) => create(id, shared, { sourcePlanId: null, isPublic: false }),
    trashTemplate: (id) => trashRecord(journal, context, 'templates', id),
    restoreTemplate: (id) => restoreRecord(journal, context, 'templates', id).then(toTemplate(id)),
  };

  async function template(id: string): Promise<Result<PlanTemplate>> {
    const row = await store.db
      .selectFrom('templates')
      .select('record')
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst();
    return row ? ok(planTemplateSchema.parse(row.record)) : notFound('templates', id);
  }

  function create(
    id: string,
    shared: SharedPlan,
    { sourcePlanId, isPublic }: { sourcePlanId: string | null; isPublic: boolean },
  ): Promise<Result<PlanTemplate>> {
    const { segments, schedule, pieceRefs, focusAreas, techniques } = shared;
    const minutes = segments.reduce((sum, { durationMinutes }) => sum + (durationMinutes ?? 0), 0);
    return createRecord(journal, context, 'templates', id, {
      ...shared,
      sourcePlanId,
      templateVersion: 1,
      visibility: isPublic ? 'public' : 'private',
      adoptionCount: 0,
      publishedAt: instantNow(context),
      metadata: {
        preview: {
          segments,
          workload: {
            sessionMinutes: schedule.durationMinutes ?? minutes,
            segmentsCount: segments.length,
            totalSegmentMinutes: minutes,
          },
          pieces: pieceRefs,
          focusAreas,
          techniques,
        },
      },
    }).then(toTemplate(id));
  }
}
