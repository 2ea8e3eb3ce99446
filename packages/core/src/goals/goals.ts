import {
  changedGoalFields,
  type Goal,
  type GoalInput,
  type GoalPatch,
  goalSchema,
  newGoalFields,
  progressedGoalFields,
} from '@mirubato/domain/goals';
import type { Entry } from '@mirubato/domain/logbook';
import { ok, type Result } from '@mirubato/domain/problem';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import { changeRecord, createRecord, notFound, trashRecord } from '../store/record-edits.ts';

export interface GoalQuery {
  readonly status?: string | undefined;
  readonly type?: string | undefined;
  readonly scoreId?: string | undefined;
}

export interface RelatedPractice {
  readonly relatedSessions: number;
  /** Minutes. */
  readonly totalPracticeTime: number;
  /** The latest ten. */
  readonly recent: Entry[];
}

export interface Goals {
  goals(query: GoalQuery): Promise<Goal[]>;
  goal(id: string): Promise<Result<Goal>>;
  createGoal(id: string, input: GoalInput): Promise<Result<Goal>>;
  editGoal(id: string, patch: GoalPatch): Promise<Result<Goal>>;
  trashGoal(id: string): Promise<Result<void>>;
  /** Adds to the current value and completes the goal at its target. */
  addProgress(
    id: string,
    step: { value: number; notes?: string | null; entryId?: string | null },
  ): Promise<Result<Goal>>;
  /** The entries that name the goal. */
  related(id: string): Promise<RelatedPractice>;
}

const RECENT_SESSIONS = 10;

export function createGoals(context: CoreContext): Goals {
  const { journal, store } = context;
  const toGoal = (id: string) => (result: Result<object>) =>
    result.ok ? ok(goalSchema.parse({ ...result.value, id })) : result;

  return {
    async goals({ status, type, scoreId }) {
      const rows = await store.db
        .selectFrom('goals')
        .select('record')
        .where('deleted_at', 'is', null)
        .$if(status !== undefined, (query) => query.where('status', '=', status ?? ''))
        .$if(type !== undefined, (query) => query.where('type', '=', type ?? ''))
        .$if(scoreId !== undefined, (query) => query.where('score_id', '=', scoreId ?? ''))
        .orderBy(sql`record->>'createdAt'`, 'desc')
        .orderBy('id')
        .execute();
      return rows.map(({ record }) => goalSchema.parse(record));
    },
    async goal(id) {
      const row = await store.db
        .selectFrom('goals')
        .select('record')
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      return row ? ok(goalSchema.parse(row.record)) : notFound('goals', id);
    },
    createGoal: (id, input) =>
      createRecord(journal, context, 'goals', id, newGoalFields(input)).then(toGoal(id)),
    editGoal: (id, patch) =>
      changeRecord(journal, context, 'goals', id, (present) =>
        changedGoalFields(present, patch, instantNow(context)),
      ).then(toGoal(id)),
    trashGoal: (id) => trashRecord(journal, context, 'goals', id),
    addProgress: (id, { value, notes, entryId }) =>
      changeRecord(journal, context, 'goals', id, (present) =>
        progressedGoalFields(present, { id: context.newId(), value, notes, entryId }, instantNow(context)),
      ).then(toGoal(id)),
    async related(id) {
      const named = sql<boolean>`record->'goalIds' ? ${id}`;
      const base = store.db.selectFrom('entries').where('deleted_at', 'is', null).where(named);
      const totals = await base
        .select([
          sql<number>`count(*)::int`.as('count'),
          sql<number>`coalesce(sum(duration), 0)::int`.as('minutes'),
        ])
        .executeTakeFirstOrThrow();
      const recent = await base
        .select('record')
        .orderBy('started_at', 'desc')
        .limit(RECENT_SESSIONS)
        .execute();
      return {
        relatedSessions: totals.count,
        totalPracticeTime: totals.minutes,
        recent: recent.map(({ record }) => record as unknown as Entry),
      };
    },
  };
}
