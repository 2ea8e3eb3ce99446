/** `/api/v1/enhance`: asks the language model anew for a person's own terms. */
import { completenessOf, type OwnTerm } from '@mirubato/domain/dictionary';
import { fail, unwrap } from '@mirubato/domain/problem';
import { enhanceSchema } from '@mirubato/domain/protocol';
import { Hono } from 'hono';
import type { EnhancementJob } from '../../dictionary/enhancement-jobs.ts';
import type { Features } from '../../features.ts';
import { valid } from '../problems.ts';
import { envelope } from './envelope.ts';
import type { OriginalTerms } from './original-terms.ts';

/** The original's: better ones are asked for anew only by force. */
const GOOD_QUALITY = 90;
const DAY_MS = 86_400_000;

export function enhanceRoutes(
  { context, dictionary, generatedTerms, enhancementJobs }: Features,
  originals: OriginalTerms,
) {
  return new Hono()
    .post('/', valid('json', enhanceSchema), async (c) => {
      const request = c.req.valid('json');
      const data =
        request.mode === 'single'
          ? await one(request.term, request.force, c.req.raw.signal)
          : await many(request.criteria);
      return c.json(envelope(context, data));
    })
    .get('/:jobId', (c) =>
      c.json(envelope(context, jobLine(unwrap(enhancementJobs.job(c.req.param('jobId')))))),
    )
    .delete('/:jobId', (c) => {
      const { id } = unwrap(enhancementJobs.cancel(c.req.param('jobId')));
      return c.json(envelope(context, { message: 'Job cancelled successfully', job_id: id }));
    });

  async function one(text: string, isForced: boolean, signal: AbortSignal) {
    const term = await originals.exactly(text);
    if (!term) return unwrap(fail('not-found', `Term not found: ${text}`));
    const own = await originals.own(term);
    if (!own)
      return unwrap(fail('forbidden', `“${text}” comes with the program; only your own terms are enhanced.`));
    if (!isForced && completenessOf(own) >= GOOD_QUALITY)
      return {
        message: 'Term already has high quality score',
        entry: await originals.ownRow(own),
        enhanced: false,
      };
    const improved = unwrap(await generatedTerms.improve(own.id, { signal }));
    const entry = await originals.ownRow(improved.term);
    if (improved.gained.length === 0) return { message: 'Nothing new was found', entry, enhanced: false };
    return {
      message: 'Term enhanced successfully',
      entry,
      enhanced: true,
      improvement: {
        score_before: improved.before,
        score_after: improved.after,
        version_before: own.version,
        version_after: improved.term.version,
      },
    };
  }

  async function many(criteria: {
    min_age_days?: number | undefined;
    max_quality_score?: number | undefined;
    limit: number;
    types?: string[] | undefined;
  }) {
    unwrap(await generatedTerms.ready());
    const { min_age_days = 0, max_quality_score = 100, limit, types } = criteria;
    const before = new Date(context.nowMs() - min_age_days * DAY_MS).toISOString();
    const isWanted = (own: OwnTerm) =>
      completenessOf(own) <= max_quality_score &&
      own.updatedAt <= before &&
      (types === undefined || types.length === 0 || types.includes(own.type));
    const terms = (await dictionary.own.list())
      .filter(isWanted)
      .sort((a, b) => completenessOf(a) - completenessOf(b))
      .slice(0, limit);
    const job = enhancementJobs.begin(terms);
    return {
      job_id: job.id,
      status: 'queued',
      // How fast a model is on this computer nobody knows.
      estimated_completion: null,
      terms_queued: terms.length,
      terms: terms.map((own) => ({ term: own.term, current_score: completenessOf(own) })),
    };
  }
}

function jobLine(job: EnhancementJob) {
  return {
    job_id: job.id,
    status: job.status,
    started_at: job.startedAt,
    ...(job.endedAt === null ? {} : { [`${job.status}_at`]: job.endedAt }),
    terms_total: job.total,
    terms_completed: job.completed,
    terms_enhanced: job.enhanced,
    terms_failed: job.failed,
    improvements: job.improvements.map(({ term, before, after, gained }) => ({
      term,
      before_score: before,
      after_score: after,
      improvements: gained.map((part) => `Added ${part}`),
    })),
  };
}
