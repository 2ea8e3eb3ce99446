/** What a person adds to the dictionary, and where a term stands in their scores. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from '@mirubato/domain/problem';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, createCore } from '../../src/core.ts';
import { clientOf } from '../client-of.ts';
import { databaseImage } from '../temporary.ts';

let folder: string;
let core: Core;
let api: ReturnType<typeof clientOf>['api']['dictionary'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mirubato-own-terms-'));
  core = unwrap(await createCore({ dataDir: folder, databaseImage: databaseImage() }));
  api = clientOf(core).api.dictionary;
});
afterAll(async () => {
  await core.close();
  await rm(folder, { recursive: true, force: true });
});

const find = async (q: string) => (await (await api.$get({ query: { q, language: 'en' } })).json()).terms;

describe('own terms', () => {
  it('40.1 one is found as those of the dictionary are, before them, and edited', async () => {
    const made = await api.own.$post({
      json: { term: 'wolkig', meaning: 'As if through clouds', sourceLanguage: 'de' },
    });
    expect(made.status).toBe(201);
    const { id } = await made.json();
    expect((await find('Wolkig'))[0]).toMatchObject({ id, kind: 'exact', isOwn: true });
    expect((await find('wolk'))[0]).toMatchObject({ id, isOwn: true });
    expect((await find('wolkigg')).map((hit) => hit.id)).toContain(id);
    expect((await find('through clouds')).map((hit) => hit.id)).toContain(id);
    await api.own[':id'].$patch({ param: { id }, json: { meaning: 'Veiled' } });
    expect((await find('wolkig'))[0]?.concise).toEqual(['Veiled']);
    const page = await (await api[':id'].$get({ param: { id } })).json();
    expect(page).toMatchObject({ term: 'wolkig', isOwn: true, notes: [] });
  });

  it('40.2 one in the trash is not found until it is restored', async () => {
    const { id } = await (await api.own.$post({ json: { term: 'quatschig' } })).json();
    await api.own[':id'].$delete({ param: { id } });
    expect((await find('quatschig')).map((hit) => hit.id)).not.toContain(id);
    expect((await api[':id'].$get({ param: { id } })).status).toBe(404);
    await api.own[':id'].restore.$post({ param: { id } });
    expect((await find('quatschig'))[0]?.id).toBe(id);
  });

  it('40.3 a note stands with its term and is no term', async () => {
    const note = { termId: 'allegro', term: 'allegro', notes: 'Not too fast in the sonata.' };
    const made = await api.own.$post({ json: note });
    expect(made.status).toBe(201);
    const page = await (await api[':id'].$get({ param: { id: 'allegro' } })).json();
    expect(page.notes).toMatchObject([{ notes: note.notes }]);
    expect((await (await api.own.$get()).json()).terms.map(({ term }) => term)).not.toContain('allegro');
    expect((await find('allegro')).filter(({ isOwn }) => isOwn)).toEqual([]);
  });

  it('40.4 what does not fit is refused, and the same id twice makes one', async () => {
    expect((await api.own.$post({ json: { term: '  ' } })).status).toBe(400);
    expect((await api.own.$post({ json: { term: 'x'.repeat(101) } })).status).toBe(400);
    const id = 'twice' as never;
    await api.own.$post({ json: { id, term: 'doppelt' } });
    await api.own.$post({ json: { id, term: 'doppelt' } });
    const { terms } = await (await api.own.$get()).json();
    expect(terms.filter(({ term }) => term === 'doppelt')).toHaveLength(1);
  });

  it('40.5 what was looked at is recent and popular, terms of the own included', async () => {
    const { id } = await (await api.own.$post({ json: { term: 'neulich' } })).json();
    for (const looked of ['presto', 'presto', 'largo', id])
      expect((await api[':id'].looks.$post({ param: { id: looked } })).status).toBe(204);
    const looked = async (order: 'recent' | 'popular') =>
      (await (await api.looked.$get({ query: { order } })).json()).terms;
    expect((await looked('popular'))[0]).toMatchObject({ id: 'presto', count: 2 });
    expect((await looked('recent')).map((term) => term.id)).toContain(id);
    expect((await api[':id'].looks.$post({ param: { id: 'nothing' } })).status).toBe(404);
  });
});
