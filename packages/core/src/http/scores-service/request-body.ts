/** Bodies that carry a PDF, read up to a limit: nothing larger is ever held. */
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { Context } from 'hono';
import { MAX_DOWNLOAD_BYTES } from '../../import/download.ts';

export const TOO_LARGE = `A PDF may have ${MAX_DOWNLOAD_BYTES / 1024 / 1024} MB at the most`;

/** Base64 takes four characters for three bytes, and there is more in a body than the PDF. */
const MAX_BODY_BYTES = Math.ceil((MAX_DOWNLOAD_BYTES * 4) / 3) + 1024 * 1024;

/** An empty body is an empty object, as the original takes it. */
export async function readJson(c: Context): Promise<Result<unknown>> {
  const bytes = await readBytes(c);
  if (!bytes.ok) return bytes;
  try {
    return ok(bytes.value.length === 0 ? {} : JSON.parse(bytes.value.toString('utf8')));
  } catch {
    return fail('invalid-input', 'Invalid request body');
  }
}

export async function readForm(c: Context): Promise<Result<FormData>> {
  const bytes = await readBytes(c);
  if (!bytes.ok) return bytes;
  const headers = { 'content-type': c.req.header('content-type') ?? '' };
  try {
    return ok(await new Response(new Uint8Array(bytes.value), { headers }).formData());
  } catch {
    return fail('invalid-input', 'Invalid request body');
  }
}

async function readBytes(c: Context): Promise<Result<Buffer>> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_BODY_BYTES) return fail('body-too-large', TOO_LARGE);
    chunks.push(chunk);
  }
  return ok(Buffer.concat(chunks));
}
