import { readFile } from 'node:fs/promises';
import { type ImportJob, isOpen } from '@mirubato/domain/import';
import { describe, expect, it } from 'vitest';
import { type CoreEvent, openEvents } from '../../src/client/client.ts';
import { pictureOf } from '../import/page-pictures.ts';
import { entryInput, openTestCore, temporaryFolder } from '../temporary.ts';
import { type Send, transports } from './transports.ts';

const TWO_PAGES = new URL('../import/fixtures/two-pages.pdf', import.meta.url);

const json = (body: unknown, method = 'POST'): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});

describe.each(Object.entries(transports))('the interface, %s', (_name, open) => {
  async function openSend(): Promise<{ send: Send }> {
    const { core } = await openTestCore();
    return { send: await open(core) };
  }

  it('5.1 creates, reads, changes, trashes and restores an entry', async () => {
    const { send } = await openSend();
    const created = await send(
      '/api/logbook/entries',
      json(entryInput({ id: 'e1', notes: 'langsam üben ♯' })),
    );
    expect(created.status).toBe(201);
    expect(await created.json()).toMatchObject({
      id: 'e1',
      localDate: '2026-03-01',
      notes: 'langsam üben ♯',
    });
    const changed = await send('/api/logbook/entries/e1', json({ mood: 'proud' }, 'PATCH'));
    expect(await changed.json()).toMatchObject({ mood: 'proud', duration: 30 });
    const trashed = await send('/api/logbook/entries/e1', { method: 'DELETE' });
    expect([trashed.status, await trashed.text()]).toEqual([204, '']);
    expect(await (await send('/api/logbook/entries')).json()).toEqual({ entries: [], nextCursor: null });
    const refused = await send('/api/logbook/entries/e1', json({ mood: 'excited' }, 'PATCH'));
    expect(refused.status).toBe(409);
    expect(await (await send('/api/trash')).json()).toMatchObject({
      items: [{ collection: 'entries', id: 'e1' }],
    });
    const restored = await send('/api/logbook/entries/e1/restore', { method: 'POST' });
    expect(await restored.json()).toMatchObject({ deletedAt: null, mood: 'proud' });
  });

  it('5.2 a repeated create with the same id is one entry', async () => {
    const { send } = await openSend();
    for (let time = 0; time < 3; time += 1)
      await send('/api/logbook/entries', json(entryInput({ id: 'e1' })));
    const { entries } = (await (await send('/api/logbook/entries')).json()) as { entries: unknown[] };
    expect(entries).toHaveLength(1);
  });

  it('5.3 answers what is wrong as problem details with the fields', async () => {
    const { send } = await openSend();
    const bad = await send('/api/logbook/entries', json(entryInput({ duration: 0, zone: 'Nowhere/Here' })));
    expect(bad.status).toBe(400);
    expect(bad.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await bad.json()) as { fields: object };
    expect(Object.keys(problem.fields).sort()).toEqual(['duration', 'zone']);
    expect((await send('/api/logbook/entries', { ...json(''), body: '{"broken' })).status).toBe(400);
    expect((await send('/api/logbook/entries?cursor=nonsense')).status).toBe(400);
    expect((await send('/api/logbook/entries/none')).status).toBe(404);
    expect((await send('/api/none')).status).toBe(404);
  });

  it('5.4 pages through entries without gap or repeat, newest day first', async () => {
    const { send } = await openSend();
    const ids = Array.from({ length: 25 }, (_, number) => `e${number}`);
    await Promise.all(
      ids.map((id, number) => {
        const day = String(1 + (number % 7)).padStart(2, '0');
        return send(
          '/api/logbook/entries',
          json(entryInput({ id, timestamp: `2026-03-${day}T18:00:00.000Z` })),
        );
      }),
    );
    const seen: { id: string; localDate: string }[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const page = (await (await send(`/api/logbook/entries?limit=4${query}`)).json()) as {
        entries: typeof seen;
        nextCursor: string | null;
      };
      seen.push(...page.entries);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen.map(({ id }) => id).sort()).toEqual(ids.sort());
    const days = seen.map(({ localDate }) => localDate);
    expect(days).toEqual([...days].sort().reverse());
  });

  it('5.5 takes a PDF in and serves it whole and in ranges', async () => {
    const { send } = await openSend();
    const content = await readFile(TWO_PAGES);
    const upload = await send('/api/imports/files?name=two%20pages.pdf', {
      method: 'POST',
      body: content,
      headers: { 'content-type': 'application/pdf' },
    });
    expect(upload.status).toBe(202);
    const { job } = (await upload.json()) as { job: { id: string } };
    const ended = () =>
      send(`/api/imports/${job.id}`).then((response) => response.json() as Promise<ImportJob>);
    await expect.poll(async () => isOpen((await ended()).status), { timeout: 30_000 }).toBe(false);
    const { scoreId } = await ended();
    const whole = await send(`/api/scores/${scoreId}/file`);
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
    expect(Buffer.from(await whole.arrayBuffer()).equals(content)).toBe(true);
    const part = await send(`/api/scores/${scoreId}/file`, { headers: { Range: 'bytes=10-19' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 10-19/${content.length}`]);
    expect(Buffer.from(await part.arrayBuffer()).equals(content.subarray(10, 20))).toBe(true);
    const beyond = await send(`/api/scores/${scoreId}/file`, {
      headers: { Range: `bytes=${content.length}-` },
    });
    expect(beyond.status).toBe(416);
    const picture = await send(`/api/scores/${scoreId}/thumbnail`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp']);
  });

  it('5.9 takes pictures in, shows them, and makes one score of them', async () => {
    const { send } = await openSend();
    const ids: string[] = [];
    for (const kind of ['png', 'jpeg'] as const) {
      const body = new Uint8Array(await pictureOf(kind));
      const sent = await send(`/api/imports/pictures/files?name=a.${kind}`, { method: 'POST', body });
      expect(sent.status).toBe(201);
      const { picture } = (await sent.json()) as { picture: { id: string } };
      ids.push(picture.id);
    }
    const preview = await send(`/api/imports/pictures/${ids[0]}/preview?side=40`);
    expect([preview.status, preview.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const bad = await send('/api/imports/pictures', json({ pages: [{ pictureId: ids[0], rotation: 45 }] }));
    expect([bad.status, await bad.json()]).toMatchObject([400, { code: 'invalid-input' }]);
    const pages = ids.map((pictureId) => ({ pictureId }));
    const made = await send('/api/imports/pictures', json({ pages, title: 'Elegy' }));
    expect(made.status).toBe(202);
    const { job } = (await made.json()) as { job: { id: string } };
    const ended = () =>
      send(`/api/imports/${job.id}`).then((response) => response.json() as Promise<ImportJob>);
    await expect.poll(async () => isOpen((await ended()).status), { timeout: 30_000 }).toBe(false);
    expect(await ended()).toMatchObject({ title: 'Elegy', problem: null });
    expect((await send('/api/imports/pictures', json({ pages }))).status).toBe(404);
    const unused = await send(`/api/imports/pictures/${ids[0]}`, { method: 'DELETE' });
    expect(unused.status).toBe(404);
  });

  it('5.6 tells what changed on one stream, and again what was missed', async () => {
    const { send } = await openSend();
    const seen: CoreEvent[] = [];
    const controller = new AbortController();
    let isConnected: () => void = () => undefined;
    const connected = new Promise<void>((resolve) => {
      isConnected = resolve;
    });
    let cuts = 0;
    const first = new AbortController();
    const following = openEvents(
      {
        baseUrl: '',
        // The first stream is cut after its first event; the client must open another one by itself.
        fetch: ((input: string, init: RequestInit) => {
          const signal = cuts === 0 ? AbortSignal.any([first.signal, controller.signal]) : controller.signal;
          cuts += 1;
          return send(input, { ...init, signal });
        }) as typeof fetch,
        signal: controller.signal,
        onState: (state) => state && isConnected(),
      },
      (event) => {
        seen.push(event);
      },
    );
    await connected;
    await send('/api/logbook/entries', json(entryInput({ id: 'one' })));
    await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(1);
    first.abort();
    await send('/api/logbook/entries', json(entryInput({ id: 'two' })));
    await expect.poll(() => seen.length, { timeout: 20_000 }).toBe(2);
    controller.abort();
    await following;
    expect(seen).toEqual([
      { type: 'changed', collections: ['entries'], ids: { entries: ['one'] } },
      { type: 'changed', collections: ['entries'], ids: { entries: ['two'] } },
    ]);
    expect(cuts).toBe(2);
  });

  it('5.7 watches a folder, looks at it and ends watching', async () => {
    const { send } = await openSend();
    const seen = new Set<string>();
    const controller = new AbortController();
    const following = openEvents(
      { baseUrl: '', fetch: send as typeof fetch, signal: controller.signal },
      (event) => {
        if (event.type === 'changed') for (const name of event.collections) seen.add(name);
      },
    );
    const path = await temporaryFolder();
    const added = await send('/api/watched-folders', json({ path, mode: 'copy' }));
    expect(added.status).toBe(201);
    const { id } = (await added.json()) as { id: string };
    expect((await send('/api/watched-folders', json({ path }))).status).toBe(409);
    expect((await send('/api/watched-folders', json({ path: '' }))).status).toBe(400);
    expect((await send(`/api/watched-folders/${id}/look`, { method: 'POST' })).status).toBe(202);
    const folders = async () => (await (await send('/api/watched-folders')).json()) as { folders: object[] };
    await expect
      .poll(folders, { timeout: 20_000 })
      .toMatchObject({ folders: [{ id, path, mode: 'copy', state: 'watching', pdfCount: 0 }] });
    const removed = await send(`/api/watched-folders/${id}`, { method: 'DELETE' });
    expect([removed.status, await removed.text()]).toEqual([204, '']);
    expect(await folders()).toEqual({ folders: [] });
    expect((await send(`/api/watched-folders/${id}/look`, { method: 'POST' })).status).toBe(404);
    expect((await send(`/api/watched-folders/${id}/restore`, { method: 'POST' })).status).toBe(200);
    expect(await folders()).toMatchObject({ folders: [{ id, path, mode: 'copy' }] });
    await expect.poll(() => seen.has('watchedFolders'), { timeout: 20_000 }).toBe(true);
    controller.abort();
    await following;
  });

  it('5.8 gives a table of scores as text and takes one as a body', async () => {
    const { send } = await openSend();
    const table = await send('/api/scores/table?format=forscore');
    expect([table.status, table.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(await table.text()).toMatch(/^Filename,Title,Start Page \(Bookmark\),.*,keysf,keymi\r\n$/);
    const read = await send('/api/scores/table', {
      method: 'POST',
      body: 'Title,Composer\nFür Elise,Beethoven\n',
    });
    expect(await read.json()).toMatchObject({
      format: 'plain',
      rows: [{ kind: 'unmatched', named: { title: 'Für Elise', composer: 'Beethoven' } }],
    });
    const wrong = await send('/api/scores/table', { method: 'POST', body: 'Title\n"open' });
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([422, 'application/problem+json']);
    expect((await send('/api/scores/table/changes', json({ changes: [] }))).status).toBe(400);
    expect((await send('/api/scores/table/changes', json({ kept: [] }, 'PUT'))).status).toBe(400);
  });
});
