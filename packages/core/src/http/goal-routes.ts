/** The original system's goals interface over the one goal model; times are Unix seconds. */
import { type Goal, goalInputSchema, goalPatchSchema, goalStatuses, goalTypes } from '@mirubato/domain/goals';
import { dateSchema } from '@mirubato/domain/logbook';
import { unwrap } from '@mirubato/domain/problem';
import { normalisePieceKey } from '@mirubato/domain/repertoire';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';
import { unixSeconds } from './repertoire-routes.ts';

/** The original's clients send a date, an instant, or milliseconds in a string; a date is what is meant. */
const looseDateSchema = z.union([
  dateSchema,
  z.iso.datetime({ offset: true }).transform((instant) => instant.slice(0, 10)),
  z
    .union([z.string().regex(/^\d{12,14}$/), z.int().positive()])
    .transform((ms) => new Date(Number(ms)).toISOString().slice(0, 10)),
]);

const createSchema = goalInputSchema.extend({ targetDate: looseDateSchema.nullish() });
const changeSchema = goalPatchSchema.extend({ targetDate: looseDateSchema.nullish() });

const progressSchema = z.object({
  value: z.number(),
  notes: z.string().max(5000).nullish(),
  sessionId: z.string().max(200).nullish(),
});

const listSchema = z.object({
  status: z.enum(goalStatuses).optional(),
  type: z.enum(goalTypes).optional(),
  scoreId: z.string().max(200).optional(),
});

export function goalRoutes({ context, goals, repertoire }: Features) {
  return new Hono()
    .get('/', valid('query', listSchema), async (c) => {
      const found = await goals.goals(c.req.valid('query'));
      const items = found.map(async (goal) => ({
        ...toOriginal(goal),
        relatedSessions: (await goals.related(goal.id)).relatedSessions,
      }));
      return c.json({ goals: await Promise.all(items) });
    })
    .post('/', valid('json', createSchema), async (c) => {
      const input = c.req.valid('json');
      const goal = unwrap(await goals.createGoal(context.newId(), input));
      if (goal.type === 'repertoire' && goal.scoreId) await keepAsPlanned(goal.scoreId, goal.title);
      return c.json(toOriginal(goal), 201);
    })
    .get('/:id', async (c) => {
      const goal = unwrap(await goals.goal(c.req.param('id')));
      const { recent, ...totals } = await goals.related(goal.id);
      const recentSessions = recent.map(({ id, timestamp, duration, notes }) => ({
        id,
        timestamp,
        duration,
        notes: notes || null,
      }));
      return c.json({ goal: toOriginal(goal), stats: { ...totals, recentSessions } });
    })
    .put('/:id', valid('json', changeSchema), async (c) => {
      unwrap(await goals.goal(c.req.param('id')));
      unwrap(await goals.editGoal(c.req.param('id'), c.req.valid('json')));
      return c.json({ message: 'Goal updated successfully' });
    })
    .delete('/:id', async (c) => {
      unwrap(await goals.goal(c.req.param('id')));
      unwrap(await goals.trashGoal(c.req.param('id')));
      return c.json({ message: 'Goal deleted successfully' });
    })
    .post('/:id/progress', valid('json', progressSchema), async (c) => {
      const { value, notes, sessionId } = c.req.valid('json');
      unwrap(await goals.goal(c.req.param('id')));
      const goal = unwrap(
        await goals.addProgress(c.req.param('id'), {
          value,
          notes: notes ?? null,
          entryId: sessionId ?? null,
        }),
      );
      return c.json({
        message: 'Progress tracked successfully',
        currentValue: goal.currentValue,
        targetValue: goal.targetValue,
        status: goal.status,
        completed: goal.status === 'completed',
      });
    });

  /** A goal to learn a piece puts the piece into the repertoire, as in the original. */
  async function keepAsPlanned(scoreId: string, title: string): Promise<void> {
    const key = normalisePieceKey(scoreId);
    if (await repertoire.pieceByKey(key)) return;
    const piece = {
      title,
      composer: null,
      status: 'planned' as const,
      notes: '',
      referenceLinks: [],
      tags: [],
      scoreIds: [],
    };
    unwrap(await repertoire.createPiece(context.newId(), { ...piece, scoreId: key }));
  }
}

function toOriginal(goal: Goal) {
  return {
    id: goal.id,
    title: goal.title,
    description: goal.description,
    type: goal.type,
    targetValue: goal.targetValue,
    currentValue: goal.currentValue,
    targetDate: goal.targetDate,
    status: goal.status,
    scoreId: goal.scoreId,
    measures: goal.measures,
    practicePlan: goal.practicePlan,
    milestones: goal.milestones,
    createdAt: unixSeconds(goal.createdAt),
    updatedAt: unixSeconds(goal.updatedAt),
  };
}
