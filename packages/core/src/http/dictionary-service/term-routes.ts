/** Below `/api/v1/terms`. */
import {
  type ExplanationLanguage,
  explanationLanguages,
  feedbackInputSchema,
  reportInputSchema,
  type Term,
} from '@mirubato/domain/dictionary';
import { fail, unwrap } from '@mirubato/domain/problem';
import { languageFromHeader, languageOf, normalizedTerm, termQuerySchema } from '@mirubato/domain/protocol';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../../features.ts';
import { valid } from '../problems.ts';
import { fresh, kept } from './kept.ts';
import type { OriginalTerms } from './original-terms.ts';

const MAX_RELATED = 5;
const MAX_SUGGESTIONS = 5;

const languagesSchema = z.object({ languages: z.string().max(200).optional() });

export function termRoutes({ dictionary, generatedTerms }: Features, originals: OriginalTerms) {
  return new Hono()
    .get('/id/:id', async (c) => {
      const { term, language } = await asked(c.req.param('id'), c);
      return answer(c, term, {
        entry: await originals.row(term, language),
        related_terms: await originals.related(term, MAX_RELATED, language),
      });
    })
    .get('/:term/languages', valid('query', languagesSchema), async (c) => {
      const text = c.req.param('term');
      const found = await originals.exactly(text);
      if (!found) return missing(c, text);
      const wanted = c.req.valid('query').languages?.split(',').map(languageOf);
      const own = await originals.own(found);
      const written = own ? [own.explainedIn ?? 'en'] : explanationLanguages;
      const languages = written.filter((language) => !wanted || wanted.includes(language));
      const rows = await Promise.all(
        languages.map(async (language) => [language, await originals.row(found, language)] as const),
      );
      return answer(c, found, {
        term: text,
        normalized_term: normalizedTerm(text),
        languages: Object.fromEntries(rows),
      });
    })
    .get('/:term', valid('query', termQuerySchema), async (c) => {
      const text = c.req.param('term');
      const { lang, type, generate_if_missing } = c.req.valid('query');
      const language = lang ?? languageFromHeader(c.req.header('accept-language'));
      const found = await originals.exactly(text, type);
      if (!found) {
        await dictionary.looks.note(text, null);
        const isWished = generate_if_missing && type === undefined && (await generatedTerms.isSetUp());
        return isWished ? generated(c, text, language) : missing(c, text);
      }
      await dictionary.looks.note(found.term, found.id);
      return answer(c, found, {
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

  /** What is a person's own may change at any time. */
  async function answer(c: Context, term: Term, data: unknown): Promise<Response> {
    return (await originals.own(term)) ? fresh(c, data) : kept(c, data);
  }

  async function generated(c: Context, text: string, language: ExplanationLanguage) {
    const options = { signal: c.req.raw.signal };
    const { term, isNew } = unwrap(await generatedTerms.generate(text, language, options));
    if (!term) return missing(c, text);
    if (isNew) c.header('x-generated', 'true');
    const entry = await originals.ownRow(term);
    return fresh(c, { entry, related_terms: [], cache_hit: false });
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
