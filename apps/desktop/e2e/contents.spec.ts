import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { bookPdf, littleAlbum } from '../../../packages/core/test/import/book-pdf.ts';
import { expectAccessible } from './accessible.ts';
import { test as base, expect, type Mirubato } from './mirubato.ts';
import { scoreIds } from './score-pdf.ts';

const test = base.extend<{ book: string }>({
  book: async ({ page, mirubato }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mirubato-e2e-contents-'));
    await writeFile(join(folder, 'Three Little Pieces.pdf'), bookPdf(littleAlbum));
    await mirubato.ask('POST', '/imports', { paths: [folder], mode: 'copy' });
    await expect.poll(async () => (await scoreIds(mirubato)).size).toBe(1);
    const [id = ''] = (await scoreIds(mirubato)).values();
    await page.goto(`${mirubato.url}/#/scores`);
    await use(id);
    await rm(folder, { recursive: true, force: true });
  },
});

const pieceTitles = async (mirubato: Mirubato) =>
  ((await mirubato.ask('GET', '/pieces')) as { pieces: { title: string }[] }).pieces.map(
    ({ title }) => title,
  );

async function openContents(page: Page, mirubato: Mirubato, id: string): Promise<void> {
  await page.goto(`${mirubato.url}/#/scores/${id}/contents`);
  await expect(page.getByRole('textbox', { name: 'Title of piece 1' })).toHaveValue('Morning Prayer');
}

test('the pieces of a book are looked through by keyboard, opened, practised and taken back', async ({
  page,
  mirubato,
  book: id,
}) => {
  await expect(page.getByRole('grid')).toContainText('3 pieces found');
  await openContents(page, mirubato, id);
  await expect(page.getByText('3 pieces, from the printed page of contents')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Composer of piece 2' })).toHaveValue('Clara Schumann');
  await expect(page.getByText('Page 3 of 6').first()).toBeVisible();

  await page.getByRole('textbox', { name: 'Title of piece 1' }).press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('textbox', { name: 'Title of piece 3' })).toBeFocused();
  await expect(page.getByText('Page 6 of 6').first()).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.type(' in C');
  await page.getByRole('checkbox', { name: 'Add Winter Morning in C to my pieces' }).press(' ');
  await page.getByRole('checkbox', { name: 'Take The Little Horseman' }).press(' ');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The book has 2 pieces.')).toBeVisible();
  await expect(page.getByRole('grid')).not.toContainText('pieces found');
  expect(await pieceTitles(mirubato)).toEqual(['Winter Morning in C']);

  await page.goto(`${mirubato.url}/#/scores/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('c');
  await page.getByRole('link', { name: 'Morning Prayer' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Morning Prayer' })).toBeVisible();
  await expect(page.locator('.viewer-sheet')).toHaveAttribute('data-page', '3');
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('.viewer-sheet')).toHaveAttribute('data-page', '4');
  // The next page is another piece's.
  await expect(page.getByRole('button', { name: 'Next page' })).toBeDisabled();
  await page.keyboard.press('Home');
  await expect(page.locator('.viewer-sheet')).toHaveAttribute('data-page', '3');
  await page.keyboard.press('p');
  await expect(page.getByRole('region', { name: 'Timer' })).toContainText('Morning Prayer');

  const { pieces } = (await mirubato.ask('GET', '/pieces')) as { pieces: { id: string }[] };
  await page.goto(`${mirubato.url}/#/pieces/${pieces[0]?.id}`);
  await expect(page.getByRole('link', { name: 'Three Little Pieces' })).toBeVisible();
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { level: 1, name: 'Winter Morning in C' })).toBeVisible();
  await expect(page.locator('.viewer-sheet')).toHaveAttribute('data-page', '5');
});

test('a score that is no book is said so, and that is undone', async ({ page, mirubato, book: id }) => {
  await openContents(page, mirubato, id);
  await page.getByRole('button', { name: 'Not a book of pieces' }).press('Enter');
  await expect(page.getByText('The score is one piece.')).toBeVisible();
  await expect(page.getByRole('grid')).not.toContainText('pieces found');
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(page.getByRole('grid')).toContainText('3 pieces found');
});

test('pieces are added and moved by hand, and what is wrong is said', async ({
  page,
  mirubato,
  book: id,
}) => {
  await openContents(page, mirubato, id);
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Alt+n');
  const title = page.getByRole('textbox', { name: 'Title of piece 1' });
  await expect(title).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('A piece needs a title.');
  await title.fill('Preface');
  await page.keyboard.press('Alt+=');
  await expect(page.getByRole('textbox', { name: 'First page of piece 1' })).toHaveValue('3');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('The first page is a number from 1 to 6.');
  await page.keyboard.press('Alt+-');
  await page.keyboard.press('Enter');
  await expect(page.getByText('The book has 4 pieces.')).toBeVisible();
});

for (const [theme, language, width] of [
  ['light', 'en', 1280],
  ['dark', 'de', 820],
  ['stage', 'en', 1280],
] as const) {
  test(`the contents fit and are accessible in ${theme}, ${language}, ${width}`, async ({
    page,
    mirubato,
    book: id,
  }) => {
    await mirubato.ask('PATCH', '/settings', { theme, language });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${mirubato.url}/#/scores/${id}/contents`);
    await expect(page.locator('.viewer-sheet')).toHaveAttribute('data-drawn', 'true');
    await expectAccessible(page, 'contents');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.screenshot({ path: test.info().outputPath('contents.png') });
  });
}
