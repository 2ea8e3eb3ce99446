/** The original system's goals over the one goal model; times are Unix seconds. */
import {
  changedGoalFields,
  type Goal,
  goalOf,
  newGoalFields,
  progressedGoalFields,
} from '@mirubato/domain/goals';
import type { Entry } from '@mirubato/domain/logbook';
import { fail, ok, type Problem, ProblemError, type Result, unwrap } from '@mirubato/domain/problem';
import { goalToOriginal } from '@mirubato/domain/protocol';
import { normalisePieceKey } from '@mirubato/domain/repertoire';
import { editJournal, editNow, liveRecord, type Planned, trashNow } from '../records/edit-now.ts';
import { keptPieceByKey, newPiece } from '../records/kept-pieces.ts';
import { logbookEntries } from '../records/logbook-entries.ts';
import type { RecordsView, TimedEdit } from '../records/user-records.ts';
import { authenticate } from './authenticate.ts';
import { createRoutes } from './envelope.ts';
import {
  addGoal,
  changeGoal,
  getGoal,
  linkPractice,
  listGoals,
  removeGoal,
  trackProgress,
} from './goal-route-schemas.ts';
import { smallBody } from './small-body.ts';
import type { SyncDeps } from './sync-routes.ts';

/** The original's. */
const RECENT_SESSIONS = 10;

export function goalRoutes(context: SyncDeps) {
  const { records, jsonSessions, nowMs, newId } = context;
  const routes = createRoutes();
  routes.use('/api/goals/*', smallBody, authenticate(context));

  return routes
    .openapi(listGoals, async (c) => {
      const { userId } = c.get('caller');
      const { status, type, scoreId } = c.req.valid('query');
      const key = scoreId === undefined ? undefined : normalisePieceKey(scoreId);
      const entries = await currentEntries(userId);
      const goals = (await goalsOf(userId)).filter(
        (goal) =>
          (status === undefined || goal.status === status) &&
          (type === undefined || goal.type === type) &&
          (key === undefined || (goal.scoreId !== null && normalisePieceKey(goal.scoreId) === key)),
      );
      const items = goals.map((goal) => ({
        ...goalToOriginal(goal),
        relatedSessions: related(goal, entries).length,
      }));
      return c.json({ goals: items }, 200);
    })
    .openapi(addGoal, async (c) => {
      const input = c.req.valid('json');
      const id = newId();
      const added = await editJournal(jsonSessions, c.get('caller').userId, async (view) => {
        const edit = editNow(view, nowMs(), 'goals', id, newGoalFields(input));
        const edits: TimedEdit[] = [edit];
        if (input.type === 'repertoire' && input.scoreId) {
          const key = normalisePieceKey(input.scoreId);
          const piece = { id: newId(), key, change: {}, title: input.title };
          if (!(await keptPieceByKey(view, key)).ok) edits.push(...newPiece(view, nowMs(), piece).edits);
        }
        return ok({ edits, value: goalOf(id, edit.fields) });
      });
      return c.json(goalToOriginal(unwrap(added)), 201);
    })
    .openapi(getGoal, async (c) => {
      const { userId } = c.get('caller');
      const { id } = c.req.valid('param');
      const entries = await currentEntries(userId);
      const goal = (await goalsOf(userId)).find((other) => other.id === id);
      if (!goal) throw new ProblemError(NOT_FOUND);
      const sessions = related(goal, entries);
      return c.json(
        {
          goal: goalToOriginal(goal),
          stats: {
            relatedSessions: sessions.length,
            totalPracticeTime: sessions.reduce((sum, { duration }) => sum + duration, 0),
            recentSessions: sessions.slice(0, RECENT_SESSIONS).map(({ id, timestamp, duration, notes }) => ({
              id,
              timestamp,
              duration,
              notes: notes || null,
            })),
          },
        },
        200,
      );
    })
    .openapi(changeGoal, async (c) => {
      const patch = c.req.valid('json');
      await editGoal(c.get('caller').userId, c.req.valid('param').id, (view, id, present) => {
        const edit = editNow(view, nowMs(), 'goals', id, (at) => changedGoalFields(present, patch, at));
        return ok({ edits: [edit], value: undefined });
      });
      return c.json({ message: 'Goal updated successfully' }, 200);
    })
    .openapi(removeGoal, async (c) => {
      await editGoal(c.get('caller').userId, c.req.valid('param').id, (view, id) =>
        ok({ edits: [trashNow(view, nowMs(), 'goals', id)], value: undefined }),
      );
      return c.json({ message: 'Goal deleted successfully' }, 200);
    })
    .openapi(trackProgress, async (c) => {
      const { value, notes, sessionId } = c.req.valid('json');
      const step = { id: newId(), value, notes, entryId: sessionId };
      const goal = await editGoal(c.get('caller').userId, c.req.valid('param').id, (view, id, present) => {
        const edit = editNow(view, nowMs(), 'goals', id, (at) => progressedGoalFields(present, step, at));
        return ok({ edits: [edit], value: goalOf(id, { ...present, ...edit.fields }) });
      });
      return c.json(
        {
          message: 'Progress tracked successfully',
          currentValue: goal.currentValue,
          targetValue: goal.targetValue,
          status: goal.status,
          completed: goal.status === 'completed',
        },
        200,
      );
    })
    .openapi(linkPractice, async (c) => {
      const { entryIds = [], ...named } = c.req.valid('json');
      const ids = new Set([...entryIds, ...Object.values(named).filter((id) => id !== undefined)]);
      await editGoal(c.get('caller').userId, c.req.valid('param').id, (view, goalId) => {
        const edits: TimedEdit[] = [];
        for (const id of ids) {
          const entry = liveRecord(view, 'entries', id);
          if (!entry) return fail('not-found', `Entry not found: ${id}`);
          const present = Array.isArray(entry.goalIds) ? entry.goalIds : [];
          if (present.includes(goalId)) continue;
          edits.push(editNow(view, nowMs(), 'entries', id, { goalIds: [...present, goalId] }));
        }
        return ok({ edits, value: undefined });
      });
      return c.json({ success: true as const, message: 'Practice linked to goal', linked: ids.size }, 200);
    });

  async function currentEntries(userId: string): Promise<Entry[]> {
    await jsonSessions.current(userId);
    return logbookEntries(records, userId);
  }

  async function goalsOf(userId: string): Promise<Goal[]> {
    const live = await records.live(userId, ['goals']);
    return (live.get('goals') ?? [])
      .map((entity) => goalOf(String(entity.id), entity))
      .sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
  }

  async function editGoal<T>(
    userId: string,
    id: string,
    plan: (view: RecordsView, id: string, present: Readonly<Record<string, unknown>>) => Result<Planned<T>>,
  ): Promise<T> {
    const edited = await editJournal(jsonSessions, userId, async (view) => {
      const present = liveRecord(view, 'goals', id);
      return present ? plan(view, id, present) : { ok: false, problem: NOT_FOUND };
    });
    return unwrap(edited);
  }
}

const NOT_FOUND: Problem = { code: 'not-found', detail: 'Goal not found' };

/** The entries that name the goal, newest first. */
function related({ id }: Goal, entries: readonly Entry[]): Entry[] {
  return entries
    .filter(({ goalIds }) => goalIds.includes(id))
    .sort((a, b) => (a.timestamp < b.timestamp ? 1 : a.timestamp > b.timestamp ? -1 : 0));
}
