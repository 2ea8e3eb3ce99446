import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chosenChanges, type TablePreview } from '@mirubato/domain/exchange';
import type { Score } from '@mirubato/domain/scores';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { importPaths } from '../import/import-paths.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';

const TWO_PAGES = new URL('../import/fixtures/two-pages.pdf', import.meta.url);
const WORDS_ONLY = new URL('../import/fixtures/words-only.pdf', import.meta.url);

/** A library with `first.pdf` and `second.pdf`. */
async function openLibrary() {
  const opened = await openTestCore();
  const { client } = opened;
  const folder = await temporaryFolder();
  await copyFile(TWO_PAGES, join(folder, 'first.pdf'));
  await copyFile(WORDS_ONLY, join(folder, 'second.pdf'));
  await importPaths(client, [folder]);
  const { items } = await (await client.api.scores.$get({ query: {} })).json();
  const scoreNamed = (fileName: string) => items.find((score) => score.fileName === fileName) as Score;
  return { ...opened, first: scoreNamed('first.pdf'), second: scoreNamed('second.pdf') };
}

async function preview(client: Client, csv: string): Promise<TablePreview> {
  const response = await client.api.scores.table.$post({}, { init: { body: csv } });
  expect(response.status).toBe(200);
  return (await response.json()) as TablePreview;
}

async function scoreOf(client: Client, id: string): Promise<Score> {
  return (await (await client.api.scores[':id'].$get({ param: { id } })).json()).score as Score;
}

describe('the table of scores', () => {
  it.each(['plain', 'forscore', 'mobilesheets'] as const)(
    '13.1 comes back from %s without a change',
    async (format) => {
      const { client, first } = await openLibrary();
      await client.api.scores[':id'].$patch({
        param: { id: first.id },
        json: { title: '=Sonata; "grand", in F', notes: 'one\ntwo', tags: ['a, b', 'c; d'], keyFifths: -1 },
      });
      const response = await client.api.scores.table.$get({ query: { format } });
      expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
      const { rows, format: known } = await preview(client, bytes.toString());
      expect(known).toBe(format);
      expect(rows.map(({ kind }) => kind)).toEqual(['same', 'same']);
    },
  );

  it('has the scores asked for, and none of the trash', async () => {
    const { client, first, second } = await openLibrary();
    const tableOf = async (ids?: string) =>
      (await (await client.api.scores.table.$get({ query: { ...(ids && { ids }) } })).text()).split('\r\n');
    expect((await tableOf(second.id)).filter((line) => line.includes('.pdf'))).toHaveLength(1);
    await client.api.scores[':id'].$delete({ param: { id: first.id } });
    expect((await tableOf()).filter((line) => line.includes('.pdf'))).toHaveLength(1);
    expect((await client.api.scores.table.$get({ query: { format: 'other' as never } })).status).toBe(400);
  });

  it('13.3 13.5 changes what is chosen in one edit, and takes it back', async () => {
    const { client, first, second } = await openLibrary();
    const csv = 'Filename,Composers,Tags,Title\nfirst.pdf,Anna Bon,recital,First\nsecond.pdf,Max Reger,,\n';
    const told = await preview(client, csv);
    expect(await scoreOf(client, first.id)).toEqual(expect.objectContaining({ title: first.title }));
    const changes = chosenChanges(told, () => true);
    const answer = await client.api.scores.table.changes.$post({ json: { changes } });
    const { kept } = await answer.json();
    const byPerson = { confidence: 1, source: 'person', page: null, box: null };
    expect(await scoreOf(client, first.id)).toMatchObject({
      composer: 'Anna Bon',
      tags: ['recital'],
      evidence: { composer: byPerson },
    });
    expect(await scoreOf(client, second.id)).toMatchObject({ composer: 'Max Reger' });
    const back = await client.api.scores.table.changes.$put({ json: { kept } as never });
    expect(back.status).toBe(204);
    for (const before of [first, second]) {
      const { updatedAt: _at, ...same } = await scoreOf(client, before.id);
      const { updatedAt: _before, ...expected } = before;
      expect(same).toEqual(expected);
    }
  });

  it('13.4 13.5 changes nothing of it when a score is not as it was', async () => {
    const { client, first, second } = await openLibrary();
    const changes = [
      { scoreId: first.id, before: { tags: [] }, after: { tags: ['new'] } },
      { scoreId: second.id, before: { composer: 'Somebody else' }, after: { composer: 'Anna Bon' } },
    ];
    const refused = await client.api.scores.table.changes.$post({ json: { changes } as never });
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'conflict' }]);
    expect(await scoreOf(client, first.id)).toMatchObject({ tags: [] });
    const unknown = [{ scoreId: 'score_none', before: {}, after: { tags: ['new'] } }];
    const missing = await client.api.scores.table.changes.$post({ json: { changes: unknown } as never });
    expect(missing.status).toBe(404);
    const invalid = [{ scoreId: first.id, before: { keyFifths: null }, after: { keyFifths: 9 } }];
    const wrong = await client.api.scores.table.changes.$post({ json: { changes: invalid } as never });
    expect(wrong.status).toBe(400);
  });

  it('13.6 tells a table that is none', async () => {
    const { client } = await openTestCore();
    for (const [body, status, code] of [
      ['', 422, 'file-empty'],
      ['a,b\n1,2', 422, 'table-without-header'],
      ['Title\n"open', 422, 'table-malformed'],
    ] as const) {
      const response = await client.api.scores.table.$post({}, { init: { body } });
      expect([response.status, await response.json()]).toMatchObject([status, { code }]);
    }
  });
});
