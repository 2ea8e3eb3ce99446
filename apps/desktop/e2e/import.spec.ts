import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { test as base, expect, testOfProcess as ofProcess } from './mirubato.ts';
import { chooseFiles, damagedPdf, scorePdf } from './score-pdf.ts';

const lantern = scorePdf({ title: 'Lantern Walk', composer: 'Fanny Hensel', pages: ['Over the hill'] });
const barcarolle = scorePdf({ title: 'Barcarolle', composer: 'Max Reger', pages: ['Row gently'] });

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what is needed
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mirubato-e2e-folder-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

test('good and bad files come in together, and each bad one says why', async ({ page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/import`);
  await expect(page.getByRole('heading', { name: 'Bring in your scores' })).toBeVisible();
  await chooseFiles(page, [
    { name: 'lantern.pdf', buffer: lantern },
    { name: 'barcarolle.pdf', buffer: barcarolle },
    { name: 'broken.pdf', buffer: damagedPdf() },
    { name: 'letter.pdf', buffer: Buffer.from('I am a letter to my teacher.') },
    { name: 'empty.pdf', buffer: Buffer.alloc(0) },
  ]);
  await expect(rowOf(page, 'broken.pdf')).toContainText('Failed');
  await expect(rowOf(page, 'broken.pdf')).toContainText('The PDF is damaged.');
  await expect(rowOf(page, 'letter.pdf')).toContainText('This is not a PDF, whatever its name says.');
  await expect(rowOf(page, 'empty.pdf')).toContainText('The file is empty.');
  await expect(rowOf(page, 'lantern.pdf')).toContainText('Lantern Walk – Fanny Hensel');
  await expect(rowOf(page, 'barcarolle.pdf')).toContainText('Barcarolle – Max Reger');
  await expect(progressOf(page)).toBeHidden();

  await chooseFiles(page, [{ name: 'the same again.pdf', buffer: lantern }]);
  await expect(rowOf(page, 'the same again.pdf')).toContainText('Already there');
  await expect(page.getByRole('radio', { name: 'All 6' })).toBeChecked();
  await page.getByText('Failed 3').click();
  await expect(rowsOf(page)).toHaveCount(3);
  await expect(rowOf(page, 'lantern.pdf')).toHaveCount(0);

  await page.getByRole('button', { name: 'Clear finished' }).click();
  await expect(page.getByRole('heading', { name: 'Bring in your scores' })).toBeVisible();
  await page.goto(`${mirubato.url}/#/scores`);
  await expect(page.getByRole('status').filter({ hasText: '2 scores' })).toBeVisible();
});

test('an imported score opens from its row', async ({ page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/import`);
  await chooseFiles(page, [{ name: 'lantern.pdf', buffer: lantern }]);
  await page.getByRole('link', { name: 'Open Lantern Walk' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Lantern Walk' })).toBeVisible();
});

test('a MusicXML file completes the PDF of its name, and says when there is none', async ({
  page,
  mirubato,
}) => {
  await page.goto(`${mirubato.url}/#/import`);
  await chooseFiles(page, [
    { name: 'lantern.musicxml', buffer: musicXml('Lantern Walk') },
    { name: 'lantern.pdf', buffer: lantern },
    { name: 'alone.musicxml', buffer: musicXml('Alone') },
    { name: 'letter.xml', buffer: Buffer.from('<letter/>') },
  ]);
  await expect(rowOf(page, 'lantern.musicxml')).toContainText('Lantern Walk – Fanny Hensel');
  await expect(rowOf(page, 'alone.musicxml')).toContainText('No score has this name, or several have.');
  await expect(rowOf(page, 'letter.xml')).toContainText(
    'This is no file of MusicXML, ABC or MIDI, or it is damaged.',
  );
  const { items } = (await mirubato.ask('GET', '/scores')) as { items: object[] };
  expect(items).toMatchObject([{ title: 'Lantern Walk', instrument: 'Flute', keyFifths: 2, tempo: 'Lento' }]);
});

test('waiting files are counted, cancelled one by one or all, and tried again', async ({
  page,
  mirubato,
  folder,
}) => {
  await writeFile(join(folder, 'barcarolle.pdf'), barcarolle);
  await writeFile(join(folder, 'lantern.pdf'), lantern);
  await mirubato.ask('POST', '/imports/pause');
  await mirubato.ask('POST', '/imports', { paths: [folder], mode: 'copy' });
  await page.goto(`${mirubato.url}/#/import`);
  const progress = progressOf(page);
  await expect(progress).toContainText('Import paused');
  await expect(progress).toContainText('0 of 2 files');
  await expect(rowOf(page, 'lantern.pdf')).toContainText('Waiting');
  await page.getByRole('button', { name: 'Cancel lantern.pdf' }).click();
  await expect(rowOf(page, 'lantern.pdf')).toContainText('Cancelled');
  await expect(progress).toContainText('1 of 2 files');
  await expect(progress.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '50');

  await progress.getByRole('button', { name: 'Resume' }).click();
  await expect(rowOf(page, 'barcarolle.pdf')).toContainText('Barcarolle – Max Reger');
  await expect(progress).toBeHidden();
  await page.getByRole('button', { name: 'Try again: lantern.pdf' }).click();
  await expect(rowOf(page, 'lantern.pdf')).toContainText('Lantern Walk – Fanny Hensel');

  await mirubato.ask('POST', '/imports/pause');
  await chooseFiles(page, variants(3));
  await expect(rowsOf(page).filter({ hasText: 'Waiting' })).toHaveCount(3);
  await expect(progress).toContainText('2 of 5 files');
  await progress.getByRole('button', { name: 'Cancel all' }).click();
  await expect(progress).toBeHidden();
  await expect(rowsOf(page).filter({ hasText: 'Cancelled' })).toHaveCount(3);

  await mirubato.ask('POST', '/imports/resume');
  await page.getByRole('button', { name: 'Try again: variant-0.pdf' }).click();
  await expect(rowOf(page, 'variant-0.pdf')).toContainText('Wanderer 0');
  await expect(rowsOf(page).filter({ hasText: 'Cancelled' })).toHaveCount(2);
});

ofProcess('what was left over goes on by itself after a restart', async ({ page, mirubato }) => {
  const count = 8;
  await mirubato.ask('POST', '/imports/pause');
  await page.goto(`${mirubato.url}/#/import`);
  await chooseFiles(page, variants(count));
  await expect(rowsOf(page).filter({ hasText: 'Waiting' })).toHaveCount(count);
  await expect(page.getByRole('list', { name: 'Files on their way' })).toHaveCount(0);

  await mirubato.kill();
  await mirubato.start();
  await page.goto(`${mirubato.url}/#token=${mirubato.token}`);
  await page.getByRole('link', { name: 'Import' }).click();
  await expect(rowsOf(page).filter({ hasText: 'Wanderer' })).toHaveCount(count);
  await expect(progressOf(page)).toBeHidden();
});

test('files dropped on another screen are imported, and the notice leads to them', async ({
  page,
  mirubato,
}) => {
  await page.goto(`${mirubato.url}/#/scores`);
  await expect(page.getByRole('heading', { name: 'Your scores will be here' })).toBeVisible();
  const dropped = await page.evaluateHandle((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'dropped.pdf', { type: 'application/pdf' }));
    return data;
  }, lantern.toString('base64'));
  await page.dispatchEvent('body', 'dragenter', { dataTransfer: dropped });
  await expect(page.getByText('Drop to import')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await expect(page.getByText('Drop to import')).toBeHidden();
  await page.getByRole('button', { name: 'Import has begun. Show' }).click();
  await expect(rowOf(page, 'dropped.pdf')).toContainText('Lantern Walk');
});

test('a folder is imported by its path and its files stay where they are', async ({
  page,
  mirubato,
  folder,
}) => {
  await writeFile(join(folder, 'lantern.pdf'), lantern);
  await writeFile(join(folder, 'notes.txt'), 'Not a score.');
  await page.goto(`${mirubato.url}/#/import`);
  await page.getByText('Import by path, or leave files in place').click();
  const inPlace = page.getByRole('radio', { name: 'Leave in place' });
  await inPlace.click();
  await expect(inPlace).toBeChecked();
  await page.getByRole('textbox', { name: 'File or folder on this computer' }).fill(folder);
  await page.keyboard.press('Enter');
  await expect(rowOf(page, 'lantern.pdf')).toContainText('Lantern Walk');
  await expect(rowsOf(page)).toHaveCount(1);

  await rm(join(folder, 'lantern.pdf'));
  await page.getByRole('link', { name: 'Open Lantern Walk' }).click();
  await expect(page.getByRole('heading', { name: 'The PDF is not on this computer' })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`the import is accessible in ${theme}`, async ({ page, mirubato }) => {
    await mirubato.ask('PATCH', '/settings', { theme });
    await mirubato.ask('POST', '/imports/pause');
    await page.goto(`${mirubato.url}/#/import`);
    await expect(page.getByRole('heading', { name: 'Bring in your scores' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    await expectAccessible(page, 'nothing imported yet');
    await chooseFiles(page, [
      { name: 'lantern.pdf', buffer: lantern },
      { name: 'lantern again.pdf', buffer: lantern },
      { name: 'broken.pdf', buffer: damagedPdf() },
      { name: 'barcarolle.pdf', buffer: barcarolle },
    ]);
    await expect(progressOf(page)).toContainText('0 of 4 files');
    await expect(rowsOf(page)).toHaveCount(4);
    await expectAccessible(page, 'while there is work');
    await page.getByRole('button', { name: 'Cancel barcarolle.pdf' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(progressOf(page)).toBeHidden();
    await expect(rowOf(page, 'broken.pdf')).toContainText('The PDF is damaged.');
    await page.getByText('Import by path, or leave files in place').click();
    await expectAccessible(page, 'when all has ended');
  });
}

function rowsOf(page: Page): Locator {
  return page.getByRole('list', { name: 'Imported files' }).getByRole('listitem');
}

function rowOf(page: Page, fileName: string): Locator {
  return rowsOf(page).filter({ hasText: fileName });
}

function progressOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Progress' });
}

/** Scores of different bytes and titles. */
function variants(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    name: `variant-${index}.pdf`,
    buffer: scorePdf({ title: `Wanderer ${index}`, composer: 'Max Reger', pages: ['Far from home'] }),
  }));
}

function musicXml(title: string): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><score-partwise version="4.0">
    <work><work-title>${title}</work-title></work>
    <part-list><score-part id="P1"><part-name>Flute</part-name></score-part></part-list>
    <part id="P1"><measure number="1"><attributes><key><fifths>2</fifths></key></attributes>
    <direction><direction-type><words>Lento</words></direction-type></direction></measure></part></score-partwise>`);
}
