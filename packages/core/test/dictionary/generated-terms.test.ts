/** Terms that a language model on this computer writes. */
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { OwnTerm } from '@mirubato/domain/dictionary';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTestCore } from '../temporary.ts';
import { goodAnswer, startModelServer } from './model-server.ts';

/** What waits for the background waits for a busy machine too. */
const PATIENCE = { timeout: 60_000 };

interface Answer {
  readonly term?: OwnTerm | null;
  readonly code?: string;
  readonly detail?: string;
}

const KEY = 'a-secret-key';

async function open({
  isSetUp = true,
  ...options
}: {
  isSetUp?: boolean;
  languageModelTimeoutMs?: number;
} = {}) {
  const server = await startModelServer();
  onTestFinished(() => server.close());
  const { core, client, dataDir } = await openTestCore(options);
  const { dictionary, 'language-model': model } = client.api;
  const set = (name: string) => model.$put({ json: { address: server.address, model: name, key: KEY } });
  if (isSetUp) expect((await set('small')).status).toBe(200);
  const generate = async (term: string, signal?: AbortSignal) => {
    const reply = await dictionary.generated.$post(
      { json: { term, language: 'en' } },
      signal ? { init: { signal } } : {},
    );
    return { status: reply.status, body: (await reply.json()) as Answer };
  };
  const own = async () => (await (await dictionary.own.$get()).json()).terms;
  return { server, core, client, dataDir, dictionary, model, set, generate, own };
}

describe('44 terms of a language model', () => {
  it('44.1 nothing is asked by itself; a term is asked for once, and kept as one of one’s own', async () => {
    const { server, dictionary, generate, own } = await open();
    const find = async () =>
      (await (await dictionary.$get({ query: { q: 'wolkig', language: 'en' } })).json()).terms[0];
    await find();
    expect(server.asked).toEqual([]);
    const { status, body } = await generate('  wolkig ');
    expect(status).toBe(200);
    expect(body.term).toMatchObject({
      term: 'wolkig',
      meaning: 'As if through clouds',
      origin: 'generated',
      model: 'small',
      quality: 100,
      explainedIn: 'en',
      sourceLanguage: 'de',
      type: 'technique',
      ipa: 'ˈvɔlkɪç',
    });
    const [asked] = server.asked;
    expect(asked?.authorization).toBe(`Bearer ${KEY}`);
    expect(asked?.body).toMatchObject({ model: 'small', response_format: { type: 'json_schema' } });
    expect(await find()).toMatchObject({ term: 'wolkig', isOwn: true, isGenerated: true, kind: 'exact' });
    const id = (await own())[0]?.id ?? '';
    const page = await (await dictionary[':id'].$get({ param: { id } })).json();
    expect(page).toMatchObject({
      generated: { model: 'small', quality: 100, isEdited: false },
      explainedIn: 'en',
      etymology: 'From German Wolke, cloud.',
      ipa: 'ˈvɔlkɪç',
    });
    const again = await Promise.all([generate('Wolkig'), generate('wolkig')]);
    expect(again.map(({ body }) => body.term?.id)).toEqual([id, id]);
    expect(server.asked).toHaveLength(1);
    expect(await own()).toHaveLength(1);
  });

  it('44.1 two that ask for one word at once ask once', async () => {
    const { server, generate, own } = await open();
    await Promise.all([generate('wolkig'), generate('wolkig')]);
    expect(server.asked).toHaveLength(1);
    expect(await own()).toHaveLength(1);
  });

  it('44.1 what the dictionary has is not asked for, nor what is no word', async () => {
    const { server, generate } = await open();
    expect((await generate('Allegro')).status).toBe(409);
    expect((await generate('?!')).status).toBe(400);
    expect(server.asked).toEqual([]);
  });

  it('44.3 what does not fit is asked for twice more, with the reason', async () => {
    const { server, generate } = await open();
    server.says(
      'Well, it is soft.',
      goodAnswer({ detailed: 'Too short.' }),
      `<think>{</think>\`\`\`json\n${goodAnswer()}\n\`\`\``,
    );
    expect((await generate('wolkig')).status).toBe(200);
    expect(server.asked).toHaveLength(3);
    const last = server.asked[2]?.body.messages ?? [];
    expect(last.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ]);
    expect(last[3]?.content).toContain('no JSON object');
    expect(last[5]?.content).toContain('definition.detailed');
  });

  it.each([
    ['garbage', ['garbage'], 'model-unusable', 3],
    ['JSON that does not fit', [goodAnswer({ concise: '' })], 'model-unusable', 3],
    ['another protocol', [{ status: 200, body: '<html></html>' }], 'model-unusable', 1],
    [
      'an error',
      [{ status: 500, body: `{"error":{"message":"out of memory, ${KEY}"}}` }],
      'model-refused',
      1,
    ],
    ['another address', [{ status: 302, body: '' }], 'model-refused', 1],
  ] as const)('44.4 %s is a problem of its own, and nothing is kept', async (_name, sayings, code, times) => {
    const { server, generate, own } = await open();
    server.says(...sayings);
    const { body } = await generate('wolkig');
    expect(body.code).toBe(code);
    expect(JSON.stringify(body)).not.toContain(KEY);
    expect(server.asked).toHaveLength(times);
    expect(await own()).toEqual([]);
  });

  it('44.4 no model, none of that name, none that answers: each says so', async () => {
    const { server, generate, own, set, model, dictionary } = await open();
    await set('huge');
    const { body } = await generate('wolkig');
    expect(body).toMatchObject({
      code: 'model-refused',
      detail: expect.stringContaining('"huge" not found'),
    });
    await set('small');
    await server.close();
    expect((await generate('wolkig')).body.code).toBe('model-unreachable');
    await model.$delete();
    expect((await generate('wolkig')).body.code).toBe('model-not-set');
    expect(await own()).toEqual([]);
    const { terms } = await (await dictionary.$get({ query: { q: 'wolkig' } })).json();
    expect(terms.filter(({ isOwn }) => isOwn)).toEqual([]);
  });

  it('44.4 one that is too slow is not waited for', async () => {
    const { server, generate, own } = await open({ languageModelTimeoutMs: 50 });
    server.says('silence');
    expect((await generate('wolkig')).body.code).toBe('model-too-slow');
    expect(await own()).toEqual([]);
  });

  it('44.4 closing gives up what is being asked', async () => {
    const { core, server, generate } = await open();
    server.says('silence');
    const asked = generate('wolkig');
    await expect.poll(() => server.asked.length, PATIENCE).toBe(1);
    await core.close();
    await server.givenUp();
    expect((await asked).body.code).toBe('model-unreachable');
  });

  it('44.4 a question that is given up ends, and nothing is kept', async () => {
    const { server, generate, own } = await open();
    server.says('silence');
    const abort = new AbortController();
    const asked = generate('wolkig', abort.signal).catch(() => undefined);
    await expect.poll(() => server.asked.length, PATIENCE).toBe(1);
    abort.abort();
    await server.givenUp();
    await asked;
    expect(await own()).toEqual([]);
    server.says(goodAnswer());
    expect((await generate('wolkig')).status).toBe(200);
  });

  it('44.5 that it is no musical term is believed, and asked once', async () => {
    const { server, generate, own } = await open();
    server.says('{"is_musical_term": false}');
    expect(await generate('bicycle')).toEqual({ status: 200, body: { term: null } });
    expect(await generate('Bicycle')).toEqual({ status: 200, body: { term: null } });
    expect(server.asked).toHaveLength(1);
    expect(await own()).toEqual([]);
  });

  it('44.6 an edit makes it one’s own, and says still who wrote it first', async () => {
    const { generate, dictionary } = await open();
    const id = (await generate('wolkig')).body.term?.id ?? '';
    const edited = await dictionary.own[':id'].$patch({ param: { id }, json: { example: 'Mahler' } });
    expect(await edited.json()).toMatchObject({ origin: 'own', model: 'small', example: 'Mahler' });
    const page = await (await dictionary[':id'].$get({ param: { id } })).json();
    expect(page.generated).toEqual({ model: 'small', quality: 100, isEdited: true });
    const forged = { origin: 'generated', model: 'x', quality: 1 };
    const made = await dictionary.own.$post({ json: { term: 'neblig', ...forged } as never });
    expect(await made.json()).toMatchObject({ origin: 'own', model: null, quality: null });
  });

  it('44.6 one in the trash is asked for anew', async () => {
    const { server, generate, dictionary, own } = await open();
    const id = (await generate('wolkig')).body.term?.id ?? '';
    expect((await dictionary.own[':id'].$delete({ param: { id } })).status).toBe(204);
    await generate('wolkig');
    expect(server.asked).toHaveLength(2);
    expect(await own()).toHaveLength(1);
  });
});

describe('45 the language model’s setting', () => {
  it('45.1 the key is kept for its owner alone and never told; another address has none of it', async () => {
    const { core, model, server, dataDir } = await open();
    const setting = { address: server.address, model: 'small', hasKey: true };
    expect(await (await model.$get()).json()).toEqual({ setting });
    await model.$put({ json: { address: server.address, model: 'large' } });
    expect(await (await model.$get()).json()).toEqual({ setting: { ...setting, model: 'large' } });
    const file = join(dataDir, 'language-model.json');
    expect(await readFile(file, 'utf8')).toContain(KEY);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    const exported = await core.fetch(new Request('http://mirubato/api/export/records'));
    expect(await exported.text()).not.toContain(KEY);
    const moved = await model.$put({ json: { address: 'http://localhost:1', model: 'small' } });
    expect(await moved.json()).toEqual({
      setting: { address: 'http://localhost:1/v1', model: 'small', hasKey: false },
    });
    expect((await model.$delete()).status).toBe(204);
    expect(await (await model.$get()).json()).toEqual({ setting: null });
  });

  it('45.2 an address elsewhere is refused by every route', async () => {
    const { model } = await open({ isSetUp: false });
    const address = 'http://192.168.1.2:11434/v1';
    for (const reply of [
      await model.$put({ json: { address, model: 'small' } }),
      await model.models.$post({ json: { address } }),
      await model.test.$post({ json: { address, model: 'small' } }),
    ])
      expect(await reply.json()).toMatchObject({ code: 'model-not-local' });
    expect(await (await model.$get()).json()).toEqual({ setting: null });
  });

  it('45.2 no redirect is followed', async () => {
    const { model, server } = await open({ isSetUp: false });
    const elsewhere = createServer((_request, response) =>
      response.writeHead(307, { location: `${server.address}/models` }).end(),
    );
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void elsewhere.close());
    const address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/v1`;
    expect(await (await model.models.$post({ json: { address } })).json()).toMatchObject({
      code: 'model-refused',
    });
  });

  it('45.3 models are listed and one is tried before it is kept', async () => {
    const { model, server, own } = await open({ isSetUp: false });
    const { address } = server;
    const listed = await model.models.$post({ json: { address: address.replace('127.0.0.1', 'localhost') } });
    expect(await listed.json()).toEqual({ models: ['large', 'small'] });
    const tried = await model.test.$post({ json: { address, model: 'large', key: KEY } });
    expect(await tried.json()).toEqual({ meaning: 'As if through clouds', quality: 100 });
    expect(server.asked[0]).toMatchObject({ authorization: `Bearer ${KEY}`, body: { model: 'large' } });
    expect(await (await model.$get()).json()).toEqual({ setting: null });
    expect(await own()).toEqual([]);
  });
});
