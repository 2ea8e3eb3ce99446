import { mkdtemp, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Term } from '@mirubato/domain/dictionary';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEmbeddingIndex } from '../../src/dictionary/embedding-index.ts';
import { type Encoder, openEncoder } from '../../src/dictionary/encoder.ts';
import { createMeanings } from '../../src/dictionary/meanings.ts';
import { encoderFile, readLookUp } from '../../src/dictionary/read-terms.ts';

const lookUp = await readLookUp();
const tempi = ['rallentando', 'accelerando', 'crescendo', 'diminuendo', 'pizzicato', 'fermata', 'lullaby'];
const terms = tempi.map((id) => lookUp.term(id) as Term);

let encoder: Encoder;
let folder: string;
beforeAll(async () => {
  encoder = await openEncoder(encoderFile());
  folder = await mkdtemp(join(tmpdir(), 'mirubato-meanings-'));
});
afterAll(async () => {
  await encoder.close();
  await rm(folder, { recursive: true });
});

async function cosine(a: string, b: string): Promise<number> {
  const [first, second] = await encoder.encode([a, b], 'query');
  return [...(first ?? [])].reduce((sum: number, value, at) => sum + value * (second?.[at] ?? 0), 0);
}

describe('the encoder', () => {
  it('42.1 gives embeddings of length 1, the same alone and among others', async () => {
    const [alone] = await encoder.encode(['slow'], 'query');
    const [among] = await encoder.encode(
      ['slow', 'a much longer text about how one slows down little by little'],
      'query',
    );
    expect(alone?.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 4);
    for (const [at, value] of (alone ?? []).entries()) expect(among?.[at]).toBeCloseTo(value, 4);
  });

  it('42.1 gives zeros for a text without letters', async () => {
    expect([...((await encoder.encode(['?!'], 'query'))[0] ?? [1])].every((value) => value === 0)).toBe(true);
  });

  it.each([
    ['getting slower', 'langsamer werden', 'getting faster'],
    ['getting slower', 'geting slowr', 'getting faster'],
    ['getting faster', 'de plus en plus vite', 'getting slower'],
    ['getting louder', 'だんだん強く', 'getting softer'],
    ['getting softer', '渐弱', 'getting louder'],
  ])('42.6 %s is nearer to %s than to %s', async (text, same, opposite) => {
    expect(await cosine(text, same)).toBeGreaterThan(await cosine(text, opposite));
  });
});

describe('the embeddings of the terms', () => {
  it.each([
    ['de', 'immer langsamer', 'rallentando'],
    ['en', 'sing a child to sleep', 'lullaby'],
    ['fr', 'de plus en plus vite', 'accelerando'],
    ['ja', '指で弦をはじく', 'pizzicato'],
    ['zh-TW', '漸強', 'crescendo'],
  ] as const)('42.2 %s: %s is %s', async (language, query, id) => {
    const index = await createEmbeddingIndex(terms, language, encoder);
    const hits = await index.find(query, 3);
    expect(hits[0]?.term.id).toBe(id);
    expect(hits).toHaveLength(3);
  });

  it('42.2 finds nothing by a text without letters, or among no terms', async () => {
    expect(await (await createEmbeddingIndex(terms, 'en', encoder)).find('?!', 3)).toEqual([]);
    expect(await (await createEmbeddingIndex([], 'en', encoder)).find('slow', 3)).toEqual([]);
  });

  it('42.5 are kept, and made anew for other texts, another model and a torn file', async () => {
    const file = join(folder, 'kept', 'embeddings.bin');
    const make = (of: readonly Term[], by = encoder) =>
      createEmbeddingIndex(of, 'en', by, { cacheFile: file });
    await make(terms);
    const written = await readFile(file);
    await utimes(file, 1, 1);
    const again = await make(terms);
    expect((await stat(file)).mtimeMs).toBe(1000);
    expect((await again.find('pluck the string', 1))[0]?.term.id).toBe('pizzicato');

    await truncate(file, written.length - 1);
    await make(terms);
    expect(await readFile(file)).toEqual(written);

    await make(terms.slice(1));
    expect((await readFile(file)).subarray(0, 32)).not.toEqual(written.subarray(0, 32));
    await make(terms, { ...encoder, fingerprint: 'another' });
    expect((await readFile(file)).subarray(0, 32)).not.toEqual(written.subarray(0, 32));
  });
});

describe('in the background', () => {
  it('42.4 nothing is found until it is ready, and then something', async () => {
    const meanings = createMeanings(async () => ({ ...lookUp, terms: () => terms }), {
      encoderFile: encoderFile(),
    });
    expect(await meanings.similar('getting slower', 'en', 5)).toEqual([]);
    await meanings.ready('en');
    expect((await meanings.similar('getting slower', 'en', 5))[0]?.term.id).toBe('rallentando');
    await meanings.close();
    expect(await meanings.similar('getting slower', 'en', 5)).toEqual([]);
  });

  it('42.4 a file that is no model is reported, and nothing is found', async () => {
    const file = join(folder, 'bad.onnx');
    await writeFile(file, 'no model');
    const warnings: string[] = [];
    const log = { info() {}, error() {}, warn: (_: object, message: string) => warnings.push(message) };
    const meanings = createMeanings(async () => lookUp, { encoderFile: pathToFileURL(file), log });
    await meanings.ready('en');
    expect(await meanings.similar('getting slower', 'en', 5)).toEqual([]);
    expect(warnings).toHaveLength(1);
    await meanings.close();
  });

  it('42.4 what is closed on the way keeps nothing and reports nothing', async () => {
    const cacheFolder = join(folder, 'closed');
    const warnings: string[] = [];
    const log = { info() {}, error() {}, warn: (_: object, message: string) => warnings.push(message) };
    const meanings = createMeanings(async () => lookUp, { encoderFile: encoderFile(), cacheFolder, log });
    for (const language of ['en', 'de'] as const) meanings.prepare(language);
    await meanings.close();
    await expect(stat(cacheFolder)).rejects.toThrow('ENOENT');
    expect(warnings).toEqual([]);
  });
});
