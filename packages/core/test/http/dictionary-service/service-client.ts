/** The original's dictionary service over a core with a language model of this test. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startModelServer } from '../../dictionary/model-server.ts';
import { openTestCore } from '../../temporary.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: as clients of the original have it
  readonly body: any;
}

export async function openService({
  isSetUp = true,
  ...options
}: {
  isSetUp?: boolean;
  nowMs?: () => number;
} = {}) {
  const server = await startModelServer();
  onTestFinished(() => server.close());
  const { core, client, dataDir } = await openTestCore(options);
  const setUp = () =>
    client.api['language-model'].$put({ json: { address: server.address, model: 'small' } });
  if (isSetUp) await setUp();

  async function ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const response = await core.fetch(
      new Request(`http://mirubato/api/dictionary-service/api/v1${path}`, {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  /** With the token that the documented way gives. */
  async function administer(method: string, path: string, body?: unknown): Promise<Reply> {
    await ask('GET', '/admin/seed/status');
    const secret = await readFile(join(dataDir, 'service-secret'), 'utf8');
    const token = createHash('sha256').update(`tests:${secret}`).digest('hex');
    return ask(method, `/admin${path}`, body, { 'x-service-name': 'tests', 'x-service-token': token });
  }
  const own = async () => (await (await client.api.dictionary.own.$get()).json()).terms;
  return { server, core, client, dataDir, setUp, ask, administer, own };
}
