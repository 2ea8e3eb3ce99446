/** What a person thinks of a term, and what they say is wrong with it: records of the journal, for whoever mends it. */
import type { FeedbackInput, ReportInput } from '@mirubato/domain/dictionary';
import { ok, type Result } from '@mirubato/domain/problem';
import type { CoreContext } from '../context.ts';
import { createRecord } from '../store/record-edits.ts';

export interface TermFeedback {
  /** Answers the id of what is kept. */
  feedback(termId: string, input: FeedbackInput): Promise<Result<string>>;
  report(termId: string, input: ReportInput): Promise<Result<string>>;
  /** Latest first. */
  list(options: { termId?: string; limit: number }): Promise<readonly Record<string, unknown>[]>;
  count(): Promise<number>;
}

export function createTermFeedback(context: CoreContext): TermFeedback {
  const { journal, store } = context;
  return {
    feedback: (termId, { rating, helpful, feedback_text, feedback_type }) =>
      keep({ termId, kind: 'feedback', rating, helpful, text: feedback_text, feedbackType: feedback_type }),
    report: (termId, { issue_type, description }) =>
      keep({ termId, kind: 'report', issueType: issue_type, text: description }),
    async list({ termId, limit }) {
      let query = store.db.selectFrom('termFeedback').select('record').where('deleted_at', 'is', null);
      if (termId !== undefined) query = query.where('term_id', '=', termId);
      const rows = await query.orderBy('created_at', 'desc').limit(limit).execute();
      return rows.map(({ record }) => record);
    },
    async count() {
      const { count } = await store.db
        .selectFrom('termFeedback')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('deleted_at', 'is', null)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };

  async function keep(fields: Record<string, unknown>): Promise<Result<string>> {
    const id = context.newId();
    const created = await createRecord(journal, context, 'termFeedback', id, fields);
    return created.ok ? ok(id) : created;
  }
}
