/** Whatever is typed into the dictionary is answered: with terms, with none, or with what does not fit. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, createCore } from '../../src/core.ts';
import { databaseImage } from '../temporary.ts';

let folder: string;
let core: Core;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mirubato-any-query-'));
  core = unwrap(await createCore({ dataDir: folder, databaseImage: databaseImage() }));
});
afterAll(async () => {
  await core.close();
  await rm(folder, { recursive: true, force: true });
});

const ask = async (path: string, q: string) => {
  const query = new URLSearchParams({ q, query: q }).toString();
  const response = await core.fetch(new Request(`http://mirubato.invalid/api${path}?${query}`));
  return { status: response.status, body: await response.json() };
};

const hostile = [
  "'; DROP TABLE terms; --",
  '" OR 1=1 --',
  "\\'; SELECT pg_sleep(10); --",
  '%_%\\',
  '(((((((((',
  '[a-z]+$^|?*',
  '\u202Eorgella\u202C',
  'قانون',
  'לאט לאט',
  '\u0000\u0001\u001B[31m',
  '\uD800',
  'a\u0301\u0301\u0301\u0301',
  '🎹🎻'.repeat(40),
  '渐慢'.repeat(2000),
  'x'.repeat(10_000),
  'più '.repeat(2500),
  'poco a '.repeat(1400),
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  '   \t\n ',
];

describe('any query', () => {
  const words = fc.constantFrom('poco', 'a', 'più', 'sehr', 'mosso', 'langsam', 'op.', '#', '渐', '-', "'");
  const queries = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(words, { maxLength: 60 }).map((parts) => parts.join(' ')),
    fc.constantFrom(...hostile),
  );

  it('43.1 is answered by the look-up, as long as 10,000 characters', async () => {
    await fc.assert(
      fc.asyncProperty(queries, async (q) => {
        const { status, body } = await ask('/dictionary', q);
        if (q.includes('\u0000'))
          expect({ status, detail: body.detail }).toEqual({ status: 400, detail: expect.any(String) });
        else expect({ status, isList: Array.isArray(body.terms) }).toEqual({ status: 200, isList: true });
      }),
      { numRuns: 300, examples: hostile.map((q) => [q]) },
    );
  });

  it('43.2 is answered by the original’s search, or refused in its envelope', async () => {
    await fc.assert(
      fc.asyncProperty(queries, async (q) => {
        const { status, body } = await ask('/dictionary-service/api/v1/search', q);
        expect([200, 400]).toContain(status);
        expect(body.success === true).toBe(status === 200);
      }),
      { numRuns: 100, examples: hostile.map((q) => [q]) },
    );
  });

  it('43.3 longer than that is refused with a reason', async () => {
    const { status, body } = await ask('/dictionary', 'x'.repeat(10_001));
    expect(status).toBe(400);
    expect(body.detail).not.toBe('');
  });
});
