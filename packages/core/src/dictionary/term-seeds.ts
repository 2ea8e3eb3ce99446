/** The words that wait for the language model, as records of this computer: kept over restarts, never synced. */
import { createHash } from 'node:crypto';
import {
  type ExplanationLanguage,
  foldText,
  type SeedStatus,
  seedStatuses,
  type TermSeed,
  type TermType,
  termSeedSchema,
} from '@mirubato/domain/dictionary';
import type { JsonValue } from '@mirubato/domain/journal';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';

export interface SeedInput {
  readonly term: string;
  readonly language: ExplanationLanguage;
  readonly priority: number;
  readonly type: TermType | null;
}

export interface TermSeeds {
  /** Those that are asked first come first. */
  list(...statuses: readonly SeedStatus[]): Promise<TermSeed[]>;
  /** Also one that was cleared. Problem `not-found`. */
  seed(id: string): Promise<Result<TermSeed>>;
  /** Answers whether it waits now; not when it did before. Problem `quota-exceeded`. */
  add(input: SeedInput): Promise<Result<boolean>>;
  change(id: string, fields: Partial<TermSeed>): Promise<Result<void>>;
  /** Answers how many there were. What was spent on them stays known. */
  clear(statuses: readonly SeedStatus[]): Promise<number>;
  counts(): Promise<Record<SeedStatus | 'total', number>>;
  /** On that day, in UTC. @param day `YYYY-MM-DD` */
  tokensOn(day: string): Promise<number>;
}

/** Years of the daily budget. */
const MAX_SEEDS = 5000;

export function createTermSeeds(context: CoreContext): TermSeeds {
  const { device, store } = context;
  return {
    list,
    async seed(id) {
      const found = (await all()).find((seed) => seed.id === id && !seed.deletedAt);
      return found ? ok(found) : fail('not-found', `There is no ${id} in the queue.`);
    },
    async add({ term, language, priority, type }) {
      const id = createHash('sha256').update(foldText(term)).digest('hex').slice(0, 24);
      const count = (await list()).length;
      return device.edit((view) => {
        const present = view.read('termSeeds', id);
        if (present && !present.deletedAt) return ok({ edits: [], value: false });
        if (count >= MAX_SEEDS)
          return fail('quota-exceeded', `The queue has ${MAX_SEEDS} words, and no room for more.`);
        const now = instantNow(context);
        const fields = {
          ...{
            term,
            language,
            priority,
            type,
            status: 'pending',
            attempts: 0,
            reason: null,
            candidate: null,
          },
          ...{ createdAt: now, updatedAt: now, deletedAt: null },
        };
        return ok({ edits: [{ collection: 'termSeeds', id, fields }], value: true });
      });
    },
    change: (id, fields) =>
      device.edit(() => {
        const changed = { ...fields, updatedAt: instantNow(context) } as Record<string, JsonValue>;
        return ok({ edits: [{ collection: 'termSeeds', id, fields: changed }], value: undefined });
      }),
    async clear(statuses) {
      const cleared = await list(...statuses);
      const fields = { deletedAt: instantNow(context) };
      await device.edit(() =>
        ok({ edits: cleared.map(({ id }) => ({ collection: 'termSeeds', id, fields })), value: undefined }),
      );
      return cleared.length;
    },
    async counts() {
      const seeds = await list();
      const counts = seedStatuses.map((status) => [
        status,
        seeds.filter((seed) => seed.status === status).length,
      ]);
      return { ...Object.fromEntries(counts), total: seeds.length };
    },
    tokensOn: async (day) =>
      (await all())
        .filter(({ askedAt }) => askedAt?.startsWith(day))
        .reduce((sum, { tokens }) => sum + tokens, 0),
  };

  async function all(): Promise<TermSeed[]> {
    const rows = await store.db.selectFrom('termSeeds').select('record').execute();
    return rows.map(({ record }) => termSeedSchema.parse(record));
  }

  async function list(...statuses: readonly SeedStatus[]): Promise<TermSeed[]> {
    return (await all())
      .filter(({ deletedAt, status }) => !deletedAt && (statuses.length === 0 || statuses.includes(status)))
      .sort((a, b) => b.priority - a.priority || (a.createdAt < b.createdAt ? -1 : 1));
  }
}
