/** Goals as the screen shows them: with what has been done for them, and whether that is enough. */
import {
  type Goal,
  type GoalInput,
  type GoalMeasure,
  type GoalPatch,
  type GoalPractice,
  goalSchema,
  measureGoal,
} from '@mirubato/domain/goals';
import { type Entry, entrySchema } from '@mirubato/domain/logbook';
import type { Now } from '@mirubato/domain/plans';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { Repertoire } from '../repertoire/repertoire.ts';
import { jsonFields, notFound, restoreRecord } from '../store/record-edits.ts';
import { goalPractice, noPractice } from './goal-practice.ts';
import type { Goals } from './goals.ts';

export interface GoalWithMeasure {
  readonly goal: Goal;
  readonly practice: GoalPractice;
  readonly measure: GoalMeasure;
}

export interface GoalBoard {
  /** The archived ones, or the others: those under way first, the nearest deadline before; then the latest. */
  goals(of: { isArchived: boolean }, now: Now): Promise<GoalWithMeasure[]>;
  goal(id: string, now: Now): Promise<Result<GoalWithMeasure & { linked: Entry[] }>>;
  createGoal(id: string, input: GoalInput): Promise<Result<Goal>>;
  editGoal(id: string, patch: GoalPatch): Promise<Result<Goal>>;
  restoreGoal(id: string): Promise<Result<Goal>>;
  /** Takes a step of progress back. */
  removeProgress(id: string, stepId: string): Promise<Result<Goal>>;
  /** Makes entries name the goal, or name it no more. `not-found` for an entry that is not there. */
  link(id: string, entryIds: readonly string[], isLinked: boolean): Promise<Result<{ linked: number }>>;
}

export function createGoalBoard(context: CoreContext, goals: Goals, repertoire: Repertoire): GoalBoard {
  const { journal, store } = context;

  return {
    async goals({ isArchived }, now) {
      const all = await goals.goals({});
      const shown = all.filter((goal) => isOld(goal) === isArchived);
      const practiceById = await goalPractice(store.db, shown, now);
      return shown
        .map((goal) => withMeasure(goal, practiceById.get(goal.id), now))
        .sort((a, b) => byUrgency(a.goal, b.goal));
    },
    async goal(id, now) {
      const found = await goals.goal(id);
      if (!found.ok) return found;
      const practice = await goalPractice(store.db, [found.value], now);
      const { recent } = await goals.related(id);
      return ok({ ...withMeasure(found.value, practice.get(id), now), linked: recent });
    },
    async createGoal(id, input) {
      return goals.createGoal(id, { ...input, ...(await pieceKeyOf(input.pieceId)) });
    },
    async editGoal(id, patch) {
      return goals.editGoal(id, { ...patch, ...(await pieceKeyOf(patch.pieceId)) });
    },
    restoreGoal: (id) =>
      restoreRecord(journal, context, 'goals', id).then((result) =>
        result.ok ? ok(goalSchema.parse({ ...result.value, id })) : result,
      ),
    removeProgress: (id, stepId) =>
      journal.edit((view) => {
        const present = view.read('goals', id);
        if (!present || present.deletedAt) return notFound('goals', id);
        const goal = goalSchema.parse({ ...present, id });
        const step = goal.progress.find((each) => each.id === stepId);
        if (!step) return notFound('goals', stepId);
        const fields = {
          progress: goal.progress.filter((each) => each !== step),
          currentValue: Math.max(0, goal.currentValue - step.value),
          // It was this step, at the latest, that completed it.
          ...(goal.status === 'completed' && { status: 'active' as const, completedAt: null }),
        };
        const edit = jsonFields({ ...fields, updatedAt: instantNow(context) });
        return ok({
          edits: [{ collection: 'goals', id, fields: edit }],
          value: goalSchema.parse({ ...goal, ...fields }),
        });
      }),
    link: (id, entryIds, isLinked) =>
      journal.edit((view) => {
        const goal = view.read('goals', id);
        if (!goal || goal.deletedAt) return notFound('goals', id);
        const edits = [];
        for (const entryId of new Set(entryIds)) {
          const present = view.read('entries', entryId);
          if (!present || present.deletedAt) return fail('not-found', `Entry not found: ${entryId}`);
          const { goalIds } = entrySchema.parse({ ...present, id: entryId });
          if (goalIds.includes(id) === isLinked) continue;
          const changed = isLinked ? [...goalIds, id] : goalIds.filter((other) => other !== id);
          const fields = jsonFields({ goalIds: changed, updatedAt: instantNow(context) });
          edits.push({ collection: 'entries', id: entryId, fields });
        }
        return ok({ edits, value: { linked: new Set(entryIds).size } });
      }),
  };

  /** The original's clients know a piece by its key alone. */
  async function pieceKeyOf(pieceId: string | null | undefined): Promise<{ scoreId?: string | null }> {
    if (pieceId === undefined) return {};
    return { scoreId: pieceId === null ? null : (await repertoire.keyOf(pieceId)) || null };
  }
}

/** `all` come newest first, and stay so where this says nothing. */
function byUrgency(a: Goal, b: Goal): number {
  const [isA, isB] = [a.status === 'active', b.status === 'active'];
  if (isA !== isB) return isA ? -1 : 1;
  const nearer = (a.targetDate ?? '9').localeCompare(b.targetDate ?? '9');
  return isA ? nearer : -nearer;
}

function isOld({ archivedAt, status }: Goal): boolean {
  return archivedAt !== null || status === 'abandoned';
}

function withMeasure(goal: Goal, practice: GoalPractice = noPractice, now: Now): GoalWithMeasure {
  return { goal, practice, measure: measureGoal(goal, practice, now.today) };
}
