import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { unwrap } from '@mirubato/domain/problem';
import type { Context } from 'hono';
import type { Features } from '../features.ts';
import { parseRange } from './byte-range.ts';

/** The PDF of a score, one range at a time; fetched from the relay first when it is not on this computer. */
export async function sendPdf(
  c: Context,
  { scores, sync }: Features,
  id: string,
  as?: { disposition: 'inline' | 'attachment'; fileName: string },
): Promise<Response> {
  const present = await scores.filePath(id);
  if (!present.ok && present.problem.code === 'file-not-found') unwrap(await sync.fetchPdf(id));
  const { path, sizeBytes, score } = present.ok ? present.value : unwrap(await scores.filePath(id));
  const range = unwrap(parseRange(c.req.header('Range'), sizeBytes));
  c.header('Content-Type', 'application/pdf');
  if (as) c.header('Content-Disposition', `${as.disposition}; filename="${as.fileName}"`);
  c.header('Accept-Ranges', 'bytes');
  c.header('ETag', `"${score.sha256}"`);
  c.header('Content-Length', String(range ? range.end - range.start + 1 : sizeBytes));
  if (range) c.header('Content-Range', `bytes ${range.start}-${range.end}/${sizeBytes}`);
  const stream = createReadStream(path, range ? { start: range.start, end: range.end } : {});
  return c.body(Readable.toWeb(stream) as ReadableStream, range ? 206 : 200);
}
