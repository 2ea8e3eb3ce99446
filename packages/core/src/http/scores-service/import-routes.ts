/** Below `/api/import` and `/api/upload`: a PDF from a data: or web address, from IMSLP, or sent as a form. */
import { fail, ok, ProblemError, problemTable, type Result, unwrap } from '@mirubato/domain/problem';
import { MAX_BATCH, scoreToOriginal } from '@mirubato/domain/protocol';
import { imslpFileUrl, imslpIdsIn } from '@mirubato/domain/scores';
import { type Context, Hono } from 'hono';
import { type ZodType, z } from 'zod';
import type { Features } from '../../features.ts';
import { INVALID_URL, MAX_DOWNLOAD_BYTES } from '../../import/download.ts';
import { liveScore } from './live-score.ts';
import { readForm, readJson, TOO_LARGE } from './request-body.ts';
import { INVALID_PDF, noteOrigin, takeIn } from './take-in.ts';
import { imagesSchema, takeInImages } from './take-in-images.ts';

const NO_URL = 'PDF URL is required';
const INVALID = 'Invalid input';
const UNNAMED = 'uploaded.pdf';

const importSchema = z.object({
  url: z.string({ error: NO_URL }).trim().min(1, NO_URL),
  filename: z.string().trim().max(255).optional(),
  /** Of the original's machines; here one reads every PDF. */
  aiProvider: z.enum(['cloudflare', 'gemini', 'hybrid']).optional(),
});

const batchSchema = z.object({
  items: z
    .array(z.union([z.string().trim().min(1), importSchema]))
    .min(1)
    .max(MAX_BATCH),
});

const imslpSchema = z.object({
  /** A number, a name of a file or an address that has one. */
  id: z.string().max(2000).optional(),
  url: z.string().max(2000).optional(),
  scoreId: z.string().max(200).optional(),
  /** Nothing is fetched unasked. */
  fetch: z.boolean().default(false),
});

export function importRoutes(features: Features) {
  const { imports } = features;
  return new Hono()
    .post('/api/import', async (c) =>
      c.json({ success: true, ...(await importOne(await parse(c, importSchema), c.req.raw.signal)) }),
    )
    .get('/api/import/health', async (c) => {
      const { isPaused, counts } = await imports.list({ limit: 1 });
      const open = counts.queued + counts.reading;
      return c.json({ success: true, data: { status: 'healthy', service: 'import', isPaused, open } });
    })
    .post('/api/import/batch', async (c) => {
      const body = await parse(c, z.preprocess(namedItems, batchSchema));
      const results: object[] = [];
      // One after the other, so that no more than one PDF is held in memory.
      for (const item of body.items) {
        if (c.req.raw.signal.aborted) break;
        const named = typeof item === 'string' ? { url: item } : item;
        results.push(await settled({ ...named, url: addressOf(named.url) }, c.req.raw.signal));
      }
      const successful = results.filter((result) => 'data' in result).length;
      const data = { results, total: results.length, successful, failed: results.length - successful };
      return c.json({ success: true, data });
    })
    .post('/api/import/imslp', async (c) => {
      const { id = '', url = '', scoreId, fetch } = await parse(c, imslpSchema);
      const ids = imslpIdsIn(`${id} ${url}`);
      const fileUrl = /\.pdf$/i.test(url) ? url : imslpFileUrl(ids);
      if (ids.length === 0 && !(fetch && fileUrl))
        unwrap(fail('invalid-input', 'Invalid IMSLP number or URL'));
      if (fetch) {
        if (!fileUrl)
          return unwrap(fail('invalid-input', 'A work number leads to no file: give the IMSLP number'));
        const { signal } = c.req.raw;
        return c.json({ success: true, ...(await importOne({ url: fileUrl }, signal, ids.join(' '))) });
      }
      if (scoreId !== undefined) {
        unwrap(await liveScore(features, scoreId));
        unwrap(await noteOrigin(features, scoreId, { hint: ids.join(' ') }));
      }
      return c.json({ success: true, data: { ids, url: fileUrl ?? null, scoreId: scoreId ?? null } });
    })
    .post('/api/import/images', async (c) => {
      const body = await parse(c, imagesSchema);
      return c.json({ success: true, ...unwrap(await takeInImages(features, body, c.req.raw.signal)) });
    })
    .get('/api/import/:id', async (c) => c.json({ success: true, data: await rowOf(c.req.param('id')) }))
    .post('/api/upload', async (c) => {
      const form = unwrap(await readForm(c));
      const file = form.get('file') ?? form.get('pdf');
      if (!(file instanceof File)) return unwrap(fail('invalid-input', 'No file provided'));
      if (file.size > MAX_DOWNLOAD_BYTES) return unwrap(fail('body-too-large', TOO_LARGE));
      const bytes = Buffer.from(await file.arrayBuffer());
      const offered = { bytes, fileName: file.name || UNNAMED };
      return c.json({ success: true, ...unwrap(await takeIn(features, offered, c.req.raw.signal)) });
    });

  async function importOne(
    { url, filename }: z.infer<typeof importSchema>,
    signal: AbortSignal,
    hint?: string,
  ): Promise<object> {
    if (/^data:/i.test(url)) {
      const offered = { bytes: unwrap(dataUrlBytes(url)), fileName: filename || UNNAMED };
      return unwrap(await takeIn(features, offered, signal));
    }
    const { bytes, fileName } = unwrap(await features.download(url, signal));
    const offered = { bytes, fileName: filename || fileName || UNNAMED, sourceUrl: url };
    return unwrap(await takeIn(features, { ...offered, ...(hint && { hint }) }, signal));
  }

  /** One that cannot be imported does not end the batch. */
  async function settled(item: z.infer<typeof importSchema>, signal: AbortSignal): Promise<object> {
    const url = item.url.startsWith('data:') ? 'data:' : item.url;
    try {
      return { url, success: true, ...(await importOne(item, signal)) };
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const { code, detail } = error.problem;
      return { url, success: false, error: detail, code: problemTable[code].status };
    }
  }

  /** By the id of a score, or of the job that makes one. */
  async function rowOf(id: string): Promise<object> {
    const job = await imports.job(id);
    if (!job.ok || job.value.scoreId !== null)
      return scoreToOriginal(unwrap(await liveScore(features, job.ok ? (job.value.scoreId ?? id) : id)));
    const { fileName, status, problem } = job.value;
    const processing = { queued: 'pending', reading: 'processing' }[status as string] ?? 'failed';
    return {
      id,
      file_name: fileName,
      processing_status: processing,
      processing_error: problem?.detail ?? null,
    };
  }
}

async function parse<Schema extends ZodType>(c: Context, schema: Schema): Promise<z.infer<Schema>> {
  const parsed = schema.safeParse(unwrap(await readJson(c)));
  if (parsed.success) return parsed.data;
  const isUrlMissing = parsed.error.issues.some(({ message }) => message === NO_URL);
  return unwrap(fail('invalid-input', isUrlMissing ? NO_URL : INVALID));
}

/** An IMSLP number that stands alone is the address of its file. */
function addressOf(url: string): string {
  return (/^IMSLP\d+$/i.test(url) && imslpFileUrl(imslpIdsIn(url))) || url;
}

/** A list may be called `urls`, `ids` or `items`. */
function namedItems(body: unknown): unknown {
  const { items, urls, ids } = (body ?? {}) as Record<string, unknown>;
  return { items: items ?? urls ?? ids };
}

function dataUrlBytes(url: string): Result<Buffer> {
  const [, base64] = /^data:application\/pdf(?:;[^,;]+)*;base64,(.*)$/is.exec(url) ?? [];
  if (base64 === undefined)
    return fail('invalid-input', /^data:[^,]*,/.test(url) ? INVALID_PDF : INVALID_URL);
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length > MAX_DOWNLOAD_BYTES ? fail('body-too-large', TOO_LARGE) : ok(bytes);
}
