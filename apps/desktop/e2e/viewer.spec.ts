import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { test as base, expect } from './mirubato.ts';
import { type Colour, colourOfPage, importScores, scoreIds } from './score-pdf.ts';

const TITLE = 'Evening Walk';
const PAGES = ['First', 'Second', 'Third', 'Fourth', 'Fifth'];

const test = base.extend<{ viewer: Page }>({
  viewer: async ({ page, mirubato }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mirubato-e2e-viewer-'));
    await importScores(mirubato, folder, [{ title: TITLE, composer: 'Fanny Hensel', pages: PAGES }]);
    const id = (await scoreIds(mirubato)).get(TITLE);
    await page.goto(`${mirubato.url}/#/scores/${id}`);
    await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
    await expectPage(page, 1);
    await use(page);
    await rm(folder, { recursive: true, force: true });
  },
});

test('pages are turned by the keys of a keyboard and of a pedal', async ({ viewer: page }) => {
  const walk = [
    ['ArrowRight', 2],
    ['PageDown', 3],
    [' ', 4],
    ['ArrowDown', 5],
    ['ArrowRight', 5],
    ['ArrowLeft', 4],
    ['PageUp', 3],
    ['Shift+Space', 2],
    ['ArrowUp', 1],
    ['ArrowLeft', 1],
    ['End', 5],
    ['Home', 1],
  ] as const;
  for (const [key, number] of walk) {
    await page.keyboard.press(key);
    await expectPage(page, number);
  }
});

test('pages are turned by the buttons, by a typed number and by a click at the edge', async ({
  viewer: page,
}) => {
  await expect(page.getByRole('button', { name: 'Previous page' })).toBeDisabled();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expectPage(page, 2);
  await page.getByRole('textbox', { name: 'Page' }).fill('4');
  await page.keyboard.press('Enter');
  await expectPage(page, 4);
  await page.keyboard.press('ArrowRight');
  await expectPage(page, 5);
  await expect(page.getByRole('button', { name: 'Next page' })).toBeDisabled();
  const view = await viewOf(page).boundingBox();
  if (!view) throw new Error('no view');
  await page.mouse.click(view.x + 40, view.y + view.height / 2);
  await expectPage(page, 4);
});

test('a word of the page tells its meaning by keyboard', async ({ viewer: page, mirubato }) => {
  const folder = await mkdtemp(join(tmpdir(), 'mirubato-e2e-words-'));
  await importScores(mirubato, folder, [
    { title: 'Study', composer: 'Anonymous', pages: ['Allegro con brio, then dolce', 'Plain words'] },
  ]);
  const study = async () => (await scoreIds(mirubato)).get('Study');
  await expect.poll(study).toBeDefined();
  await page.goto(`${mirubato.url}/#/scores/${await study()}`);
  await expect(page.getByRole('region', { name: 'Page 1 of 2' })).toBeVisible();
  await page.keyboard.press('d');
  const words = page.getByRole('region', { name: 'Terms on this page' });
  await words.getByRole('button', { name: 'Allegro con brio' }).press('Enter');
  await expect(page.getByRole('dialog')).toContainText('allegro con brio');
  await page.screenshot({ path: test.info().outputPath('words.png') });
  await page.getByRole('link', { name: 'Open in the dictionary' }).press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'allegro con brio' })).toBeVisible();
  await rm(folder, { recursive: true, force: true });
});

test('a page fits the window, or its width alone', async ({ viewer: page }) => {
  const whole = await sizes(page);
  expect(whole.sheet.height).toBeLessThanOrEqual(whole.view.height);
  expect(whole.sheet.width).toBeLessThan(whole.view.width);

  await page.keyboard.press('f');
  await expect(page.getByRole('button', { name: 'Fit page' })).toBeVisible();
  await expect.poll(async () => (await sizes(page)).sheet.height).toBeGreaterThan(whole.view.height);
  const wide = await sizes(page);
  expect(wide.sheet.width).toBeGreaterThan(wide.view.width - 40);

  await page.keyboard.press('ArrowRight');
  await expectPage(page, 1);
  await expect.poll(() => viewOf(page).evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0);
  await expect(async () => {
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('textbox', { name: 'Page' })).toHaveValue('2', { timeout: 500 });
  }).toPass();
  await expectPage(page, 2);
  await page.keyboard.press('f');
  await expect.poll(async () => (await sizes(page)).sheet.height).toBe(whole.sheet.height);
});

test('the page and the fit are found again', async ({ viewer: page }) => {
  await page.keyboard.press('End');
  await expectPage(page, PAGES.length);
  await page.keyboard.press('f');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Fit page' })).toBeVisible();
  await expectPage(page, PAGES.length);
});

test('dark paper turns the page over', async ({ viewer: page }) => {
  const paper = page.getByRole('button', { name: 'Dark paper' });
  const filter = () =>
    page.locator('.viewer-sheet canvas').evaluate((canvas) => getComputedStyle(canvas).filter);
  await expect(paper).toHaveAttribute('aria-pressed', 'false');
  expect(await filter()).not.toContain('invert');
  await page.keyboard.press('i');
  await expect(paper).toHaveAttribute('aria-pressed', 'true');
  expect(await filter()).toContain('invert');
});

test('practising starts the timer below the score, and the keys still turn', async ({ viewer: page }) => {
  await page.keyboard.press('p');
  const timer = page.getByRole('region', { name: 'Timer' });
  await expect(timer).toContainText(TITLE);
  await expect(timer).toContainText('Fanny Hensel');
  await page.keyboard.press('PageDown');
  await expectPage(page, 2);
});

test('a score that does not exist says so and leads back', async ({ viewer: page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/scores/score_nowhere`);
  await expect(page.getByRole('alert')).toContainText('There is no such score');
  await page.getByRole('alert').getByRole('button', { name: 'Back' }).click();
  await expect(page.getByRole('link', { name: TITLE })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`the viewer is accessible in ${theme}`, async ({ viewer: page, mirubato }) => {
    await mirubato.ask('PATCH', '/settings', { theme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    await expectAccessible(page, 'fit page');
    await page.keyboard.press('f');
    await page.keyboard.press('i');
    await expect(page.getByRole('button', { name: 'Fit page' })).toBeVisible();
    await expectAccessible(page, 'fit width, dark paper');
    await page.keyboard.press('p');
    await expect(page.getByRole('region', { name: 'Timer' })).toBeVisible();
    await expectAccessible(page, 'practising');
    await page.goto(`${mirubato.url}/#/scores/score_nowhere`);
    await expect(page.getByRole('alert')).toBeVisible();
    await expectAccessible(page, 'no such score');
  });
}

/** The page is told, and its own colour is on the canvas. */
async function expectPage(page: Page, number: number): Promise<void> {
  await expect(page.getByRole('textbox', { name: 'Page' })).toHaveValue(String(number));
  await expect(page.getByRole('region', { name: `Page ${number} of ${PAGES.length}` })).toBeVisible();
  await expect.poll(() => colourInTheMiddle(page)).toEqual(colourOfPage(number));
}

async function colourInTheMiddle(page: Page): Promise<Colour | undefined> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.viewer-sheet canvas');
    const pixel = canvas?.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
    return pixel && ([pixel[0] ?? 0, pixel[1] ?? 0, pixel[2] ?? 0] as const);
  });
}

function viewOf(page: Page) {
  return page.locator('.viewer-view');
}

async function sizes(page: Page) {
  const [view, sheet] = [await viewOf(page).boundingBox(), await page.locator('.viewer-sheet').boundingBox()];
  if (!view || !sheet) throw new Error('no page is shown');
  return { view, sheet };
}
