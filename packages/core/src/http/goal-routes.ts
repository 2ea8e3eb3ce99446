/** The original system's goals interface over the one goal model; times are Unix seconds. */

import { recordIdSchema } from '@mirubato/domain/ids';
import { unwrap } from '@mirubato/domain/problem';
import {
  goalPatchRequestSchema,
  goalProgressRequestSchema,
  goalQuerySchema,
  goalRequestSchema,
  goalToOriginal,
} from '@mirubato/domain/protocol';
import { normalisePieceKey } from '@mirubato/domain/repertoire';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import { valid } from './problems.ts';

/** The original never had this route; its client names the session in one of these ways, as the relay takes it. */
const linkSchema = z
  .object({
    entryId: recordIdSchema,
    sessionId: recordIdSchema,
    logbookEntryId: recordIdSchema,
    practiceSessionId: recordIdSchema,
    entryIds: z.array(recordIdSchema).max(500),
  })
  .partial()
  .refine((named) => entryIdsOf(named).length > 0, 'names no entry');

function entryIdsOf(named: Readonly<Record<string, string | readonly string[] | undefined>>): string[] {
  return Object.values(named).flatMap((ids) => ids ?? []);
}

export function goalRoutes({ context, goals, goalBoard, repertoire }: Features) {
  return new Hono()
    .get('/', valid('query', goalQuerySchema), async (c) => {
      const found = await goals.goals(c.req.valid('query'));
      const items = found.map(async (goal) => ({
        ...goalToOriginal(goal),
        relatedSessions: (await goals.related(goal.id)).relatedSessions,
      }));
      return c.json({ goals: await Promise.all(items) });
    })
    .post('/', valid('json', goalRequestSchema), async (c) => {
      const input = c.req.valid('json');
      const goal = unwrap(await goals.createGoal(context.newId(), input));
      if (goal.type === 'repertoire' && goal.scoreId) await keepAsPlanned(goal.scoreId, goal.title);
      return c.json(goalToOriginal(goal), 201);
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
      return c.json({ goal: goalToOriginal(goal), stats: { ...totals, recentSessions } });
    })
    .put('/:id', valid('json', goalPatchRequestSchema), async (c) => {
      unwrap(await goals.goal(c.req.param('id')));
      unwrap(await goals.editGoal(c.req.param('id'), c.req.valid('json')));
      return c.json({ message: 'Goal updated successfully' });
    })
    .delete('/:id', async (c) => {
      unwrap(await goals.goal(c.req.param('id')));
      unwrap(await goals.trashGoal(c.req.param('id')));
      return c.json({ message: 'Goal deleted successfully' });
    })
    .post('/:id/link', valid('json', linkSchema), async (c) => {
      const ids = entryIdsOf(c.req.valid('json'));
      const { linked } = unwrap(await goalBoard.link(c.req.param('id'), ids, true));
      return c.json({ success: true as const, message: 'Practice linked to goal', linked });
    })
    .post('/:id/progress', valid('json', goalProgressRequestSchema), async (c) => {
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
