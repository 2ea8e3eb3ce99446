/** `/api/v1/admin/seed`: words wait to be asked of the language model, and what it writes waits for a person. */
import type { SeedStatus, TermSeed } from '@mirubato/domain/dictionary';
import { unwrap } from '@mirubato/domain/problem';
import {
  deadRetrySchema,
  definitionToFields,
  pageSchema,
  reviewQueueSchema,
  reviewSchema,
  seedClearSchema,
  seedImportSchema,
  seedInitializeSchema,
  seedProcessSchema,
  seedRecoverSchema,
} from '@mirubato/domain/protocol';
import { Hono } from 'hono';
import { ACCEPTED_QUALITY, MAX_ATTEMPTS, TOKENS_A_DAY, TOKENS_A_TERM } from '../../dictionary/seeding.ts';
import type { Features } from '../../features.ts';
import { valid } from '../problems.ts';
import { envelope } from './envelope.ts';

/** What was asked for in vain once has the least priority that the original seeds; each time more adds one. */
const ASKED_PRIORITY = 7;
const MAX_PRIORITY = 10;
const MAX_MISSING = 500;
const MAX_RECENT = 20;
const MAX_TERM = 100;

const reviewStatuses = { pending: 'review', approved: 'completed', rejected: 'rejected' } as const;

export function seedRoutes({ context, dictionary, generatedTerms, termSeeds, seeding }: Features) {
  const answer = <T>(data: T) => envelope(context, data);
  return new Hono()
    .post('/initialize', valid('json', seedInitializeSchema), async (c) => {
      const { priority_threshold, clear_existing } = c.req.valid('json');
      if (clear_existing) await termSeeds.clear(['pending']);
      const words = (await dictionary.looks.missing(MAX_MISSING))
        .map(({ text, count }) => ({ term: text, priority: Math.min(MAX_PRIORITY, ASKED_PRIORITY + count) }))
        .filter(({ priority }) => priority >= priority_threshold);
      let added = 0;
      for (const { term, priority } of words) {
        if (await generatedTerms.isKnown(term)) continue;
        if (unwrap(await termSeeds.add({ term, priority, language: 'en', type: null }))) added += 1;
      }
      const queue_stats = await termSeeds.counts();
      seeding.wake();
      return c.json(answer({ added, total_terms: words.length, languages_per_term: 1, queue_stats }));
    })
    .post('/bulk-import', valid('json', seedImportSchema), async (c) => {
      const { terms, priority, languages, type } = c.req.valid('json');
      const [language = 'en'] = languages;
      const queued: string[] = [];
      const duplicates: { term: string; reason: string }[] = [];
      const errors: { term: string; error: string }[] = [];
      for (const term of terms) {
        if (term.length > MAX_TERM || !/\p{L}/u.test(term)) errors.push({ term, error: 'Not a term' });
        else if (await generatedTerms.isKnown(term))
          duplicates.push({ term, reason: 'Already exists in dictionary' });
        else if (unwrap(await termSeeds.add({ term, language, priority, type: type ?? null })))
          queued.push(term);
        else duplicates.push({ term, reason: 'Already in the queue' });
      }
      const summary = {
        total_submitted: terms.length,
        successfully_queued: queued.length,
        skipped_duplicates: duplicates.length,
        errors: errors.length,
      };
      seeding.wake();
      return c.json(answer({ success: true, summary, details: { queued, duplicates, errors } }));
    })
    .post('/process', valid('json', seedProcessSchema), async (c) => {
      const { batch_size, dry_run } = c.req.valid('json');
      if (dry_run) {
        const items = (await termSeeds.list('pending')).slice(0, batch_size);
        return c.json(
          answer({
            success: true,
            message: `Dry run: Would process ${items.length} items`,
            dry_run,
            queue_items: items.map(({ term, language, priority }) => ({
              term,
              languages: [language],
              priority,
            })),
            token_status: await tokens(),
          }),
        );
      }
      unwrap(await generatedTerms.ready());
      if ((await seeding.budget()).available < TOKENS_A_TERM)
        return c.json(
          answer({ success: false, message: 'Daily token budget exhausted', token_status: await tokens() }),
        );
      const run = unwrap(await seeding.process(batch_size));
      const sum = run.qualities.reduce((total, quality) => total + quality, 0);
      return c.json(
        answer({
          success: run.processed > 0,
          message: `Processed ${run.processed} items`,
          results: {
            processed: run.processed,
            succeeded: run.succeeded,
            failed: run.failed,
            skipped: run.skipped,
            quality_scores: run.qualities,
            errors: run.errors,
            average_quality: run.qualities.length > 0 ? sum / run.qualities.length : 0,
          },
          token_status: { ...(await tokens()), usage_this_batch: run.tokens },
        }),
      );
    })
    .get('/status', async (c) => {
      const order: readonly SeedStatus[] = ['processing', 'failed', 'pending'];
      const rank = ({ status }: TermSeed) => (order.includes(status) ? order.indexOf(status) : order.length);
      const seeds = (await termSeeds.list()).sort((a, b) => rank(a) - rank(b));
      const byPriority = [...Map.groupBy(seeds, ({ priority }) => priority)].sort(([a], [b]) => b - a);
      return c.json(
        answer({
          stats: await termSeeds.counts(),
          recent_items: seeds.slice(0, MAX_RECENT).map((seed) => ({
            ...seedLine(seed),
            status: seed.status,
            last_attempt_at: seed.askedAt,
            error_message: seed.reason,
          })),
          seed_terms_available: (await dictionary.looks.missing(MAX_MISSING)).length,
          priority_distribution: byPriority.map(([priority, of]) => ({ priority, count: of.length })),
        }),
      );
    })
    .delete('/clear', valid('json', seedClearSchema), async (c) => {
      const { status } = c.req.valid('json');
      const deleted = await termSeeds.clear(status === 'all' ? [] : [status]);
      return c.json(answer({ deleted, status_cleared: status }));
    })
    .get('/system-status', async (c) => {
      const { used_today, available, budget } = await tokens();
      const counts = await termSeeds.counts();
      const written = (await termSeeds.list()).flatMap(({ candidate }) => candidate?.quality ?? []);
      const ended = counts.completed + counts.review + counts.rejected + counts.failed + counts.dead;
      return c.json(
        answer({
          enabled: await generatedTerms.isSetUp(),
          environment: 'local',
          configuration: {
            daily_token_budget: TOKENS_A_DAY,
            tokens_per_term: TOKENS_A_TERM,
            quality_threshold: ACCEPTED_QUALITY,
            max_attempts: MAX_ATTEMPTS,
          },
          token_usage: {
            used_today,
            available_today: available,
            usage_percentage: (100 * used_today) / budget,
          },
          processing: {
            terms_processed: ended,
            average_quality_score:
              written.length > 0 ? written.reduce((sum, quality) => sum + quality, 0) / written.length : 0,
            success_rate: ended > 0 ? counts.completed / ended : 0,
            manual_review_pending: counts.review,
          },
        }),
      );
    })
    .get('/review-queue', valid('query', reviewQueueSchema.extend(pageSchema.shape)), async (c) => {
      const { status, limit, offset } = c.req.valid('query');
      const seeds = (await termSeeds.list(reviewStatuses[status])).filter(({ candidate }) => candidate);
      const items = seeds.slice(offset, offset + limit).map((seed) => ({
        ...seedLine(seed),
        status,
        quality_score: seed.candidate?.quality ?? 0,
        generated_content: seed.candidate && contentOf(seed, seed.candidate),
        notes: seed.reason,
        created_at: seed.createdAt,
      }));
      return c.json(answer({ items, pagination: { total: seeds.length, limit, offset } }));
    })
    .put('/review/:id', valid('json', reviewSchema), async (c) => {
      const { action, notes, modifications = {} } = c.req.valid('json');
      const { definition, ...names } = modifications;
      const changes = { ...names, ...definitionToFields(definition) };
      const id = c.req.param('id');
      const { term } = unwrap(
        await (action === 'approve' ? seeding.approve(id, changes, notes) : seeding.reject(id, notes)),
      );
      return c.json(
        answer(
          action === 'approve'
            ? { action: 'approved', term, message: 'Entry approved and saved to dictionary' }
            : { action: 'rejected', term, message: 'Entry rejected' },
        ),
      );
    })
    .post('/recover', valid('json', seedRecoverSchema), async (c) => {
      const { requeued, dead } = await seeding.recover(c.req.valid('json').limit);
      return c.json(
        answer({
          success: true,
          message: 'Recovery process completed',
          result: { recovered: 0, failed_permanently: 0, moved_to_dlq: dead, retry_scheduled: requeued },
        }),
      );
    })
    .get('/recovery-stats', async (c) => {
      const { failed, dead } = await termSeeds.counts();
      const again = (await termSeeds.list('pending')).filter(({ attempts }) => attempts > 0).length;
      return c.json(answer({ stats: { failed, retry_scheduled: again, dead_letter_queue: dead } }));
    })
    .get('/dlq', valid('query', pageSchema), async (c) => {
      const { limit, offset } = c.req.valid('query');
      const dead = await termSeeds.list('dead');
      const items = dead.slice(offset, offset + limit).map((seed) => ({
        ...seedLine(seed),
        failure_reason: seed.reason,
        attempts: seed.attempts,
        moved_to_dlq_at: seed.updatedAt,
      }));
      return c.json(answer({ items, pagination: { total: dead.length, limit, offset } }));
    })
    .post('/dlq/retry', valid('json', deadRetrySchema), async (c) => {
      const result = await seeding.requeue(c.req.valid('json').dlq_ids);
      const message = `Requeued ${result.requeued} items from dead letter queue`;
      return c.json(answer({ success: result.requeued > 0, message, result }));
    });

  async function tokens() {
    const { used, available, budget } = await seeding.budget();
    return { used_today: used, available, budget };
  }
}

function seedLine({ id, term, language, priority }: TermSeed) {
  return { id, term, languages: [language], priority };
}

function contentOf({ term }: TermSeed, candidate: NonNullable<TermSeed['candidate']>) {
  const { type, explainedIn, meaning, detailed, etymology, ipa, example, model } = candidate;
  const definition = {
    concise: meaning,
    detailed,
    ...(etymology ? { etymology } : {}),
    ...(ipa ? { pronunciation: { ipa } } : {}),
    ...(example ? { usage_example: example } : {}),
  };
  return { term, lang: explainedIn, type, definition, ai_model: model };
}
