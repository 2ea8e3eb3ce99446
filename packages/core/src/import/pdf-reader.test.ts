import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPdfReader, MAX_PDF_BYTES, type PdfReader } from './pdf-reader.ts';

const fixtures = fileURLToPath(new URL('../../test/import/fixtures/', import.meta.url));
const twoPages = join(fixtures, 'two-pages.pdf');
const obedientWorkerUrl = new URL('../../test/import/fixtures/obedient-worker.ts', import.meta.url);

let folder: string;
let reader: PdfReader;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pdf-reader-'));
  reader = createPdfReader({ threads: 1 });
});

afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true });
});

function read(path: string, fileName = 'scan0001.pdf') {
  return reader.read(path, { thumbnailPath: join(folder, 'thumbnail.webp'), fileName });
}

async function problemOf(path: string): Promise<string | undefined> {
  const result = await read(path);
  return result.ok ? undefined : result.problem.code;
}

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('a good PDF', () => {
  test('says its pages, words, metadata and what it reads', async () => {
    const result = await read(twoPages);
    if (!result.ok) throw new Error(result.problem.detail);
    const { pageCount, hasTextLayer, pages, metadata, readings, hasThumbnail } = result.value;
    expect({ pageCount, hasTextLayer, hasThumbnail }).toEqual({
      pageCount: 2,
      hasTextLayer: true,
      hasThumbnail: true,
    });
    expect(pages).toHaveLength(2);
    expect(pages[0]?.widthPt).toBeCloseTo(595, 0);
    expect(pages[0]?.heightPt).toBeCloseTo(842, 0);
    expect(pages[0]?.text).toContain('Slow ly the lan tern');
    expect(pages[0]?.text).not.toMatch(/^4$/m);
    expect(pages[1]?.text).toContain('Second verse');
    expect(metadata).toMatchObject({ title: 'Lantern Walk', creator: expect.stringContaining('LilyPond') });
    expect(readings.title).toMatchObject({ value: 'Lantern Walk', source: 'page', evidence: { page: 1 } });
    expect(readings.composer).toMatchObject({ value: 'Fanny Hensel', source: 'page', evidence: { page: 1 } });
    const [x, y, width, height] = readings.title?.evidence?.box ?? [];
    expect([x, y, width, height].map((value) => Math.round(value ?? 0))).toEqual([236, 18, 123, 17]);
  });

  test('gives a WebP picture of its first page and leaves nothing else', async () => {
    await read(twoPages);
    const picture = await readFile(join(folder, 'thumbnail.webp'));
    expect(picture.subarray(8, 12).toString('latin1')).toBe('WEBP');
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('is the same afterwards', async () => {
    const hash = async () =>
      createHash('sha256')
        .update(await readFile(twoPages))
        .digest('hex');
    const before = await hash();
    await read(twoPages);
    expect(await hash()).toBe(before);
  });

  test('opens when a password only restricts what may be done with it', async () => {
    expect(await problemOf(join(fixtures, 'owner-password.pdf'))).toBeUndefined();
  });

  test('may have other bytes before its header', async () => {
    const bytes = await readFile(twoPages);
    expect(
      await problemOf(await fileOf('mail.pdf', Buffer.concat([Buffer.from('\r\n\r\n'), bytes]))),
    ).toBeUndefined();
  });

  test('counts as good without a picture', async () => {
    const thumbnailPath = join(folder, 'no such folder', 'thumbnail.webp');
    const result = await reader.read(twoPages, { thumbnailPath, fileName: 'a.pdf' });
    expect(result).toMatchObject({ ok: true, value: { hasThumbnail: false, pageCount: 2 } });
  });
});

describe('a bad file', () => {
  test('that is not there', async () => {
    expect(await problemOf(join(folder, 'nowhere.pdf'))).toBe('file-not-found');
  });

  test('that is a folder', async () => {
    expect(await problemOf(folder)).toBe('file-unreadable');
  });

  test('that is empty', async () => {
    expect(await problemOf(await fileOf('empty.pdf', ''))).toBe('file-empty');
  });

  test('that is a renamed text', async () => {
    expect(await problemOf(await fileOf('letter.pdf', 'Dear Ida,\n'.repeat(500)))).toBe('not-a-pdf');
  });

  test('that asks for a password', async () => {
    expect(await problemOf(join(fixtures, 'asks-password.pdf'))).toBe('pdf-encrypted');
  });

  test('that has a header and nothing after it', async () => {
    expect(await problemOf(await fileOf('header.pdf', '%PDF-1.7\n'))).toBe('pdf-damaged');
  });

  test('that was cut off early', async () => {
    const bytes = await readFile(twoPages);
    expect(await problemOf(await fileOf('cut.pdf', bytes.subarray(0, 3000)))).toBe('pdf-damaged');
  });

  test('that is too large is not read', async () => {
    const path = await fileOf('large.pdf', '%PDF-1.7\n');
    await truncate(path, 300 * 1024 * 1024);
    expect(await problemOf(path)).toBe('file-too-large');
    await truncate(path, MAX_PDF_BYTES + 1);
    expect(await problemOf(path)).toBe('file-too-large');
    await rm(path);
  });

  test('whose table of contents is half wrong is read, and pdf.js forgets some of its failures', async () => {
    let count = 0;
    const text = (await readFile(twoPages, 'latin1')).replaceAll(/\d{10}(?= 00000 n)/g, (offset) => {
      count += 1;
      return count % 2 === 0 ? '0000000007' : offset;
    });
    expect(await problemOf(await fileOf('offsets.pdf', Buffer.from(text, 'latin1')))).toBeUndefined();
  });

  test('does no harm to the next one', async () => {
    const bytes = await readFile(twoPages);
    const damaged = Buffer.from(bytes);
    damaged.fill(0x41, 2000, 20_000);
    await read(await fileOf('damaged.pdf', damaged));
    expect(await problemOf(twoPages)).toBeUndefined();
  });
});

describe('a thread', () => {
  const options = { thumbnailPath: join(tmpdir(), 'unused.webp'), fileName: 'a.pdf' };

  test.each([
    ['out of time', 'endless.pdf', { timeoutMs: 2000 }],
    ['out of memory', 'greedy.pdf', { memoryMb: 32 }],
    ['with too many bytes beside its heap', 'hoards.pdf', { bufferMb: 32 }],
    ['dead', 'dies.pdf', {}],
  ])('%s ends its job alone and is replaced', async (_, name, limits) => {
    const obedient = createPdfReader({ threads: 1, workerUrl: obedientWorkerUrl, ...limits });
    const results = await Promise.all([obedient.read(name, options), obedient.read('good.pdf', options)]);
    expect(results[0]).toMatchObject({ ok: false, problem: { code: 'reader-failed' } });
    expect(results[1]).toMatchObject({ ok: true });
    await obedient.close();
  });

  test('is stopped when its job is cancelled, with the reason given', async () => {
    const obedient = createPdfReader({ threads: 1, workerUrl: obedientWorkerUrl });
    const abort = new AbortController();
    const jobs = ['endless.pdf', 'endless, waiting.pdf'].map((name) =>
      obedient.read(name, { ...options, signal: abort.signal }),
    );
    abort.abort();
    for (const { reason } of (await Promise.allSettled(jobs)) as PromiseRejectedResult[]) {
      expect(reason).toMatchObject({ name: 'AbortError' });
    }
    expect(await obedient.read('good.pdf', options)).toMatchObject({ ok: true });
    await obedient.close();
  });

  test('does not start for a job that was cancelled before', async () => {
    const reason = new Error('changed my mind');
    const waiting = reader.read(twoPages, { ...options, signal: AbortSignal.abort(reason) });
    await expect(waiting).rejects.toBe(reason);
  });

  test('ends with the reader, and what it read fails', async () => {
    const obedient = createPdfReader({ threads: 1, workerUrl: obedientWorkerUrl });
    const running = obedient.read('endless.pdf', options);
    await obedient.close();
    expect(await running).toMatchObject({ ok: false, problem: { code: 'reader-failed' } });
    expect(await obedient.read('good.pdf', options)).toMatchObject({
      ok: false,
      problem: { code: 'reader-failed' },
    });
  });
});
