/** `POST /templates/adopt` of the original system: its body and answer, over the plans that are computed here. */
import { addDays } from '@mirubato/domain/logbook';
import {
  firstFields,
  occurrenceId,
  planInputSchema,
  plannedOccurrences,
  sharedPlan,
} from '@mirubato/domain/plans';
import { fail, unwrap } from '@mirubato/domain/problem';
import { toEntity } from '@mirubato/domain/protocol';
import { Hono } from 'hono';
import { z } from 'zod';
import { instantNow } from '../clock.ts';
import type { Features } from '../features.ts';
import { jsonFields } from '../store/record-edits.ts';
import { valid } from './problems.ts';

const names = z.array(z.string().max(200)).max(100);

const adoptSchema = z.object({
  templateId: z.string().min(1).max(200),
  customization: z
    .object({
      title: z.string().trim().min(1).max(200).optional(),
      tags: names.optional(),
      focusAreas: names.optional(),
      schedule: z.record(z.string(), z.json()).optional(),
    })
    .nullish(),
});

/** As many as the original writes for a plan without an end. */
const SHOWN = 12;
const HORIZON_DAYS = 90;
const COPY = ' (Copy)';

/** The original names the owner of every entity; here it is who sits before the computer. */
const OWNER = 'local';

export function templateAdoptRoutes({ context, plans, templates }: Features) {
  return new Hono().post('/', valid('json', adoptSchema, 'Invalid request body'), async (c) => {
    const { templateId, customization } = c.req.valid('json');
    const found = await templates.template(templateId);
    if (!found.ok) return unwrap(fail('not-found', 'Template not found'));
    const shared = unwrap(sharedPlan(found.value));
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const now = await plans.now(zone);
    const { title, tags, focusAreas } = customization ?? {};
    const schedule = { ...shared.schedule, ...customization?.schedule };
    const given = typeof schedule.startDate === 'string' ? schedule.startDate.slice(0, 10) : now.today;
    const isAhead = given > now.today;
    // A start that has passed counts as today.
    const startDate = isAhead ? given : now.today;
    const input = planInputSchema.safeParse({
      ...shared,
      title: title ?? `${shared.title.slice(0, 200 - COPY.length)}${COPY}`,
      tags: tags ?? shared.tags,
      focusAreas: focusAreas ?? shared.focusAreas,
      schedule: { ...schedule, startDate },
    });
    if (!input.success) {
      const fields = input.error.issues.map(({ path, message }) => [path.join('.'), message]);
      return unwrap(
        fail('invalid-input', 'The template makes no plan', { fields: Object.fromEntries(fields) }),
      );
    }
    const planId = `plan_${context.newId()}`;
    const plan = unwrap(await templates.adopt(templateId, planId, input.data, { ownerId: OWNER }));
    const span = { from: now.today, to: addDays(now.today, HORIZON_DAYS) };
    const occurrences = plannedOccurrences(plan, [], span, now).slice(0, SHOWN);
    const at = instantNow(context);
    return c.json({
      success: true as const,
      plan: { ...toEntity('plans', planId, jsonFields(plan), OWNER), user_id: OWNER, deletedAt: null },
      occurrences: occurrences.map((occurrence) => {
        const id = occurrenceId(planId, occurrence.key);
        const fields = {
          ...firstFields(plan, occurrence, zone),
          logEntryId: null,
          checkIn: null,
          notes: null,
        };
        const entity = jsonFields({ ...fields, createdAt: at, updatedAt: at });
        return { ...toEntity('occurrences', id, entity, OWNER), user_id: OWNER, deletedAt: null };
      }),
    });
  });
}
