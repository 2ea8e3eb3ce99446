import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { test as base, expect } from './mirubato.ts';
import { importScores, type SheetMusic, scoreIds } from './score-pdf.ts';
import { pressUndo } from './undo.ts';

const library: readonly SheetMusic[] = [
  { title: 'Arabesque', composer: 'Fanny Hensel', pages: ['With a gentle swing'] },
  { title: 'Barcarolle', composer: 'Max Reger', pages: ['Row gently'] },
  { title: 'Cradle Song', composer: 'Fanny Hensel', pages: ['Sleep now'] },
];

const table = [
  'Filename,Title,Composers,Tags,Key,Time,Shelf',
  'Arabesque.pdf,Arabesque in E,Clara Schumann,"recital; spring",E major,6/8,4',
  'Barcarolle.pdf,,Max Reger,,,quick,',
  'Cradle Song.pdf,,Fanny Hensel,,,,',
  'Zither.pdf,Zither Song,Nobody Known,,,,',
].join('\n');

const test = base.extend<{ scores: Page }>({
  scores: async ({ page, mirubato }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mirubato-e2e-tables-'));
    await importScores(mirubato, folder, library);
    const id = (await scoreIds(mirubato)).get('Arabesque');
    await mirubato.ask('PATCH', `/scores/${id}`, { composer: 'Fanny Hensel' });
    await page.goto(`${mirubato.url}/#/scores`);
    await expect(page.getByRole('status').filter({ hasText: '3 scores' })).toBeVisible();
    await use(page);
    await rm(folder, { recursive: true, force: true });
  },
});

test('the scores are saved as a table for another program', async ({ scores: page }) => {
  await openMenu(page, 'Export table …');
  const dialog = page.getByRole('dialog', { name: 'Export table' });
  await dialog.getByRole('radio', { name: 'forScore' }).check();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('scores-forscore.csv');
  const text = await readFile(await saved.path(), 'utf8');
  expect(text).toContain('Arabesque.pdf,Arabesque,,,Fanny Hensel');
  await expect(dialog).toBeHidden();
});

test('a table is looked at, chosen from, taken in and taken back', async ({ scores: page, mirubato }) => {
  await openMenu(page, 'Import table …');
  await chooseTable(page, table);
  await expect(page.getByRole('status').filter({ hasText: '4 rows' })).toContainText('1 score would change');
  const arabesque = page
    .getByRole('list', { name: 'Scores that would change' })
    .getByRole('listitem')
    .first();
  await expect(arabesque).toContainText('Fanny Hensel');
  await expect(arabesque).toContainText('checked by you');
  await expect(page.getByRole('checkbox', { name: 'Composer of Arabesque' })).not.toBeChecked();
  await expect(page.getByText('1 row matches no score')).toBeVisible();
  await expect(page.getByText('2 rows say what is known already.')).toBeVisible();
  await expect(page.getByText('A column that is not read: Shelf')).toBeVisible();

  await page.getByRole('checkbox', { name: 'Title of Arabesque' }).press('Space');
  await page.getByRole('button', { name: 'Change 1 score' }).press('Enter');
  await expect(page.getByText('1 score was changed from the table')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Scores', level: 1 })).toBeVisible();
  const id = (await scoreIds(mirubato)).get('Arabesque');
  const changed = (await mirubato.ask('GET', `/scores/${id}`)) as { score: object };
  expect(changed.score).toMatchObject({
    title: 'Arabesque',
    composer: 'Fanny Hensel',
    tags: ['recital', 'spring'],
    keyFifths: 4,
    timeSignature: '6/8',
  });
  await pressUndo(page);
  await expect
    .poll(async () => ((await mirubato.ask('GET', `/scores/${id}`)) as { score: object }).score)
    .toMatchObject({ tags: [], keyFifths: null });
});

test('a file that is no table says why, and another can be chosen', async ({ scores: page }) => {
  await openMenu(page, 'Import table …');
  await chooseTable(page, 'some,words\nand,more');
  await expect(page.getByText('The first line names no title and no file name')).toBeVisible();
  await chooseTable(page, 'Title\n"open', 'Choose another table');
  await expect(page.getByText('This table cannot be read')).toBeVisible();
  await expect(page.getByText('Look at row 2, counting the first line.')).toBeVisible();
  await chooseTable(page, 'Title,Composer\nArabesque,\n', 'Choose another table');
  await expect(page.getByRole('heading', { name: 'Nothing would change' })).toBeVisible();
});

for (const [theme, language] of [
  ['light', 'de'],
  ['dark', 'en'],
] as const) {
  test(`tables are accessible in ${theme}, in a narrow window too`, async ({ scores: page, mirubato }) => {
    await mirubato.ask('PATCH', '/settings', { theme, language });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    await page.setViewportSize({ width: 820, height: 1180 });
    const { menu, save, read, choose } = words[language];
    await openMenu(page, save, menu);
    await expect(page.getByRole('radio', { name: 'forScore' })).toBeVisible();
    await expectAccessible(page, 'export');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await openMenu(page, read, menu);
    await expect(page.getByRole('button', { name: choose })).toBeVisible();
    await expectAccessible(page, 'nothing chosen');
    await chooseTable(page, table, choose);
    await expect(page.getByRole('checkbox').first()).toBeVisible();
    await page.locator('summary').first().click();
    await expectAccessible(page, 'preview');
    const width = await page.evaluate(() => document.querySelector('#main')?.scrollWidth ?? 0);
    expect(width).toBeLessThanOrEqual(820);
  });
}

const words = {
  en: {
    menu: 'Tables for other programs',
    save: 'Export table …',
    read: 'Import table …',
    choose: 'Choose a table',
  },
  de: {
    menu: 'Tabellen für andere Programme',
    save: 'Tabelle ausgeben …',
    read: 'Tabelle einlesen …',
    choose: 'Tabelle wählen',
  },
} as const;

async function openMenu(page: Page, item: string, menu: string = words.en.menu): Promise<void> {
  await page.getByRole('button', { name: menu }).click();
  await page.getByRole('menuitem', { name: item }).press('Enter');
}

async function chooseTable(page: Page, content: string, name: string = words.en.choose): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name }).click();
  await (await chooser).setFiles({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
}
