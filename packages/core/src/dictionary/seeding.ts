/**
 * Has the language model write the words that wait, one after another, within the original's budget for a day. What is
 * complete enough becomes a term of one's own; the rest waits for a person.
 */
import type { OwnTermPatch, SeedStatus, TermSeed } from '@mirubato/domain/dictionary';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { GeneratedTerms } from './generated-terms.ts';
import type { TermSeeds } from './term-seeds.ts';

export interface SeedingRun {
  readonly processed: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Known by now, no musical term, or waiting for a person. */
  readonly skipped: number;
  readonly qualities: readonly number[];
  readonly errors: readonly string[];
  readonly tokens: number;
}

interface Written {
  readonly status: SeedStatus;
  readonly quality?: number;
  readonly reason: string | null;
  readonly tokens: number;
  /** Nothing answers. */
  readonly isGone?: boolean;
}

export interface Seeding {
  /** As many as the budget allows. Problem `model-not-set`. */
  process(limit: number): Promise<Result<SeedingRun>>;
  budget(): Promise<{ used: number; available: number; budget: number }>;
  /** Goes on in the background with what waits; does nothing without a model. */
  wake(): void;
  /** Failed ones wait again, those that failed too often are dead. */
  recover(limit: number): Promise<{ requeued: number; dead: number }>;
  requeue(ids: readonly string[]): Promise<{ requeued: number; errors: string[] }>;
  /** Keeps what was written, as it was changed. Problems: `not-found`, `conflict`. */
  approve(id: string, changes: OwnTermPatch, notes: string | undefined): Promise<Result<TermSeed>>;
  reject(id: string, notes: string | undefined): Promise<Result<TermSeed>>;
  /** Begins, and looks again every hour, since a day's budget ends. */
  start(): void;
  close(): Promise<void>;
}

/** The original's. */
export const TOKENS_A_DAY = 5000;
export const TOKENS_A_TERM = 840;
export const ACCEPTED_QUALITY = 85;
export const MAX_ATTEMPTS = 3;

const EVERY_MS = 3_600_000;

export function createSeeding(context: CoreContext, seeds: TermSeeds, generated: GeneratedTerms): Seeding {
  let last: Promise<unknown> = Promise.resolve();
  let isWaking = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  return {
    process: (limit) => inTurn(() => run(limit)),
    budget,
    wake,
    async recover(limit) {
      const failed = (await seeds.list('failed')).slice(0, limit);
      const dead = failed.filter(({ attempts }) => attempts >= MAX_ATTEMPTS);
      for (const seed of failed)
        await seeds.change(seed.id, { status: dead.includes(seed) ? 'dead' : 'pending' });
      wake();
      return { requeued: failed.length - dead.length, dead: dead.length };
    },
    async requeue(ids) {
      const dead = new Set((await seeds.list('dead')).map(({ id }) => id));
      const errors = ids.filter((id) => !dead.has(id)).map((id) => `${id}: there is no such item`);
      const found = ids.filter((id) => dead.has(id));
      for (const id of found) await seeds.change(id, { status: 'pending', attempts: 0, reason: null });
      wake();
      return { requeued: found.length, errors };
    },
    async approve(id, changes, notes) {
      const found = await reviewed(id);
      if (!found.ok) return found;
      const { candidate, term } = found.value;
      if (!candidate) return fail('conflict', 'Nothing was written for it.');
      const { term: name = term, ...texts } = changes;
      const changed = defined(texts);
      const origin = Object.keys(changed).length > 0 ? 'own' : 'generated';
      const kept = await generated.keep(name, { ...candidate, ...changed, origin });
      return kept.ok ? end(found.value, 'completed', notes) : kept;
    },
    async reject(id, notes) {
      const found = await reviewed(id);
      return found.ok ? end(found.value, 'rejected', notes) : found;
    },
    start() {
      timer = setInterval(wake, EVERY_MS);
      timer.unref();
      wake();
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await last;
    },
  };

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  }

  function wake(): void {
    if (isWaking || isClosed) return;
    isWaking = true;
    void inTurn(async () => {
      isWaking = false;
      if (await generated.isSetUp()) await run(Number.POSITIVE_INFINITY);
    }).catch((error) => context.log.warn({ err: error }, 'words that wait for the language model'));
  }

  async function run(limit: number): Promise<Result<SeedingRun>> {
    if (!(await generated.isSetUp()))
      return fail('model-not-set', 'Set up a language model in the settings first.');
    // Of a run that was cut off.
    for (const { id } of await seeds.list('processing')) await seeds.change(id, { status: 'pending' });
    const done = { processed: 0, succeeded: 0, failed: 0, skipped: 0, tokens: 0 };
    const [qualities, errors]: [number[], string[]] = [[], []];
    for (const seed of (await seeds.list('pending')).slice(0, limit)) {
      if (isClosed || (await budget()).available < TOKENS_A_TERM) break;
      const { status, quality, reason, tokens, isGone } = await write(seed);
      if (status === 'pending') break;
      done.processed += 1;
      done.tokens += tokens;
      if (quality !== undefined) qualities.push(quality);
      if (status === 'failed') {
        done.failed += 1;
        errors.push(`${seed.term}: ${reason}`);
        // What waits does not fail for a server that has ended.
        if (isGone) break;
      } else if (status === 'completed' && quality !== undefined) done.succeeded += 1;
      else done.skipped += 1;
    }
    return ok({ ...done, qualities, errors });
  }

  async function write(seed: TermSeed): Promise<Written> {
    const { id, term, language, type } = seed;
    if (await generated.isKnown(term)) {
      await seeds.change(id, { status: 'completed', reason: 'known already' });
      return { status: 'completed', reason: null, tokens: 0 };
    }
    const now = instantNow(context);
    await seeds.change(id, { status: 'processing' });
    let tokens = 0;
    const onAsked = (counted: number | null) => {
      tokens += counted ?? TOKENS_A_TERM;
    };
    const written = await generated.write(term, language, { onAsked });
    const spentBefore = seed.askedAt?.slice(0, 10) === now.slice(0, 10) ? seed.tokens : 0;
    const spent = { tokens: spentBefore + tokens, askedAt: now };
    if (!written.ok) {
      const reason = written.problem.detail;
      const failed = { status: 'failed', attempts: seed.attempts + 1, reason } as const;
      const next = isClosed ? ({ status: 'pending' } as const) : failed;
      await seeds.change(id, { ...spent, ...next });
      const isGone = written.problem.code === 'model-unreachable';
      return { status: next.status, reason, tokens, isGone };
    }
    if (!written.value) {
      await seeds.change(id, { ...spent, status: 'rejected', reason: 'no musical term' });
      return { status: 'rejected', reason: null, tokens };
    }
    const candidate = { ...written.value, ...(type ? { type } : {}) };
    const { model, quality } = candidate;
    const isGood = (quality ?? 0) >= ACCEPTED_QUALITY;
    const kept = isGood && (await generated.keep(term, candidate)).ok;
    const status = kept ? 'completed' : 'review';
    await seeds.change(id, {
      ...spent,
      status,
      reason: null,
      candidate: { ...candidate, origin: 'generated', model: model ?? '', quality: quality ?? 0 },
    });
    return { status, quality: quality ?? 0, reason: null, tokens };
  }

  async function budget() {
    const used = await seeds.tokensOn(instantNow(context).slice(0, 10));
    return { used, available: Math.max(0, TOKENS_A_DAY - used), budget: TOKENS_A_DAY };
  }

  async function reviewed(id: string): Promise<Result<TermSeed>> {
    const found = await seeds.seed(id);
    if (!found.ok || found.value.status === 'review') return found;
    return fail('conflict', 'It does not wait for review.');
  }

  async function end(
    seed: TermSeed,
    status: 'completed' | 'rejected',
    notes: string | undefined,
  ): Promise<Result<TermSeed>> {
    await seeds.change(seed.id, { status, reason: notes ?? null });
    return ok({ ...seed, status, reason: notes ?? null });
  }
}

function defined<T extends object>(fields: T): { [F in keyof T]: Exclude<T[F], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
