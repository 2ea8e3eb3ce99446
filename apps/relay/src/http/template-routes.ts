/** `POST /api/templates/adopt` of the original system, for one's own templates and those that are public. */
import { createRoute, z } from '@hono/zod-openapi';
import { ok, ProblemError, unwrap } from '@mirubato/domain/problem';
import { toEntity } from '@mirubato/domain/protocol';
import { adoptedPlan, type Customization } from '../records/adopt-template.ts';
import { editJournal, editNow, liveRecord, readJournal } from '../records/edit-now.ts';
import { publishedTemplate } from '../records/published-templates.ts';
import { authenticate } from './authenticate.ts';
import { createRoutes, errorResponse, jsonContent } from './envelope.ts';
import { smallBody } from './small-body.ts';
import { entity, json, type SyncDeps } from './sync-routes.ts';

const names = z.array(z.string().max(200)).max(100);

const adoptSchema = z.object({
  templateId: z.string().min(1).max(200),
  customization: z
    .object({
      title: z.string().trim().min(1).max(200).optional(),
      tags: names.optional(),
      focusAreas: names.optional(),
      schedule: z.record(z.string(), json).optional(),
    })
    .nullish(),
});

const adoptedSchema = z.object({
  success: z.literal(true),
  plan: entity,
  occurrences: z.array(entity),
});

const adopt = createRoute({
  method: 'post',
  path: '/api/templates/adopt',
  tags: ['Templates'],
  security: [{ bearer: [] }],
  summary: 'Makes a plan of the caller’s own from a template, with the sessions of its schedule from now on',
  request: { body: { ...jsonContent(adoptSchema, 'Which, and what is to be otherwise'), required: true } },
  responses: {
    200: jsonContent(adoptedSchema, 'It is durable.'),
    400: errorResponse('No plan can be made of this.'),
    401: errorResponse('Not let in.'),
    404: errorResponse('There is no such template, or not for the caller.'),
  },
});

export function templateRoutes(context: SyncDeps) {
  const { jsonSessions, nowMs, newId, logger } = context;
  const routes = createRoutes();
  routes.use('/api/templates/*', smallBody, authenticate(context));

  return routes.openapi(adopt, async (c) => {
    const { userId } = c.get('caller');
    const { templateId, customization } = c.req.valid('json');
    const template = await templateFor(userId, templateId);
    if (!template) throw new ProblemError({ code: 'not-found', detail: 'Template not found' });
    const wanted = (customization ?? {}) as Customization;
    const adopted = await editJournal(jsonSessions, userId, async (view) =>
      adoptedPlan(view, template.entity, wanted, { userId, nowMs: nowMs(), newId }),
    );
    const { plan, occurrences, isFirst } = unwrap(adopted);
    if (isFirst) await count(template.authorId, template.recordId);
    return c.json({ success: true, plan, occurrences } as z.infer<typeof adoptedSchema>, 200);
  });

  async function templateFor(userId: string, id: string) {
    const own = await readJournal(jsonSessions, userId, async (view) => liveRecord(view, 'templates', id));
    if (own) return { authorId: userId, recordId: id, entity: toEntity('templates', id, own, userId) };
    const published = await publishedTemplate(context, id);
    return published?.authorId === userId ? undefined : published;
  }

  /** Each user counts once for a template, after the plan is durable; a count that fails takes no plan away. */
  async function count(authorId: string, id: string): Promise<void> {
    try {
      await editJournal(jsonSessions, authorId, async (view) => {
        const present = liveRecord(view, 'templates', id);
        if (!present) return ok({ edits: [], value: undefined });
        const adoptionCount = (Number(present.adoptionCount) || 0) + 1;
        return ok({ edits: [editNow(view, nowMs(), 'templates', id, { adoptionCount })], value: undefined });
      });
    } catch (error) {
      logger.error({ error, authorId }, 'an adoption could not be counted');
    }
  }
}
