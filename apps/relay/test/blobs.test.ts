/**
 * Files between devices, through a real relay that keeps them on disk and in S3. One long file, because every rule is
 * held by both stores.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { folderOf } from '../src/blobs/blob-storage.ts';
import { MAX_BLOB_BYTES } from '../src/blobs/blobs.ts';
import { openBlobs } from '../src/blobs/open-blobs.ts';
import { parseConfig } from '../src/config.ts';
import { openDatabase } from '../src/store/database.ts';
import { postgresForTests } from './postgres.ts';
import { accessToken, newDataDir, openRelay, SECRET, type TestRelay } from './relay.ts';
import { openS3Server, type S3Server } from './s3-server.ts';

const postgres = await postgresForTests();
const DAY_MS = 24 * 60 * 60_000;
const KIB = 1024;

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

afterAll(() => postgres?.drop());

interface Device {
  ask(method: string, sha256: string, headers?: Record<string, string>, body?: Uint8Array): Promise<Response>;
  put(bytes: Uint8Array, sha256?: string): Promise<number>;
  /** Status and how much there is by then. */
  chunk(bytes: Uint8Array, first: number, last: number): Promise<readonly [number, string | null]>;
  progress(bytes: Uint8Array): Promise<readonly [number, string | null]>;
  get(sha256: string): Promise<Buffer | number>;
  /** Sends a part of a chunk and cuts the connection. */
  breakOff(bytes: Uint8Array, first: number, last: number, sent: number): Promise<void>;
}

async function deviceOf(relay: Pick<TestRelay, 'url'>, userId: string): Promise<Device> {
  const authorization = `Bearer ${await accessToken(userId, { lifetime: '60d' })}`;
  const urlOf = (sha256: string) => `${relay.url()}/api/blobs/${sha256}`;
  const ask: Device['ask'] = (method, sha256, headers = {}, body = undefined) =>
    fetch(urlOf(sha256), {
      method,
      headers: { authorization, ...headers },
      redirect: 'manual',
      ...(body && { body: body as Uint8Array<ArrayBuffer> }),
    });
  const told = (answer: Response) => [answer.status, answer.headers.get('range')] as const;
  return {
    ask,
    put: async (bytes, sha256 = hashOf(bytes)) => (await ask('PUT', sha256, {}, bytes)).status,
    async chunk(bytes, first, last) {
      const range = { 'content-range': `bytes ${first}-${last}/${bytes.length}` };
      return told(await ask('PUT', hashOf(bytes), range, bytes.subarray(first, last + 1)));
    },
    async progress(bytes) {
      return told(await ask('PUT', hashOf(bytes), { 'content-range': `bytes */${bytes.length}` }));
    },
    async get(sha256) {
      const answer = await ask('GET', sha256);
      return answer.ok ? Buffer.from(await answer.arrayBuffer()) : answer.status;
    },
    breakOff: (bytes, first, last, sent) =>
      new Promise((resolve) => {
        const request = httpRequest(urlOf(hashOf(bytes)), {
          method: 'PUT',
          headers: {
            authorization,
            'content-length': last - first + 1,
            'content-range': `bytes ${first}-${last}/${bytes.length}`,
          },
        });
        request.on('error', () => undefined);
        request.on('close', () => resolve());
        request.write(bytes.subarray(first, first + sent), () => setTimeout(() => request.destroy(), 100));
      }),
  };
}

describe.each(['disk', 'S3'] as const)('blobs on %s', (kind) => {
  let s3: S3Server | undefined;
  let dataDir: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    dataDir = await newDataDir();
    s3 = kind === 'S3' ? await openS3Server() : undefined;
    env = {
      RELAY_DATA_DIR: dataDir,
      BLOB_QUOTA_BYTES: `${60 * KIB * KIB}`,
      ...(s3 && {
        S3_ENDPOINT: s3.endpoint,
        S3_BUCKET: s3.bucket,
        S3_REGION: s3.region,
        S3_ACCESS_KEY_ID: s3.accessKeyId,
        S3_SECRET_ACCESS_KEY: s3.secretAccessKey,
      }),
    };
  });

  afterAll(async () => {
    await s3?.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** A new user of a relay; all of a kind are on one folder, one after the other. */
  async function setUp(more: { nowMs?: () => number; env?: Record<string, string> } = {}) {
    const relay = await openRelay({ ...more, env: { ...env, ...more.env } });
    const userId = `user ${randomUUID()}`;
    return { relay, userId, device: await deviceOf(relay, userId) };
  }

  async function namesOf(userId: string): Promise<string[]> {
    const folder = folderOf(userId);
    if (s3) return [...s3.objects.keys()].filter((key) => key.startsWith(folder)).map((key) => key.slice(65));
    return readdir(join(dataDir, 'blobs', folder)).catch(() => []);
  }

  const incoming = () => readdir(join(dataDir, 'blobs', 'incoming'));

  async function damage(userId: string, sha256: string, how: 'shorter' | 'other'): Promise<void> {
    const key = `${folderOf(userId)}/${sha256}`;
    const path = join(dataDir, 'blobs', key);
    const bytes = s3 ? Buffer.from(s3.objects.get(key) ?? '') : await readFile(path);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    const damaged = how === 'shorter' ? bytes.subarray(0, -1) : bytes;
    if (s3) s3.objects.set(key, damaged);
    else if (how === 'shorter') await truncate(path, damaged.length);
    else await writeFile(path, damaged);
  }

  it('18.1 a file is there for its user alone, and an upload tells nothing of another', async () => {
    const { relay, device } = await setUp();
    const other = await deviceOf(relay, `user ${randomUUID()}`);
    const bytes = randomBytes(100 * KIB);
    const sha256 = hashOf(bytes);
    expect([await device.get(sha256), (await device.ask('HEAD', sha256)).status]).toEqual([404, 404]);
    const answers = [await device.put(bytes), await other.progress(bytes), await other.get(sha256)];
    expect(answers).toEqual([201, [308, null], 404]);
    expect((await other.ask('HEAD', sha256)).status).toBe(404);
    expect(await other.chunk(bytes, 0, 9)).toEqual([308, 'bytes=0-9']);
    expect(await other.put(bytes)).toBe(201);
    expect((await device.get(sha256)) as Buffer).toEqual(bytes);
    const anonymous = await fetch(`${relay.url()}/api/blobs/${sha256}`);
    expect([anonymous.status, (await anonymous.json()).success]).toEqual([401, false]);
    expect((await device.ask('GET', 'not-a-hash')).status).toBe(400);
  });

  it('18.2 a whole upload is there once, verified, and nothing is kept of one that is wrong', async () => {
    const { device, userId } = await setUp();
    const bytes = randomBytes(3 * KIB * KIB);
    const sha256 = hashOf(bytes);
    expect(await device.put(bytes.subarray(1), sha256)).toBe(422);
    expect([await device.get(sha256), await namesOf(userId), await incoming()]).toEqual([404, [], []]);
    expect([await device.put(bytes), await device.put(bytes)]).toEqual([201, 200]);
    expect(await device.put(bytes.subarray(1), sha256)).toBe(422);
    expect((await device.get(sha256)) as Buffer).toEqual(bytes);
    expect([await namesOf(userId), await incoming()]).toEqual([[sha256], []]);
    expect(await device.put(new Uint8Array(0))).toBe(422);
  });

  it('18.2 takes 50 MB and not a byte more, and asks for the length', async () => {
    const { device, relay, userId } = await setUp();
    const bytes = randomBytes(MAX_BLOB_BYTES);
    expect(await device.put(bytes)).toBe(201);
    expect((await device.get(hashOf(bytes))) as Buffer).toHaveLength(MAX_BLOB_BYTES);
    expect(await device.put(Buffer.concat([bytes, bytes.subarray(0, 1)]))).toBe(413);
    const unsized = await fetch(`${relay.url()}/api/blobs/${'0'.repeat(64)}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${await accessToken(userId)}` },
      body: new Blob(['x']).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(unsized.status).toBe(411);
  });

  it('18.3 answers ranges, conditions and HEAD', async () => {
    const { device } = await setUp();
    const bytes = randomBytes(100_000);
    const sha256 = hashOf(bytes);
    await device.put(bytes);
    const whole = await device.ask('GET', sha256);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      etag: `"${sha256}"`,
      'cache-control': 'private, max-age=31536000, immutable',
      vary: expect.stringContaining('Authorization'),
      'accept-ranges': 'bytes',
      'content-length': '100000',
      'x-content-type-options': 'nosniff',
    });
    await whole.arrayBuffer();
    const head = await device.ask('HEAD', sha256);
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '100000', '']);
    const part = async (range: string, more: Record<string, string> = {}) => {
      const answer = await device.ask('GET', sha256, { range, ...more });
      const body = Buffer.from(await answer.arrayBuffer());
      return [answer.status, answer.headers.get('content-range'), body] as const;
    };
    expect(await part('bytes=0-0')).toEqual([206, 'bytes 0-0/100000', bytes.subarray(0, 1)]);
    expect(await part('bytes=99999-')).toEqual([206, 'bytes 99999-99999/100000', bytes.subarray(99_999)]);
    expect(await part('bytes=-10')).toEqual([206, 'bytes 99990-99999/100000', bytes.subarray(99_990)]);
    expect(await part('bytes=-200000')).toEqual([206, 'bytes 0-99999/100000', bytes]);
    expect(await part('bytes=50000-200000')).toEqual([
      206,
      'bytes 50000-99999/100000',
      bytes.subarray(50_000),
    ]);
    for (const range of ['bytes=100000-', 'bytes=-0', 'bytes=100000-100005']) {
      expect((await part(range)).slice(0, 2)).toEqual([416, 'bytes */100000']);
    }
    for (const range of ['bytes=5-2', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=-', 'bytes=a-b']) {
      expect(await part(range)).toEqual([200, null, bytes]);
    }
    expect((await part('bytes=0-1', { 'if-range': `"${sha256}"` }))[0]).toBe(206);
    expect((await part('bytes=0-1', { 'if-range': '"another"' }))[0]).toBe(200);
    const known = await device.ask('GET', sha256, { 'if-none-match': `W/"a", "${sha256}"` });
    expect([known.status, await known.text()]).toEqual([304, '']);
    const unknown = 'e'.repeat(64);
    expect((await device.ask('GET', unknown, { 'if-none-match': '*' })).status).toBe(404);
  });

  it('18.3 18.4 a page of an allowed origin may ask for ranges, send chunks and read how far it is', async () => {
    const origin = 'https://app.example.org';
    const { relay, device } = await setUp({ env: { ALLOWED_ORIGINS: origin } });
    const bytes = randomBytes(100);
    const preflight = await fetch(`${relay.url()}/api/blobs/${hashOf(bytes)}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'authorization,content-range,range,if-none-match,if-range',
      },
    });
    const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase().split(',') ?? [];
    expect(allowed).toEqual(expect.arrayContaining(['content-range', 'range', 'if-none-match', 'if-range']));
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PUT');
    const sent = { origin, 'content-range': 'bytes 0-9/100' };
    const answer = await device.ask('PUT', hashOf(bytes), sent, bytes.subarray(0, 10));
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([308, origin]);
    const exposed = answer.headers.get('access-control-expose-headers')?.split(',');
    expect(exposed).toEqual(['ETag', 'Accept-Ranges', 'Content-Range', 'Range']);
  });

  it('18.4 an upload in chunks says how far it is and where it goes on', async () => {
    const { device, userId } = await setUp();
    const bytes = randomBytes(250_000);
    expect(await device.progress(bytes)).toEqual([308, null]);
    expect(await device.chunk(bytes, 10, 20)).toEqual([409, null]);
    expect(await device.chunk(bytes, 0, 99_999)).toEqual([308, 'bytes=0-99999']);
    expect(await device.get(hashOf(bytes))).toBe(404);
    expect(await device.chunk(bytes, 0, 99_999)).toEqual([409, 'bytes=0-99999']);
    expect(await device.chunk(bytes, 100_001, 150_000)).toEqual([409, 'bytes=0-99999']);
    const otherTotal = { 'content-range': 'bytes 100000-100000/250001' };
    expect((await device.ask('PUT', hashOf(bytes), otherTotal, bytes.subarray(0, 1))).status).toBe(409);
    expect(await device.chunk(bytes, 100_000, 199_999)).toEqual([308, 'bytes=0-199999']);
    expect(await device.progress(bytes)).toEqual([308, 'bytes=0-199999']);
    expect(await device.chunk(bytes, 200_000, 249_999)).toEqual([201, null]);
    expect((await device.get(hashOf(bytes))) as Buffer).toEqual(bytes);
    expect([await device.progress(bytes), await device.chunk(bytes, 0, 9)]).toEqual([
      [200, null],
      [200, null],
    ]);
    expect([await namesOf(userId), await incoming()]).toEqual([[hashOf(bytes)], []]);
  });

  it('18.4 refuses a Content-Range that makes no sense, and a body longer than it', async () => {
    const { device } = await setUp();
    const sha256 = 'a'.repeat(64);
    const odd = ['bytes 5-2/10', 'bytes 0-10/10', 'bytes 0-1/*', 'bytes */0', 'bytes 0-1', 'lines 0-1/2'];
    for (const value of odd) {
      const answer = await device.ask('PUT', sha256, { 'content-range': value }, Buffer.from('ab'));
      expect([value, answer.status]).toEqual([value, 400]);
    }
    const longer = await device.ask('PUT', sha256, { 'content-range': 'bytes 0-1/9' }, Buffer.from('abc'));
    expect(longer.status).toBe(400);
    const tooLarge = { 'content-range': `bytes 0-1/${MAX_BLOB_BYTES + 1}` };
    expect((await device.ask('PUT', sha256, tooLarge, Buffer.from('ab'))).status).toBe(413);
  });

  it('18.4 bytes of another hash end an upload, which begins anew', async () => {
    const { device, userId } = await setUp();
    const bytes = randomBytes(1000);
    const wrong = Buffer.concat([bytes.subarray(0, 999), Buffer.from([(bytes[999] ?? 0) ^ 1])]);
    const sendAs = (from: Uint8Array, first: number, last: number) =>
      device.ask(
        'PUT',
        hashOf(bytes),
        { 'content-range': `bytes ${first}-${last}/1000` },
        from.subarray(first, last + 1),
      );
    expect((await sendAs(wrong, 0, 499)).status).toBe(308);
    expect((await sendAs(wrong, 500, 999)).status).toBe(422);
    expect([await device.progress(bytes), await namesOf(userId)]).toEqual([[308, null], []]);
    expect((await sendAs(bytes, 0, 999)).status).toBe(201);
  });

  it('18.4 goes on after the connection broke mid-chunk and the relay was started again', async () => {
    const { relay, device, userId } = await setUp();
    const bytes = randomBytes(4 * KIB * KIB);
    expect((await device.chunk(bytes, 0, KIB * KIB - 1))[0]).toBe(308);
    await device.breakOff(bytes, KIB * KIB, bytes.length - 1, KIB * KIB);
    const received = async () => Number((await device.progress(bytes))[1]?.split('-')[1] ?? -1) + 1;
    await expect.poll(received).toBeGreaterThan(KIB * KIB);
    const before = await received();
    await relay.close();
    await relay.reopen();
    const after = await received();
    expect(after).toBe(before);
    expect((await device.chunk(bytes, after, bytes.length - 1))[0]).toBe(201);
    expect((await device.get(hashOf(bytes))) as Buffer).toEqual(bytes);
    expect([await namesOf(userId), await incoming()]).toEqual([[hashOf(bytes)], []]);
  });

  it('18.4 a whole upload that breaks off leaves nothing', async () => {
    const { relay, device, userId } = await setUp();
    const bytes = randomBytes(2 * KIB * KIB);
    const authorization = `Bearer ${await accessToken(userId)}`;
    await new Promise<void>((resolve) => {
      const request = httpRequest(`${relay.url()}/api/blobs/${hashOf(bytes)}`, {
        method: 'PUT',
        headers: { authorization, 'content-length': bytes.length },
      });
      request.on('error', () => undefined);
      request.on('close', () => resolve());
      request.write(bytes.subarray(0, KIB * KIB), () => setTimeout(() => request.destroy(), 100));
    });
    await expect.poll(incoming).toEqual([]);
    expect([await device.get(hashOf(bytes)), await namesOf(userId)]).toEqual([404, []]);
    expect(await device.put(bytes)).toBe(201);
  });

  it('18.5 an upload ends 24 hours after its last chunk, and its bytes are removed', async () => {
    let nowMs = Date.now();
    const { relay, device, userId } = await setUp({ nowMs: () => nowMs });
    const bytes = randomBytes(40 * KIB * KIB);
    const other = randomBytes(40 * KIB * KIB);
    await device.chunk(bytes, 0, 9);
    nowMs += DAY_MS - 1000;
    expect(await device.chunk(bytes, 10, 19)).toEqual([308, 'bytes=0-19']);
    nowMs += DAY_MS - 1000;
    expect(await device.progress(bytes)).toEqual([308, 'bytes=0-19']);
    expect(await device.put(other)).toBe(413);
    nowMs += 1000;
    expect(await device.progress(bytes)).toEqual([308, null]);
    expect(await device.put(other)).toBe(201);
    expect(await namesOf(userId)).toHaveLength(3);
    await relay.close();
    await relay.reopen();
    await expect.poll(() => namesOf(userId)).toEqual([hashOf(other)]);
  });

  it('18.5 an upload that has expired can be begun again before it is removed', async () => {
    let nowMs = Date.now();
    const { relay, device, userId } = await setUp({ nowMs: () => nowMs });
    const bytes = randomBytes(1000);
    await device.chunk(bytes, 0, 499);
    nowMs += DAY_MS;
    expect(await device.chunk(bytes, 500, 999)).toEqual([409, null]);
    expect(await device.chunk(bytes, 0, 799)).toEqual([308, 'bytes=0-799']);
    await relay.close();
    await relay.reopen();
    await expect.poll(async () => (await namesOf(userId)).length).toBe(1);
    expect(await device.chunk(bytes, 800, 999)).toEqual([201, null]);
    expect((await device.get(hashOf(bytes))) as Buffer).toEqual(bytes);
  });

  it('18.6 a user has a quota, that of others left alone', async () => {
    const { relay, device } = await setUp({ env: { BLOB_QUOTA_BYTES: '1000' } });
    const other = await deviceOf(relay, `user ${randomUUID()}`);
    const [first, second, third] = [randomBytes(600), randomBytes(400), randomBytes(1)];
    expect(await device.put(first)).toBe(201);
    expect(await device.put(randomBytes(401))).toBe(413);
    expect(await device.chunk(second, 0, 9)).toEqual([308, 'bytes=0-9']);
    expect([await device.put(third), (await device.chunk(third, 0, 0))[0]]).toEqual([413, 413]);
    expect([await device.put(second), await device.put(second), await device.put(first)]).toEqual([
      201, 200, 200,
    ]);
    expect(await other.put(third)).toBe(201);
  });

  it('18.6 uploads at once cannot pass the quota together', async () => {
    const { device } = await setUp({ env: { BLOB_QUOTA_BYTES: '1000' } });
    const files = Array.from({ length: 12 }, () => randomBytes(300));
    const answers = await Promise.all(
      files.map(async (bytes, index) =>
        index % 2 === 0 ? device.put(bytes) : (await device.chunk(bytes, 0, 9))[0],
      ),
    );
    expect(answers.filter((status) => status !== 413)).toHaveLength(3);
  });

  it('18.8 a stored file of another size is as one that was never put, until it is put again', async () => {
    const { device, userId } = await setUp();
    const bytes = randomBytes(100 * KIB);
    const sha256 = hashOf(bytes);
    await device.put(bytes);
    await damage(userId, sha256, 'shorter');
    expect([await device.get(sha256), (await device.ask('HEAD', sha256)).status]).toEqual([404, 404]);
    expect(await device.progress(bytes)).toEqual([308, null]);
    expect(await device.put(bytes)).toBe(200);
    expect((await device.get(sha256)) as Buffer).toEqual(bytes);
  });

  it('18.8 other bytes of the same size never arrive as a whole file', async () => {
    const { device, userId } = await setUp();
    const bytes = randomBytes(1000 * KIB);
    await device.put(bytes);
    await damage(userId, hashOf(bytes), 'other');
    await expect(device.get(hashOf(bytes))).rejects.toThrow();
    expect(await device.put(bytes)).toBe(200);
    expect((await device.get(hashOf(bytes))) as Buffer).toEqual(bytes);
  });

  it.skipIf(!postgres)('18.10 any node goes on with an upload', async () => {
    const shared = { DATABASE_URL: postgres?.url ?? '' };
    const [one, other] = [await setUp({ env: shared }), await openRelay({ env: { ...env, ...shared } })];
    const device = one.device;
    const onOther = await deviceOf(other, one.userId);
    const files = Array.from({ length: 8 }, () => randomBytes(250_000));
    await Promise.all(
      files.map(async (bytes) => {
        expect(await device.chunk(bytes, 0, 99_999)).toEqual([308, 'bytes=0-99999']);
        expect(await onOther.chunk(bytes, 100_000, 199_999)).toEqual([308, 'bytes=0-199999']);
        // The same chunk through both: one is taken.
        const both = await Promise.all([
          device.chunk(bytes, 200_000, 249_999),
          onOther.chunk(bytes, 200_000, 249_999),
        ]);
        for (const [status] of both) expect([200, 201, 409]).toContain(status);
        await expect.poll(async () => (await device.ask('HEAD', hashOf(bytes))).status).toBe(200);
        expect((await onOther.get(hashOf(bytes))) as Buffer).toEqual(bytes);
      }),
    );
    expect((await namesOf(one.userId)).sort()).toEqual(files.map(hashOf).sort());
  });

  it.skipIf(!postgres)(
    '18.10 uploads through several nodes at once cannot pass the quota together',
    async () => {
      const shared = { ...env, DATABASE_URL: postgres?.url ?? '', BLOB_QUOTA_BYTES: '50000' };
      const nodes = [await openRelay({ env: shared }), await openRelay({ env: shared })];
      for (let round = 0; round < 5; round += 1) {
        const userId = `user ${randomUUID()}`;
        const devices = await Promise.all(nodes.map((node) => deviceOf(node, userId)));
        const files = Array.from({ length: 16 }, () => randomBytes(20_000));
        const answers = await Promise.all(files.map((file, index) => devices[index % 2]?.put(file)));
        expect(answers.filter((status) => status === 201)).toHaveLength(2);
        expect(answers.filter((status) => status === 413)).toHaveLength(14);
      }
    },
  );
});

it('18.9 deleting a user deletes what was put and what is being put, and nothing of others', async () => {
  const dataDir = await newDataDir();
  const config = unwrap(parseConfig({ RELAY_DATA_DIR: dataDir, JWT_SECRET: SECRET }));
  const { db, close } = await openDatabase(config);
  const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const blobs = openBlobs({ config, db, logger, nowMs: Date.now, newId: randomUUID });
  onTestFinished(async () => {
    await blobs.close();
    await close();
    await rm(dataDir, { recursive: true, force: true });
  });
  const bytes = randomBytes(1000);
  const other = randomBytes(1000);
  const [mine, theirs] = ['ann', 'bob'].map((userId) => ({ userId, sha256: hashOf(bytes) }));
  if (!mine || !theirs) throw new Error('there are two');
  const stream = (from: Uint8Array) => new Blob([from as Uint8Array<ArrayBuffer>]).stream();
  for (const ref of [mine, theirs]) unwrap(await blobs.put(ref, stream(bytes), 1000));
  const begun = { ...mine, sha256: hashOf(other) };
  unwrap(await blobs.append(begun, stream(other.subarray(0, 10)), { start: 0, end: 9 }, 1000));
  // One that is being put while its user is deleted.
  const gate = Promise.withResolvers<void>();
  const late = { ...mine, sha256: hashOf(other) };
  async function* slowly() {
    yield other.subarray(0, 500);
    await gate.promise;
    yield other.subarray(500);
  }
  const putting = blobs.put(late, slowly(), 1000);
  await expect.poll(() => readdir(join(dataDir, 'blobs', 'incoming'))).toHaveLength(1);
  await blobs.deleteBlobsOf('ann');
  gate.resolve();
  expect(await putting).toMatchObject({ ok: false, problem: { code: 'conflict' } });
  expect(await readdir(join(dataDir, 'blobs', folderOf('ann'))).catch(() => [])).toEqual([]);
  expect(await blobs.find(mine)).toBeUndefined();
  expect(await blobs.progress(begun)).toEqual({ ok: true, value: { state: 'partial', receivedBytes: 0 } });
  expect(await blobs.find(theirs)).toBe(1000);
  for (const table of ['blobs', 'blob_uploads', 'blob_chunks'] as const) {
    const rows = await db.selectFrom(table).selectAll().execute();
    expect(rows).toHaveLength(table === 'blobs' ? 1 : 0);
  }
});

it('18.11 the S3 variables are given all or none', () => {
  const parsed = parseConfig({ JWT_SECRET: SECRET, S3_BUCKET: 'scores', S3_REGION: 'eu' });
  expect(parsed.ok ? {} : parsed.problem.fields).toMatchObject({
    S3_ENDPOINT: expect.stringContaining('all or none'),
    S3_ACCESS_KEY_ID: expect.stringContaining('missing'),
    S3_SECRET_ACCESS_KEY: expect.stringContaining('missing'),
  });
  expect(unwrap(parseConfig({ JWT_SECRET: SECRET })).s3).toBeUndefined();
});
