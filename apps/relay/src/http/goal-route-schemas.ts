/** The routes of the original system's goals, as they are described. */
import { createRoute, z } from '@hono/zod-openapi';
import { goalPlanSchema, goalStatuses, goalTypes, milestoneSchema } from '@mirubato/domain/goals';
import {
  goalPatchRequestSchema,
  goalProgressRequestSchema,
  goalQuerySchema,
  goalRequestSchema,
} from '@mirubato/domain/protocol';
import { errorResponse, jsonContent } from './envelope.ts';

/** The original never had this route and its client names the session in one of these ways. */
const linkSchema = z
  .object({
    entryId: z.string().max(200).optional(),
    sessionId: z.string().max(200).optional(),
    logbookEntryId: z.string().max(200).optional(),
    practiceSessionId: z.string().max(200).optional(),
    entryIds: z.array(z.string().max(200)).max(500).optional(),
  })
  .refine((body) => Object.values(body).some((value) => value !== undefined), { error: 'names no entry' });

const goalSchema = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  type: z.enum(goalTypes),
  targetValue: z.number().nullable(),
  currentValue: z.number(),
  targetDate: z.string().nullable(),
  status: z.enum(goalStatuses),
  scoreId: z.string().nullable(),
  measures: z.array(z.string()).nullable(),
  practicePlan: goalPlanSchema.nullable(),
  milestones: z.array(milestoneSchema).nullable(),
  createdAt: z.int(),
  updatedAt: z.int(),
});

const listedSchema = goalSchema.extend({ relatedSessions: z.int() });

const statsSchema = z.object({
  relatedSessions: z.int(),
  totalPracticeTime: z.number(),
  recentSessions: z.array(
    z.object({
      id: z.string(),
      timestamp: z.string(),
      duration: z.number(),
      notes: z.string().nullable(),
    }),
  ),
});

const progressedSchema = z.object({
  message: z.string(),
  currentValue: z.number(),
  targetValue: z.number().nullable(),
  status: z.enum(goalStatuses),
  completed: z.boolean(),
});

const messageSchema = z.object({ message: z.string() });
const params = z.object({ id: z.string().min(1).max(200) });
const common = { tags: ['Goals'], security: [{ bearer: [] }] };
const refused = { 401: errorResponse('Not let in.') };
const refusedOne = { ...refused, 404: errorResponse('There is no such goal.') };
const invalid = { 400: errorResponse('A field has a value that it cannot have.') };

export const listGoals = createRoute({
  ...common,
  method: 'get',
  path: '/api/goals',
  summary: 'Goals, the newest first',
  request: { query: goalQuerySchema },
  responses: {
    200: jsonContent(z.object({ goals: z.array(listedSchema) }), 'Those that fit.'),
    ...invalid,
    ...refused,
  },
});

export const addGoal = createRoute({
  ...common,
  method: 'post',
  path: '/api/goals',
  summary: 'A new goal; one to learn a piece puts the piece into the repertoire',
  request: { body: { ...jsonContent(goalRequestSchema, 'The goal'), required: true } },
  responses: { 201: jsonContent(goalSchema, 'It is durable.'), ...invalid, ...refused },
});

export const getGoal = createRoute({
  ...common,
  method: 'get',
  path: '/api/goals/{id}',
  summary: 'A goal and the practice that names it',
  request: { params },
  responses: {
    200: jsonContent(z.object({ goal: goalSchema, stats: statsSchema }), 'So far.'),
    ...refusedOne,
  },
});

export const changeGoal = createRoute({
  ...common,
  method: 'put',
  path: '/api/goals/{id}',
  summary: 'Changes what is named',
  request: { params, body: { ...jsonContent(goalPatchRequestSchema, 'What changes'), required: true } },
  responses: { 200: jsonContent(messageSchema, 'It is durable.'), ...invalid, ...refusedOne },
});

export const removeGoal = createRoute({
  ...common,
  method: 'delete',
  path: '/api/goals/{id}',
  summary: 'Removes a goal',
  request: { params },
  responses: { 200: jsonContent(messageSchema, 'It is gone.'), ...refusedOne },
});

export const trackProgress = createRoute({
  ...common,
  method: 'post',
  path: '/api/goals/{id}/progress',
  summary: 'Adds to the current value; at its target the goal is completed',
  request: { params, body: { ...jsonContent(goalProgressRequestSchema, 'The step'), required: true } },
  responses: { 200: jsonContent(progressedSchema, 'It is durable.'), ...invalid, ...refusedOne },
});

export const linkPractice = createRoute({
  ...common,
  method: 'post',
  path: '/api/goals/{id}/link',
  summary: 'Makes entries name the goal',
  request: { params, body: { ...jsonContent(linkSchema, 'The entries'), required: true } },
  responses: {
    200: jsonContent(messageSchema.extend({ success: z.literal(true), linked: z.int() }), 'They do now.'),
    ...invalid,
    ...refused,
    404: errorResponse('There is no such goal, or no such entry.'),
  },
});
