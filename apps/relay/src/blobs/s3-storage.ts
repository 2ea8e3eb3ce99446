/**
 * Blobs as objects of an S3 bucket, addressed by path: `<bucket>/<hash of the user id>/<name>`. An object of 50 MB
 * goes in one PUT, which S3 takes up to 5 GB; its hash is signed, so that S3 refuses what was changed on the way.
 */
import { openAsBlob } from 'node:fs';
import { AwsClient } from 'aws4fetch';
import { type BlobStorage, folderOf } from './blob-storage.ts';

export interface S3Options {
  /** `https://host[:port][/path]` */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Answers of 429 and 5xx are asked again after 50 ms, 100 ms and 200 ms at most. */
const RETRIES = 3;
/** A storage that sends nothing for so long is taken to be down. 50 MB need 1.4 Mbit/s. */
const TIMEOUT_MS = 5 * 60_000;

export function createS3Storage(options: S3Options): BlobStorage {
  const { accessKeyId, secretAccessKey, region } = options;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES });
  const bucketUrl = `${options.endpoint.replace(/\/+$/, '')}/${encodeURIComponent(options.bucket)}`;
  const urlOf = (userId: string, name: string) => `${bucketUrl}/${folderOf(userId)}/${name}`;
  const ask = (url: string, init: RequestInit & { method: string }) =>
    client.fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });

  async function deleteObject(key: string): Promise<void> {
    const answer = await ask(`${bucketUrl}/${key}`, { method: 'DELETE' });
    if (answer.status !== 404) await expectOk(answer, 'delete');
    await answer.body?.cancel();
  }

  async function deleteAll(userId: string, prefix: string): Promise<void> {
    const query = new URLSearchParams({ 'list-type': '2', prefix: `${folderOf(userId)}/${prefix}` });
    for (;;) {
      const answer = await ask(`${bucketUrl}?${query}`, { method: 'GET' });
      await expectOk(answer, 'list');
      const keys = [...(await answer.text()).matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key ?? '');
      if (keys.length === 0) return;
      // The keys hold no character that XML or a URL would write in another way. What is deleted is not listed
      // again, so that the first page is always the next.
      for (const key of keys) await deleteObject(key);
    }
  }

  return {
    async put(userId, name, { path, sha256 }) {
      const answer = await ask(urlOf(userId, name), {
        method: 'PUT',
        body: await openAsBlob(path),
        headers: { 'X-Amz-Content-Sha256': sha256 },
      });
      await expectOk(answer, 'put');
      await answer.body?.cancel();
    },
    async sizeOf(userId, name) {
      const answer = await ask(urlOf(userId, name), { method: 'HEAD' });
      if (answer.status === 404) return undefined;
      await expectOk(answer, 'head');
      return Number(answer.headers.get('content-length'));
    },
    async read(userId, name, { start, end }) {
      const answer = await ask(urlOf(userId, name), {
        method: 'GET',
        headers: { Range: `bytes=${start}-${end}` },
      });
      await expectOk(answer, 'get');
      if (!answer.body) throw new Error('S3 answered a get without a body');
      return answer.body;
    },
    delete: (userId, name) => deleteObject(`${folderOf(userId)}/${name}`),
    deleteAll,
    deleteUser: (userId) => deleteAll(userId, ''),
  };
}

async function expectOk(answer: Response, action: string): Promise<void> {
  if (answer.ok) return;
  throw new Error(`S3 answered a ${action} with ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
}
