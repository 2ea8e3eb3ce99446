/** Scans are made here of engraved pages, imported as any PDF is, and looked for. */
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isOpen } from '@mirubato/domain/import';
import type { Canvas } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import type { Client } from '../../src/client/client.ts';
import { openPdf } from '../../src/import/pdf-document.ts';
import { ageCanvas, pdfOfScans, pdfOfWords, printPage, scanCanvas } from '../import/scan.ts';
import { openTestCore, temporaryFolder } from '../temporary.ts';

const FIXTURES = join(import.meta.dirname, '../import/fixtures');
const DPI = 150;

it('7.27 a scan of the same engraving is found, with a cover as well; other pages are not', async () => {
  const { core, client, dataDir } = await openTestCore();
  const folder = await temporaryFolder();
  for (const name of ['two-pages', 'grand-staff', 'two-instruments', 'alto-clef', 'clarinet-and-piano'])
    await copyFile(join(FIXTURES, `${name}.pdf`), join(folder, `${name}.pdf`));
  const page = await print(await readFile(join(FIXTURES, 'two-pages.pdf')));
  const cover = await print(pdfOfWords([{ text: 'Album of Old Dances', sizePt: 28, x: 297, y: 300 }]));
  const aged = ageCanvas(page, {
    seed: 3,
    rotateDegrees: 0.5,
    blurPx: 0.6,
    grain: 8,
    speckle: 0.001,
    paper: 235,
  });
  await writeFile(join(folder, 'scan.pdf'), pdfOfScans([await scanCanvas(aged, DPI)]));
  // Half as large on its paper.
  await writeFile(
    join(folder, 'with-cover.pdf'),
    pdfOfScans([await scanCanvas(cover, DPI), await scanCanvas(page, DPI * 2)]),
  );
  await importFolder(client, folder);

  expect(await samePages(client, 'two-pages.pdf')).toEqual(['scan.pdf', 'with-cover.pdf']);
  expect(await samePages(client, 'scan.pdf')).toEqual(['two-pages.pdf', 'with-cover.pdf']);
  expect(await samePages(client, 'with-cover.pdf')).toEqual(['scan.pdf', 'two-pages.pdf']);
  for (const name of ['grand-staff.pdf', 'two-instruments.pdf', 'alto-clef.pdf', 'clarinet-and-piano.pdf'])
    expect(await samePages(client, name)).toEqual([]);

  // What was read is on disk: a database made anew knows it without the PDFs being read again.
  await core.close();
  await rm(join(dataDir, 'database'), { recursive: true });
  const again = await openTestCore({ dataDir });
  await again.client.api.doctor.$post({ json: {} });
  expect(await samePages(again.client, 'two-pages.pdf')).toEqual(['scan.pdf', 'with-cover.pdf']);
});

async function print(pdf: Uint8Array): Promise<Canvas> {
  const opened = await openPdf(new Uint8Array(pdf));
  if (!opened.ok) throw new Error(opened.problem.detail);
  const canvas = await printPage(opened.value.document, 1, DPI);
  await opened.value.end();
  return canvas;
}

async function importFolder(client: Client, folder: string): Promise<void> {
  await client.api.imports.$post({ json: { paths: [folder], mode: 'copy' } });
  const jobs = async () => (await (await client.api.imports.$get({ query: {} })).json()).jobs;
  await expect
    .poll(async () => (await jobs()).every(({ status }) => !isOpen(status)), { timeout: 150_000 })
    .toBe(true);
}

/** File names of the scores with nearly the same pages. */
async function samePages(client: Client, fileName: string): Promise<string[]> {
  const { items } = await (await client.api.scores.$get({ query: {} })).json();
  const id = items.find((score) => score.fileName === fileName)?.id ?? '';
  const { scores } = await (await client.api.scores[':id'].related.$get({ param: { id } })).json();
  return scores
    .filter(({ relation }) => relation === 'pages')
    .map(({ score }) => score.fileName)
    .sort();
}
