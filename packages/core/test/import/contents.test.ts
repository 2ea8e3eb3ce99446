import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';
import { bookPdf, littleAlbum as pages } from './book-pdf.ts';
import { importPaths } from './import-paths.ts';

it('7.51 the pieces of a book are proposed from its printed page of contents', async () => {
  const { client } = await openTestCore();
  const id = await imported(client, bookPdf(pages));
  const param = { id };
  const found = await (await client.api.scores[':id'].contents.$get({ param })).json();
  expect(found).toMatchObject({
    items: [],
    isChecked: false,
    proposed: {
      source: 'contents-page',
      items: [
        { title: 'Morning Prayer', firstPage: 3, lastPage: 4 },
        { title: 'Winter Morning', firstPage: 5, lastPage: 5 },
        { title: 'The Little Horseman', firstPage: 6, lastPage: 6 },
      ],
    },
  });
  const { score } = await (await client.api.scores[':id'].$get({ param })).json();
  expect(score).toMatchObject({ proposedPieces: 3, contentsCheckedAt: null });
});

it('7.51 the outline of a PDF goes before what is printed', async () => {
  const { client } = await openTestCore();
  const id = await imported(
    client,
    bookPdf(pages, [
      ['Cover', 1],
      ['Prayer', 3],
      ['Winter', 5],
    ]),
  );
  const found = await (await client.api.scores[':id'].contents.$get({ param: { id } })).json();
  expect(found.proposed).toMatchObject({
    source: 'outline',
    items: [
      { title: 'Prayer', firstPage: 3, lastPage: 4 },
      { title: 'Winter', firstPage: 5, lastPage: 6 },
    ],
  });
});

it('7.52 what a person says a book holds is kept, found, linked and taken back', async () => {
  const { client } = await openTestCore();
  const id = await imported(client, bookPdf(pages));
  const param = { id };
  const piece = await (
    await client.api.pieces.$post({ json: { title: 'Winter Morning', scoreIds: [id as never] } })
  ).json();
  const put = (items: object[], isChecked = true) =>
    client.api.scores[':id'].contents.$put({ param, json: { items, isChecked } as never });
  const saved = await (
    await put([
      { title: 'Winter Morning', composer: null, firstPage: 5, lastPage: 5, pieceId: piece.id },
      { title: 'Zaubergesang', composer: 'Somebody', firstPage: 3, lastPage: 4 },
    ])
  ).json();
  expect(saved).toMatchObject({
    isChecked: true,
    items: [{ title: 'Zaubergesang', firstPage: 3 }, { title: 'Winter Morning' }],
  });
  const places = (await (await client.api.pieces[':id'].$get({ param: { id: piece.id } })).json()).places;
  expect(places).toMatchObject([{ scoreId: id, firstPage: 5, lastPage: 5 }]);
  const searched = await (await client.api.scores.$get({ query: { q: 'zauberges' } })).json();
  expect(searched.items).toMatchObject([{ id, match: { page: 3, snippet: 'Zaubergesang' } }]);

  const [first, second] = 'items' in saved ? saved.items : [];
  await put([{ ...first, title: 'Morgengebet' }]);
  const changed = await (await client.api.scores[':id'].contents.$get({ param })).json();
  expect(changed.items).toMatchObject([{ id: first?.id, title: 'Morgengebet', composer: 'Somebody' }]);

  await put(
    [first, second].map((item) => ({ ...item })),
    false,
  );
  const back = await (await client.api.scores[':id'].contents.$get({ param })).json();
  expect(back).toMatchObject({
    isChecked: false,
    items: [
      { id: first?.id, title: 'Zaubergesang' },
      { id: second?.id, title: 'Winter Morning' },
    ],
  });
});

it('7.52 a page that the book has not, a foreign piece and a missing score are refused', async () => {
  const { client } = await openTestCore();
  const id = await imported(client, bookPdf(pages));
  const other = await imported(client, bookPdf(pages.slice(2)));
  const put = (param: { id: string }, items: object[]) =>
    client.api.scores[':id'].contents.$put({ param, json: { items } as never });
  const piece = { title: 'Prayer', firstPage: 1, lastPage: 2 };
  expect((await put({ id }, [{ ...piece, lastPage: 7 }])).status).toBe(400);
  expect((await put({ id }, [{ ...piece, firstPage: 3 }])).status).toBe(400);
  expect((await put({ id: 'score_none' }, [piece])).status).toBe(404);
  const saved = await (await put({ id }, [piece])).json();
  const mine = 'items' in saved ? saved.items[0] : undefined;
  expect((await put({ id: other }, [{ ...piece, id: mine?.id }])).status).toBe(409);
  const kept = await (await client.api.scores[':id'].contents.$get({ param: { id } })).json();
  expect(kept.items).toMatchObject([piece]);
});

async function imported(client: Client, pdf: Buffer): Promise<string> {
  const path = join(await temporaryFolder(), 'book.pdf');
  await writeFile(path, pdf);
  const jobs = await importPaths(client, [path]);
  return jobs.find(({ path: of }) => of === path)?.scoreId ?? '';
}
