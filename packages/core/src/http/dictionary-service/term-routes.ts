/** Below `/api/v1/terms`. */
import { explanationLanguages, feedbackInputSchema, reportInputSchema } from '@mirubato/domain/dictionary';
import { fail, unwrap } from '@mirubato/domain/problem';
import { languageFromHeader, languageOf, normalizedTerm, termQuerySchema } from '@mirubato/domain/protocol';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../../features.ts';
import { valid } from '../problems.ts';
import { kept } from './kept.ts';
import type { OriginalTerms } from './original-terms.ts';

const MAX_RELATED = 5;
const MAX_SUGGESTIONS = 5;

const languagesSchema = z.object({ languages: z.string().max(200).optional() });

export function termRoutes({ dictionary }: Features, originals: OriginalTerms) {
  return new Hono()
    .get('/id/:id', async (c) => {
      const { term, language } = await asked(c.req.param('id'), c);
      return kept(c, {
        entry: await originals.row(term, language),
        related_terms: await originals.related(term, MAX_RELATED, language),
      });
    })
    .get('/:term/languages', valid('query', languagesSchema), async (c) => {
      const text = c.req.param('term');
      const found = await originals.exactly(text);
      if (!found) return missing(c, text);
      const wanted = c.req.valid('query').languages?.split(',').map(languageOf);
      const languages = explanationLanguages.filter((language) => !wanted || wanted.includes(language));
      const rows = await Promise.all(
        languages.map(async (language) => [language, await originals.row(found, language)] as const),
      );
      return kept(c, {
        term: text,
        normalized_term: normalizedTerm(text),
        languages: Object.fromEntries(rows),
      });
    })
    .get('/:term', valid('query', termQuerySchema), async (c) => {
      const text = c.req.param('term');
      const { lang, type } = c.req.valid('query');
      const language = lang ?? languageFromHeader(c.req.header('accept-language'));
      const found = await originals.exactly(text, type);
      if (!found) {
        await dictionary.looks.note(text, null);
        return missing(c, text);
      }
      await dictionary.looks.note(found.term, found.id);
      return kept(c, {
        entry: await originals.row(found, language),
        related_terms: await originals.related(found, MAX_RELATED, language),
        cache_hit: false,
      });
    })
    .post('/:id/feedback', valid('json', feedbackInputSchema), async (c) => {
      const { term } = await asked(c.req.param('id'), c);
      const id = unwrap(await dictionary.feedback.feedback(term.id, c.req.valid('json')));
      return c.json({ success: true, message: 'Feedback submitted successfully', data: { feedback_id: id } });
    })
    .post('/:id/report', valid('json', reportInputSchema), async (c) => {
      const { term } = await asked(c.req.param('id'), c);
      const id = unwrap(await dictionary.feedback.report(term.id, c.req.valid('json')));
      return c.json({ success: true, message: 'Report submitted successfully', data: { report_id: id } });
    });

  async function asked(id: string, c: Context) {
    const language = languageFromHeader(c.req.header('accept-language'));
    const found = await originals.byId(id, language);
    return found ?? unwrap(fail('not-found', 'Term not found'));
  }

  async function missing(c: Context, text: string) {
    const hits = (await dictionary.lookUp()).find(text, { limit: MAX_SUGGESTIONS, language: 'en' });
    const data = {
      term: text,
      normalized_term: normalizedTerm(text),
      suggestions: hits.map(({ term }) => term.term),
    };
    return c.json({ success: false, error: 'Term not found', data }, 404);
  }
}
