/** Asking the language model anew for many terms, in the background. Jobs live as long as the process, a day at most. */
import type { OwnTerm } from '@mirubato/domain/dictionary';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { GeneratedTerms } from './generated-terms.ts';

export interface EnhancementJob {
  readonly id: string;
  status: 'pending' | 'running' | 'completed' | 'cancelled';
  readonly startedAt: string;
  endedAt: string | null;
  readonly total: number;
  completed: number;
  enhanced: number;
  failed: number;
  readonly improvements: { term: string; before: number; after: number; gained: readonly string[] }[];
}

export interface EnhancementJobs {
  begin(terms: readonly OwnTerm[]): EnhancementJob;
  /** Problem `not-found`. */
  job(id: string): Result<EnhancementJob>;
  /** Problems: `not-found`, `invalid-input` (it has ended). */
  cancel(id: string): Result<EnhancementJob>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

/** The original's. */
const LIFE_MS = 86_400_000;
const MAX_JOBS = 100;

export function createEnhancementJobs(context: CoreContext, generated: GeneratedTerms): EnhancementJobs {
  const jobs = new Map<string, { job: EnhancementJob; abort: AbortController; endsMs: number }>();
  const running = new Set<Promise<void>>();
  return {
    begin(terms) {
      const job: EnhancementJob = {
        ...{ id: `enhance_${context.nowMs()}_${context.newId()}`, status: 'pending' },
        ...{ startedAt: instantNow(context), endedAt: null, total: terms.length },
        ...{ completed: 0, enhanced: 0, failed: 0, improvements: [] },
      };
      const abort = new AbortController();
      jobs.set(job.id, { job, abort, endsMs: context.nowMs() + LIFE_MS });
      for (const oldest of [...jobs.keys()].slice(0, -MAX_JOBS)) jobs.delete(oldest);
      const run = work(job, terms, abort.signal)
        .catch((error) => context.log.warn({ err: error }, 'terms that are asked for anew'))
        .finally(() => running.delete(run));
      running.add(run);
      return job;
    },
    job: found,
    cancel(id) {
      const of = found(id);
      if (!of.ok) return of;
      if (of.value.endedAt !== null) return fail('invalid-input', 'Cannot cancel completed job');
      jobs.get(id)?.abort.abort();
      Object.assign(of.value, { status: 'cancelled', endedAt: instantNow(context) });
      return of;
    },
    async close() {
      for (const { abort } of jobs.values()) abort.abort();
      await Promise.all(running);
    },
  };

  function found(id: string): Result<EnhancementJob> {
    const of = jobs.get(id);
    return of && of.endsMs > context.nowMs() ? ok(of.job) : fail('not-found', 'Job not found');
  }

  async function work(job: EnhancementJob, terms: readonly OwnTerm[], signal: AbortSignal): Promise<void> {
    job.status = 'running';
    for (const { id, term } of terms) {
      if (signal.aborted) return;
      const improved = await generated.improve(id, { signal });
      if (signal.aborted) return;
      if (!improved.ok) {
        job.failed += 1;
        continue;
      }
      const { before, after, gained } = improved.value;
      job.completed += 1;
      if (gained.length === 0) continue;
      job.enhanced += 1;
      job.improvements.push({ term, before, after, gained });
    }
    job.status = 'completed';
    job.endedAt = instantNow(context);
  }
}
