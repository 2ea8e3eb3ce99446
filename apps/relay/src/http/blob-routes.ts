/** `/api/blobs/:sha256`: what each user has put, and nobody else's. */
import { createRoute, z } from '@hono/zod-openapi';
import { type Result, unwrap } from '@mirubato/domain/problem';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Progress } from '../blobs/blobs.ts';
import { parseContentRange, parseRange } from '../blobs/byte-ranges.ts';
import type { RelayContext } from '../context.ts';
import { authenticate } from './authenticate.ts';
import { createRoutes, errorAnswer, errorResponse, type RelayEnv } from './envelope.ts';

const PATH = '/api/blobs/{sha256}';
const bytesSchema = z.string().openapi({ format: 'binary' });
const binary = { 'application/octet-stream': { schema: bytesSchema } };
const shared = {
  path: PATH,
  tags: ['Blobs'],
  security: [{ bearer: [] }],
};
const request = {
  params: z.object({
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 of 64 hex digits in lower case')
      .openapi({ description: 'Of the whole file, in hex.' }),
  }),
};

const get = createRoute({
  ...shared,
  method: 'get',
  summary: 'The bytes, or one range of them',
  description: 'HEAD tells the same without the bytes.',
  request,
  responses: {
    200: { description: 'All bytes. `ETag` is the hash.', content: binary },
    206: { description: 'The range that `Range` asked for.', content: binary },
    304: { description: 'The client has it.' },
    401: errorResponse('No valid access token.'),
    404: errorResponse('This user has not put it.'),
    416: errorResponse('There are no such bytes; `Content-Range` tells the size.'),
  },
});

const put = createRoute({
  ...shared,
  method: 'put',
  summary: 'Takes a file, whole or in chunks',
  description: [
    'Without `Content-Range`: all bytes, up to 50 MB, with `Content-Length`.',
    'With `Content-Range: bytes first-last/total`: the next chunk. Of a chunk that breaks off, what has come is kept.',
    'With `Content-Range: bytes */total` and no body: how far the upload is.',
    'An upload ends 24 hours after its last chunk.',
  ].join('\n\n'),
  request: { ...request, body: { content: binary } },
  responses: {
    200: { description: 'It was there before.' },
    201: { description: 'It is there.' },
    308: { description: 'More is needed: after `Range: bytes=0-last`, or all where there is none.' },
    400: errorResponse('The hash or `Content-Range` is not valid, or the body is longer than it says.'),
    401: errorResponse('No valid access token.'),
    409: errorResponse('The chunk begins elsewhere than after `Range`, or the upload has another total.'),
    411: errorResponse('A whole file needs `Content-Length`.'),
    413: errorResponse('The file is too large, or the quota is full.'),
    422: errorResponse('The bytes do not have this hash, or are none. Nothing is kept.'),
    429: errorResponse('The upload has too many chunks.'),
  },
});

export function blobRoutes(context: RelayContext) {
  const { blobs } = context;
  const routes = createRoutes();
  routes.use('/api/blobs/*', authenticate(context));
  routes.openapi(get, async (c) => {
    const ref = { userId: c.get('caller').userId, sha256: c.req.valid('param').sha256 };
    const sizeBytes = await blobs.find(ref);
    if (sizeBytes === undefined) return errorAnswer(404, 'Not found');
    const etag = `"${ref.sha256}"`;
    const headers = new Headers({
      ETag: etag,
      'Accept-Ranges': 'bytes',
      'Cache-Control': 'private, max-age=31536000, immutable',
      Vary: 'Authorization, Cookie',
      'Content-Type': 'application/octet-stream',
      'X-Content-Type-Options': 'nosniff',
    });
    if (hasEtag(c.req.header('if-none-match'), etag)) return new Response(null, { status: 304, headers });
    const isRangeMeant = (c.req.header('if-range') ?? etag) === etag;
    const parsed = parseRange(isRangeMeant ? c.req.header('range') : undefined, sizeBytes);
    if (!parsed.ok) {
      const refused = errorAnswer(416, parsed.problem.detail);
      refused.headers.set('Content-Range', `bytes */${sizeBytes}`);
      return refused;
    }
    const range = parsed.value ?? { start: 0, end: sizeBytes - 1 };
    headers.set('Content-Length', `${range.end - range.start + 1}`);
    if (parsed.value) headers.set('Content-Range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
    const body = c.req.method === 'HEAD' ? null : await blobs.read(ref, sizeBytes, range);
    return new Response(body, { status: parsed.value ? 206 : 200, headers });
  });
  routes.openapi(put, async (c) => {
    const ref = { userId: c.get('caller').userId, sha256: c.req.valid('param').sha256 };
    const contentRange = c.req.header('content-range');
    if (contentRange === undefined) {
      return answerProgress(await blobs.put(ref, bodyOf(c), contentLengthOf(c)));
    }
    const { range, totalBytes } = unwrap(parseContentRange(contentRange));
    if (!range) return answerProgress(await blobs.progress(ref));
    return answerProgress(await blobs.append(ref, bodyOf(c), range, totalBytes));
  });
  return routes;
}

function answerProgress(result: Result<Progress>): Response {
  const progress = unwrap(result);
  if (progress.state === 'whole') return new Response(null, { status: progress.isNew ? 201 : 200 });
  const { receivedBytes } = progress;
  const answer =
    progress.state === 'partial'
      ? new Response(null, { status: 308 })
      : errorAnswer(409, `The upload goes on at byte ${receivedBytes}.`);
  if (receivedBytes > 0) answer.headers.set('Range', `bytes=0-${receivedBytes - 1}`);
  return answer;
}

function bodyOf(c: Context<RelayEnv>): AsyncIterable<Uint8Array> {
  return (c.req.raw.body ?? new Blob([]).stream()) as ReadableStream<Uint8Array> & AsyncIterable<Uint8Array>;
}

function contentLengthOf(c: Context<RelayEnv>): number {
  const header = c.req.header('content-length');
  if (header === undefined) throw new HTTPException(411, { message: 'Content-Length is missing' });
  return Number(header);
}

/** RFC 9110 §13.1.2, weak comparison. */
function hasEtag(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some((given) => ['*', etag, `W/${etag}`].includes(given.trim()));
}
