/** Below `/api/v1/batch`. */
import { completenessOf } from '@mirubato/domain/dictionary';
import { unwrap } from '@mirubato/domain/problem';
import {
  batchQuerySchema,
  batchRefreshSchema,
  batchUpdateSchema,
  languageFromHeader,
  metadataToFields,
  normalizedTerm,
} from '@mirubato/domain/protocol';
import { Hono } from 'hono';
import type { Features } from '../../features.ts';
import { valid } from '../problems.ts';
import type { OriginalTerms } from './original-terms.ts';

const MAX_POPULAR = 10;
const MAX_RELATED = 5;

/** The original's. */
const MAX_GENERATED = 5;

export function batchRoutes({ dictionary, generatedTerms }: Features, originals: OriginalTerms) {
  return new Hono()
    .post('/query', valid('json', batchQuerySchema), async (c) => {
      const { terms, lang, type, include_related, generate_missing } = c.req.valid('json');
      const results: Record<string, { found: boolean }> = {};
      const isWished = generate_missing && (await generatedTerms.isSetUp());
      let [asked, generated] = [0, 0];
      for (const text of new Set(terms)) {
        const term = await originals.exactly(text, type && [type]);
        if (term) {
          const related = include_related ? await originals.related(term, MAX_RELATED, lang) : undefined;
          const entry = await originals.row(term, lang);
          results[text] = { found: true, entry, ...(related && { related_terms: related }) } as {
            found: true;
          };
        } else if (isWished && asked < MAX_GENERATED) {
          asked += 1;
          const written = await generatedTerms.generate(text, lang, { signal: c.req.raw.signal });
          if (written.ok && written.value.isNew) generated += 1;
          results[text] =
            written.ok && written.value.term
              ? ({ found: true, entry: await originals.ownRow(written.value.term) } as { found: true })
              : missing(text, written.ok ? undefined : written.problem.detail);
        } else results[text] = missing(text);
      }
      const found = terms.filter((text) => results[text]?.found).length;
      const summary = { total_requested: terms.length, found, not_found: terms.length - found, generated };
      if (generated > 0) c.header('x-generated', 'true');
      return c.json({ success: true, data: { results, summary } });
    })
    .post('/refresh', valid('json', batchRefreshSchema), async (c) => {
      const { quality_threshold, limit } = c.req.valid('json');
      unwrap(await generatedTerms.ready());
      const candidates = (await dictionary.own.list())
        .filter((own) => completenessOf(own) < quality_threshold)
        .sort((a, b) => completenessOf(a) - completenessOf(b))
        .slice(0, limit);
      const entries: Refreshed[] = [];
      for (const own of candidates) {
        if (c.req.raw.signal.aborted) break;
        const row = await originals.ownRow(own);
        const line = { id: row.id, term: own.term, old_score: completenessOf(own) };
        const improved = await generatedTerms.improve(own.id, { signal: c.req.raw.signal });
        if (!improved.ok) entries.push({ ...line, status: 'failed', error: improved.problem.detail });
        else if (improved.value.gained.length === 0) entries.push({ ...line, status: 'unchanged' });
        else entries.push({ ...line, status: 'enhanced', new_score: improved.value.after });
      }
      const count = (status: Refreshed['status']) => entries.filter((each) => each.status === status).length;
      const counts = { processed: entries.length, enhanced: count('enhanced'), failed: count('failed') };
      return c.json({ success: true, data: { ...counts, entries } });
    })
    .put('/update', valid('json', batchUpdateSchema), async (c) => {
      const lookUp = await dictionary.lookUp();
      const idsOf = (names: readonly string[]) => names.flatMap((name) => lookUp.exactly(name)[0]?.id ?? []);
      const entries: Updated[] = [];
      for (const { id, metadata, quality_score } of c.req.valid('json').updates) {
        const found = await originals.byId(id, 'en');
        const own = found && (await originals.own(found.term));
        if (!found) entries.push({ id, status: 'not_found' });
        else if (!own) entries.push({ id, status: 'failed', error: 'It comes with the program.' });
        else if (quality_score && Object.keys(quality_score).length > 0)
          entries.push({ id, status: 'failed', error: 'The quality is measured and cannot be given.' });
        else {
          const fields = { ...metadataToFields(metadata, idsOf), version: own.version + 1 };
          const changed = await dictionary.own.write(own.id, fields);
          entries.push(
            changed.ok ? { id, status: 'updated' } : { id, status: 'failed', error: changed.problem.detail },
          );
        }
      }
      const updated = entries.filter(({ status }) => status === 'updated').length;
      return c.json({ success: true, data: { updated, failed: entries.length - updated, entries } });
    })
    .get('/stats', async (c) => {
      const lookUp = await dictionary.lookUp();
      const language = languageFromHeader(c.req.header('accept-language'));
      const rows = await originals.rows(lookUp.terms(), language);
      const quality = rows.reduce((sum, { quality_score }) => sum + quality_score.overall, 0);
      const counts = [...(await dictionary.looks.counts()).values()];
      const popular = await dictionary.looks.popular(MAX_POPULAR);
      return c.json({
        success: true,
        data: {
          summary: {
            total_terms: rows.length,
            avg_quality_score: rows.length === 0 ? 0 : quality / rows.length,
            total_searches: counts.reduce((sum, count) => sum + count, 0),
            total_feedback: await dictionary.feedback.count(),
          },
          popular_terms: popular.map(({ text, count, lookedAt }) => ({
            term: text,
            search_count: count,
            found_count: count,
            last_searched: lookedAt,
          })),
        },
      });
    });
}

interface Refreshed {
  readonly id: string;
  readonly term: string;
  readonly old_score: number;
  readonly new_score?: number;
  readonly status: 'enhanced' | 'unchanged' | 'failed';
  readonly error?: string;
}

interface Updated {
  readonly id: string;
  readonly status: 'updated' | 'not_found' | 'failed';
  readonly error?: string;
}

function missing(text: string, error?: string) {
  const normalized_term = normalizedTerm(text);
  return { found: false, normalized_term, message: 'Term not found', ...(error ? { error } : {}) };
}
