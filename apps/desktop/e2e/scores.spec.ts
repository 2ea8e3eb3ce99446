import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { test as base, expect } from './mirubato.ts';
import { importScores, type SheetMusic } from './score-pdf.ts';
import { pressUndo } from './undo.ts';

const library: readonly SheetMusic[] = [
  { title: 'Arabesque', composer: 'Fanny Hensel', pages: ['With a gentle swing'] },
  { title: 'Barcarolle', composer: 'Max Reger', pages: ['Row gently', 'The ferryman waits by the reeds'] },
  { title: 'Cradle Song', composer: 'Fanny Hensel', pages: ['Sleep now'] },
  { title: 'Dance of the Bees', composer: 'Amy Beach', pages: ['As fast as may be'] },
];

const test = base.extend<{ scores: Page }>({
  scores: async ({ page, mirubato }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mirubato-e2e-scores-'));
    await importScores(mirubato, folder, library);
    await page.goto(`${mirubato.url}/#/scores`);
    await expect(page.getByRole('status').filter({ hasText: '4 scores' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Arabesque' })).toBeFocused();
    await use(page);
    await rm(folder, { recursive: true, force: true });
  },
});

base('an empty library leads to the import', async ({ page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/scores`);
  await expect(page.getByRole('heading', { name: 'Your scores will be here' })).toBeVisible();
  await page.getByRole('link', { name: 'Import scores' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Bring in your scores' })).toBeVisible();
});

test('title, composer and the words on the pages are searched', async ({ scores: page }) => {
  const links = page.getByRole('grid', { name: 'Scores' }).getByRole('link');
  await expect(links).toHaveText(library.map(({ title }) => ending(title)));
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', { name: 'Search scores' });
  await expect(search).toBeFocused();
  await page.keyboard.type('cradle');
  await expect(links).toHaveText([ending('Cradle Song')]);
  await search.fill('hensel');
  await expect(links).toHaveCount(2);
  await expect(links.filter({ hasText: 'Arabesque' })).toBeVisible();
  await expect(links.filter({ hasText: 'Cradle Song' })).toBeVisible();

  await search.fill('ferryman');
  await expect(links).toHaveText([ending('Barcarolle')]);
  await expect(page.getByRole('gridcell').filter({ hasText: 'Barcarolle' })).toContainText(
    'In the text, page 2: … The ferryman waits by the reeds',
  );
  await search.fill('zither');
  await expect(page.getByRole('heading', { name: 'Nothing found for “zither”' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all scores' }).click();
  await expect(links).toHaveCount(library.length);
});

test('grid and table show the same scores, and the table sorts', async ({ scores: page }) => {
  const grid = page.getByRole('grid', { name: 'Scores' });
  await expect(grid.locator('img')).toHaveCount(library.length);
  await page.keyboard.press('v');
  await expect(page.getByRole('button', { name: 'Table', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  const rows = grid.getByRole('row').filter({ has: page.getByRole('link') });
  await expect(rows).toHaveCount(library.length);
  await expect(rows.nth(1)).toContainText(/Barcarolle.*Max Reger.*2/);
  await grid.getByRole('button', { name: 'Title' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Title' })).toHaveAttribute('aria-sort', 'descending');
  await expect(rows.first()).toContainText('Dance of the Bees');
  await grid.getByRole('button', { name: 'Composer' }).click();
  await expect(rows.last()).toContainText('Max Reger');
});

test('a score is found, opened and left by keyboard, and the place is kept', async ({ scores: page }) => {
  const link = (title: string) =>
    page.getByRole('grid', { name: 'Scores' }).getByRole('link', { name: title });
  await page.keyboard.press('ArrowRight');
  await expect(link('Barcarolle')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(link('Cradle Song')).toBeFocused();
  await page.keyboard.press('End');
  await expect(link('Dance of the Bees')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Cradle Song' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(link('Cradle Song')).toBeFocused();
});

test('the first match is reached from the search line', async ({ scores: page }) => {
  await page.keyboard.press('/');
  await page.keyboard.type('bees');
  const link = page.getByRole('grid', { name: 'Scores' }).getByRole('link');
  await expect(link).toHaveText([ending('Dance of the Bees')]);
  await page.keyboard.press('Enter');
  await expect(link).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Dance of the Bees' })).toBeVisible();
});

test('practising a score starts the timer on it', async ({ scores: page }) => {
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('p');
  const timer = page.getByRole('region', { name: 'Timer' });
  await expect(timer).toContainText('Barcarolle');
  await expect(timer).toContainText('Max Reger');
});

test('a score is made a favourite, corrected, trashed and brought back', async ({ scores: page }) => {
  const links = page.getByRole('grid', { name: 'Scores' }).getByRole('link');
  await page.keyboard.press('s');
  await expect(page.getByRole('button', { name: 'Favourite: Arabesque' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.getByText('Favourites').click();
  await expect(links).toHaveText([ending('Arabesque')]);
  await page.getByText('Favourites').click();

  await links.first().focus();
  await page.keyboard.press('e');
  const form = page.getByRole('dialog', { name: 'Edit score' });
  await expect(form.getByRole('textbox', { name: 'Title', exact: true })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Arabesque in E');
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  await expect(links.first()).toHaveText(ending('Arabesque in E'));

  await links.first().focus();
  await page.keyboard.press('Delete');
  await expect(links).toHaveText([ending('Barcarolle'), ending('Cradle Song'), ending('Dance of the Bees')]);
  await pressUndo(page);
  await expect(links.first()).toHaveText(ending('Arabesque in E'));
});

test('a PDF is read again, and what it then says can be taken back', async ({ scores: page, mirubato }) => {
  const links = page.getByRole('grid', { name: 'Scores' }).getByRole('link');
  const list = (await mirubato.ask('GET', '/scores')) as { items: { id: string; title: string }[] };
  const [arabesque] = list.items;
  const evidence = { title: { confidence: 0.4, source: 'page', page: 1, box: null } };
  await mirubato.ask('PUT', `/scores/${arabesque?.id}/readings`, {
    values: { title: 'Arabesqve' },
    evidence,
  });
  await expect(links.first()).toHaveText(ending('Arabesqve'));
  await page.getByRole('button', { name: 'More for Arabesqve' }).click();
  await expect(page.getByRole('menuitem', { name: 'Read again, English words' })).toBeVisible();
  await page.getByRole('menuitem', { name: 'Read again, English words' }).press('Enter');
  await expect(links.first()).toHaveText(ending('Arabesque'));
  await expect(page.getByText('Arabesque was read again')).toBeVisible();
  await pressUndo(page);
  await expect(links.first()).toHaveText(ending('Arabesqve'));
});

for (const theme of ['light', 'dark'] as const) {
  test(`the scores are accessible in ${theme}`, async ({ scores: page, mirubato }) => {
    await mirubato.ask('PATCH', '/settings', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    const grid = page.getByRole('grid', { name: 'Scores' });
    await expect(grid.locator('img')).toHaveCount(library.length);
    await page.keyboard.press('ArrowRight');
    await expectAccessible(page, 'grid');
    await page.keyboard.press('v');
    await expect(grid.getByRole('columnheader', { name: 'Title' })).toBeVisible();
    await expectAccessible(page, 'table');
    await page.keyboard.press('/');
    await page.keyboard.type('ferryman');
    await expect(grid).toContainText('In the text, page 2');
    await expectAccessible(page, 'search in the table');
    await page.keyboard.press('Enter');
    await page.keyboard.press('e');
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Title', exact: true })).toBeFocused();
    await expectAccessible(page, 'form');
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('zither');
    await expect(page.getByRole('heading', { name: 'Nothing found for “zither”' })).toBeVisible();
    await expectAccessible(page, 'nothing found');
  });

  base(`the empty library is accessible in ${theme}`, async ({ page, mirubato }) => {
    await mirubato.ask('PATCH', '/settings', { theme });
    await page.goto(`${mirubato.url}/#/scores`);
    await expect(page.getByRole('heading', { name: 'Your scores will be here' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    await expectAccessible(page, 'empty');
  });
}

/** A link's text: before the title may stand that it is to be checked. */
function ending(title: string): RegExp {
  return new RegExp(`${title}$`);
}
