/** Which terms were looked up on this computer: what is popular and recent, and what was asked for in vain. */

import { createHash } from 'node:crypto';
import { foldText } from '@mirubato/domain/dictionary';
import { ok } from '@mirubato/domain/problem';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';

export interface TermLook {
  /** As it was asked for last. */
  readonly text: string;
  /** Null where there is no such term. */
  readonly termId: string | null;
  readonly count: number;
  readonly lookedAt: string;
}

export interface TermLooks {
  /** Counts one. @param termId of the term that was shown; null where none was found */
  note(text: string, termId: string | null): Promise<void>;
  popular(limit: number): Promise<TermLook[]>;
  recent(limit: number): Promise<TermLook[]>;
  /** How often each term was looked up. */
  counts(): Promise<Map<string, number>>;
  /** Asked for in vain, most often first. */
  missing(limit: number): Promise<TermLook[]>;
}

const MAX_TEXT = 100;

export function createTermLooks(context: CoreContext): TermLooks {
  const { db } = context.store;
  const rows = () => db.selectFrom('termLooks').select('record');
  return {
    async note(text, termId) {
      const asked = text.trim().slice(0, MAX_TEXT);
      if (asked === '') return;
      const id =
        termId ?? `missing-${createHash('sha256').update(foldText(asked)).digest('hex').slice(0, 24)}`;
      await context.device.edit((view) => {
        const count = Number(view.read('termLooks', id)?.count ?? 0) + 1;
        const fields = { text: asked, termId, count, lookedAt: instantNow(context) };
        return ok({ edits: [{ collection: 'termLooks', id, fields }], value: undefined });
      });
    },
    popular: async (limit) =>
      looksOf(
        await rows()
          .where('term_id', 'is not', null)
          .orderBy('count', 'desc')
          .orderBy('looked_at', 'desc')
          .limit(limit)
          .execute(),
      ),
    recent: async (limit) =>
      looksOf(
        await rows().where('term_id', 'is not', null).orderBy('looked_at', 'desc').limit(limit).execute(),
      ),
    async counts() {
      const counted = await db
        .selectFrom('termLooks')
        .select(['term_id', 'count'])
        .where('term_id', 'is not', null)
        .execute();
      return new Map(counted.map(({ term_id, count }) => [term_id ?? '', count]));
    },
    missing: async (limit) =>
      looksOf(await rows().where('term_id', 'is', null).orderBy('count', 'desc').limit(limit).execute()),
  };
}

function looksOf(rows: readonly { record: unknown }[]): TermLook[] {
  return rows.map(({ record }) => {
    const { text, termId, count, lookedAt } = record as TermLook;
    return { text, termId, count, lookedAt };
  });
}
