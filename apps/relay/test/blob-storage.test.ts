/**
 * The contract of blob storage, on disk, on the S3 of s3-server.ts and, where `RELAY_TEST_S3_ENDPOINT`, `_BUCKET`,
 * `_REGION`, `_KEY` and `_SECRET` name one, on a real S3.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BlobStorage, folderOf } from '../src/blobs/blob-storage.ts';
import { createDiskStorage } from '../src/blobs/disk-storage.ts';
import { createS3Storage, type S3Options } from '../src/blobs/s3-storage.ts';
import { openS3Server, type S3Server, signatureOf } from './s3-server.ts';

const { env } = process;
const realS3: S3Options | undefined = env.RELAY_TEST_S3_ENDPOINT
  ? {
      endpoint: env.RELAY_TEST_S3_ENDPOINT,
      bucket: env.RELAY_TEST_S3_BUCKET ?? '',
      region: env.RELAY_TEST_S3_REGION ?? '',
      accessKeyId: env.RELAY_TEST_S3_KEY ?? '',
      secretAccessKey: env.RELAY_TEST_S3_SECRET ?? '',
    }
  : undefined;

describe.each(['disk', 'S3', ...(realS3 ? ['a real S3'] : [])] as const)('blob storage on %s', (kind) => {
  let folder: string;
  let server: S3Server | undefined;
  let storage: BlobStorage;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mirubato-blobs-'));
    // Lists have a page of 2, so that a few objects make several pages.
    if (kind === 'S3') server = await openS3Server({ pageSize: 2 });
    const options = kind === 'S3' ? server : realS3;
    storage =
      kind === 'disk' ? createDiskStorage(join(folder, 'blobs')) : createS3Storage(options as S3Options);
  });

  afterAll(async () => {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function put(userId: string, name: string, bytes: Uint8Array): Promise<void> {
    const path = join(folder, randomUUID());
    await writeFile(path, bytes);
    await storage.put(userId, name, { path, sha256: createHash('sha256').update(bytes).digest('hex') });
  }

  async function read(userId: string, name: string, start: number, end: number): Promise<Buffer> {
    return Buffer.from(await new Response(await storage.read(userId, name, { start, end })).arrayBuffer());
  }

  it('18.7 gives back what was put, whole and in ranges', async () => {
    const bytes = randomBytes(300_000);
    await put('ann', 'whole', bytes);
    expect(await storage.sizeOf('ann', 'whole')).toBe(300_000);
    expect((await read('ann', 'whole', 0, 299_999)).equals(bytes)).toBe(true);
    expect((await read('ann', 'whole', 70_000, 140_000)).equals(bytes.subarray(70_000, 140_001))).toBe(true);
    expect((await read('ann', 'whole', 299_999, 299_999)).equals(bytes.subarray(299_999))).toBe(true);
  });

  it('18.7 puts a file in place of the one of that name', async () => {
    await put('ann', 'twice', Buffer.from('first, and longer'));
    await put('ann', 'twice', Buffer.from('second'));
    expect(await storage.sizeOf('ann', 'twice')).toBe(6);
    expect((await read('ann', 'twice', 0, 5)).toString()).toBe('second');
  });

  it('18.7 says when there is nothing, and deletes nothing without complaint', async () => {
    expect(await storage.sizeOf('ann', 'none')).toBeUndefined();
    expect(await storage.sizeOf('nobody', 'none')).toBeUndefined();
    await expect(read('ann', 'none', 0, 1)).rejects.toThrow();
    await storage.delete('ann', 'none');
    await storage.deleteAll('nobody', 'none');
    await storage.deleteUser('nobody');
  });

  it.each(['../../etc', 'a/b', 'A', 'ü\u0000', 'x'.repeat(200)])(
    '18.7 keeps users apart, also one named %j',
    async (name) => {
      const [one, other] = [`${name}`, `${name}.`];
      await put(one, 'same', Buffer.from('mine'));
      expect(await storage.sizeOf(other, 'same')).toBeUndefined();
      await put(other, 'same', Buffer.from('theirs'));
      await storage.deleteUser(other);
      expect((await read(one, 'same', 0, 3)).toString()).toBe('mine');
    },
  );

  it('18.7 deletes one, those with a beginning, and all of a user', async () => {
    for (const name of ['up.1', 'up.2', 'up.3', 'up.4', 'up.5', 'upper', 'x']) {
      await put('bob', name, Buffer.from(name));
    }
    await put('eve', 'up.1', Buffer.from('hers'));
    await storage.delete('bob', 'x');
    await storage.deleteAll('bob', 'up.');
    expect(await storage.sizeOf('bob', 'x')).toBeUndefined();
    expect(await storage.sizeOf('bob', 'up.5')).toBeUndefined();
    expect(await storage.sizeOf('bob', 'upper')).toBe(5);
    await storage.deleteUser('bob');
    expect(await storage.sizeOf('bob', 'upper')).toBeUndefined();
    expect(await storage.sizeOf('eve', 'up.1')).toBe(4);
  });

  it.skipIf(kind !== 'disk')('18.7 leaves no file beside those that were put', async () => {
    await put('dan', 'one', Buffer.from('1'));
    expect(await readdir(join(folder, 'blobs', folderOf('dan')))).toEqual(['one']);
    expect((await readdir(folder)).filter((name) => name !== 'blobs')).toEqual([]);
  });

  it.skipIf(kind !== 'S3')('18.7 signs: another secret, region or payload is refused', async () => {
    const path = join(folder, randomUUID());
    await writeFile(path, 'bytes');
    const sha256 = createHash('sha256').update('bytes').digest('hex');
    const options = server as S3Server;
    const putWith = (more: Partial<S3Options>, hash = sha256) =>
      createS3Storage({ ...options, ...more }).put('ann', 'signed', { path, sha256: hash });
    await expect(putWith({ secretAccessKey: 'another' })).rejects.toThrow('SignatureDoesNotMatch');
    await expect(putWith({ region: 'us-east-1' })).rejects.toThrow('AuthorizationHeaderMalformed');
    await expect(putWith({}, 'a'.repeat(64))).rejects.toThrow('XAmzContentSHA256Mismatch');
    await expect(putWith({ bucket: 'none' })).rejects.toThrow('NoSuchBucket');
    expect(await storage.sizeOf('ann', 'signed')).toBeUndefined();
  });
});

it('the S3 of these tests signs as the example of the AWS documentation', () => {
  const payloadHash = createHash('sha256').update('').digest('hex');
  const date = '20130524T000000Z';
  expect(
    signatureOf({
      method: 'GET',
      url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
      headers: [
        ['host', 'examplebucket.s3.amazonaws.com'],
        ['range', 'bytes=0-9'],
        ['x-amz-content-sha256', payloadHash],
        ['x-amz-date', date],
      ],
      payloadHash,
      date,
      region: 'us-east-1',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    }),
  ).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
});
