import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { test as base, expect, type Mirubato } from './mirubato.ts';
import { importScores, type SheetMusic, scoreIds } from './score-pdf.ts';
import { pressUndo } from './undo.ts';

/** Nothing fades in: what is half transparent has no contrast to speak of. */
base.use({ contextOptions: { reducedMotion: 'reduce' } });

const library: readonly SheetMusic[] = [
  { title: 'Arabesque', composer: 'Fanny Hensel', pages: ['With a gentle swing', 'Faster'] },
  { title: 'Barcarolle', composer: 'Max Reger', pages: ['Row gently'] },
  { title: 'Cradle Song', composer: 'Amy Beach', pages: ['Sleep now'] },
];

const test = base.extend<{ review: Page }>({
  review: async ({ page, mirubato }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mirubato-e2e-review-'));
    await importScores(mirubato, folder, library);
    await doubt(mirubato, 'Arabesque', { title: 0.3, composer: 0.95 });
    await doubt(mirubato, 'Barcarolle', { title: 0.95, composer: 0.5 });
    await doubt(mirubato, 'Cradle Song', { title: 0.6, composer: 0.95 });
    await page.goto(`${mirubato.url}/#/scores`);
    await expect(page.getByRole('link', { name: '3 to check' })).toBeVisible();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await expectScore(page, 1, 3, 'Arabesque');
    await use(page);
    await rm(folder, { recursive: true, force: true });
  },
});

test('what was read is framed on the page, above all the field that is looked at', async ({
  review: page,
}) => {
  await expectFramed(page, 'title', { x: 297 - 'Arabesque'.length * 6, baseline: 842 - 770 });
  await expect(frame(page, 'title')).toHaveAttribute('data-looked-at', 'true');
  await expect(frame(page, 'composer')).toHaveAttribute('data-looked-at', 'false');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('textbox', { name: 'Title', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('textbox', { name: 'Composer' })).toBeFocused();
  await expectFramed(page, 'composer', { x: 430, baseline: 842 - 730 });
  await expect(frame(page, 'composer')).toHaveAttribute('data-looked-at', 'true');
  await page.keyboard.press('PageDown');
  await expect(page.getByRole('region', { name: 'Page 2 of 2' })).toBeVisible();
  await expect(frame(page, 'composer')).toHaveCount(0);
});

test('scores are accepted, corrected, skipped and taken back by keys alone', async ({
  review: page,
  mirubato,
}) => {
  await page.keyboard.press('Enter');
  await expectScore(page, 2, 3, 'Barcarolle');
  await expect.poll(() => sourcesOf(mirubato, 'Arabesque')).toEqual(['person', 'person']);

  await page.keyboard.press('z');
  await expectScore(page, 1, 3, 'Arabesque');
  await expect.poll(() => sourcesOf(mirubato, 'Arabesque')).toEqual(['page', 'page']);
  await page.keyboard.press('Enter');
  await expectScore(page, 2, 3, 'Barcarolle');

  // The composer is the one to doubt: the first arrow leads to it.
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('textbox', { name: 'Composer' })).toBeFocused();
  await page.keyboard.type('Max Reger the Elder');
  await expect(page.getByText('typed by you')).toBeVisible();
  await page.keyboard.press('Enter');
  await expectScore(page, 3, 3, 'Cradle Song');
  await expect.poll(() => composerOf(mirubato, 'Barcarolle')).toBe('Max Reger the Elder');

  await page.keyboard.press('Backspace');
  await expectScore(page, 2, 3, 'Barcarolle');
  await expect.poll(() => composerOf(mirubato, 'Barcarolle')).toBe('Max Reger');
  await expect(page.getByRole('textbox', { name: 'Composer' })).toHaveValue('Max Reger the Elder');
  await page.keyboard.press('Enter');
  await expectScore(page, 3, 3, 'Cradle Song');

  await page.keyboard.press('Alt+Enter');
  await expect(page.getByRole('heading', { name: 'One score left, which you skipped' })).toBeVisible();
  await expect(page.getByText('2 scores are checked.')).toBeVisible();
  await page.keyboard.press('Enter');
  await expectScore(page, 3, 3, 'Cradle Song');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'All checked' })).toBeVisible();
  expect(await composerOf(mirubato, 'Barcarolle')).toBe('Max Reger the Elder');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: 'Scores' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'to check' })).toHaveCount(0);
});

test('a field takes a line of the page, by key and by click, and what cannot be saved is said', async ({
  review: page,
  mirubato,
}) => {
  await page.keyboard.press('ArrowDown');
  const title = page.getByRole('textbox', { name: 'Title', exact: true });
  await page.keyboard.press('Alt+ArrowDown');
  await expect(title).toHaveValue('Fanny Hensel');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(title).toHaveValue('With a gentle swing');
  const sheet = await page.locator('.review-page:not([hidden]) .review-sheet').boundingBox();
  if (!sheet) throw new Error('no page is shown');
  const pxPerPt = sheet.width / 595;
  await page.mouse.click(sheet.x + 450 * pxPerPt, sheet.y + (842 - 732) * pxPerPt);
  await expect(title).toHaveValue('Fanny Hensel');
  await expect(title).toBeFocused();

  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(page.getByText('A score needs a title.')).toBeVisible();
  await page.keyboard.type('Arabesque in E');
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  const key = page.getByRole('combobox', { name: 'Key' });
  await key.focus();
  await page.keyboard.type('eb maj');
  await expect(page.getByRole('option')).toHaveText('E♭ major / C minor');
  await expect(page.locator('[data-combobox-selected]')).toHaveText('E♭ major / C minor');
  await page.keyboard.press('Enter');
  await expect(key).toHaveValue('E♭ major / C minor');
  await page.keyboard.press('Enter');
  await expectScore(page, 2, 3, 'Barcarolle');
  await expect
    .poll(async () => scoreNamed(mirubato, 'Arabesque in E').catch(() => undefined))
    .toMatchObject({ keyFifths: -3, composer: 'Fanny Hensel' });
});

test('a score is looked at in the viewer, put into the trash and taken out again', async ({
  review: page,
}) => {
  await page.keyboard.press('Enter');
  await expectScore(page, 2, 3, 'Barcarolle');
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { level: 1, name: 'Barcarolle' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expectScore(page, 2, 3, 'Barcarolle');
  await page.keyboard.press('Delete');
  await expectScore(page, 3, 3, 'Cradle Song');
  await expect(page.getByText('“Barcarolle” is in the trash')).toBeVisible();
  await pressUndo(page);
  await expectScore(page, 2, 3, 'Barcarolle');
  await page.keyboard.press('Delete');
  await expectScore(page, 3, 3, 'Cradle Song');
  await page.keyboard.press('z');
  await expectScore(page, 2, 3, 'Barcarolle');
  await expect(page.getByText('“Barcarolle” is in the trash')).toBeHidden();
});

test('a score that was checked elsewhere is passed', async ({ review: page, mirubato }) => {
  const id = (await scoreIds(mirubato)).get('Arabesque');
  await mirubato.ask('PATCH', `/scores/${id}`, { title: 'Arabesque', composer: 'Fanny Hensel' });
  await expect(page.getByText('“Arabesque” has been checked elsewhere')).toBeVisible();
  await expectScore(page, 2, 3, 'Barcarolle');
});

test('without its PDF a score has fields alone', async ({ review: page, mirubato }) => {
  await rm(join(mirubato.dataDir, 'library'), { recursive: true });
  await page.reload();
  const said = page.getByText('The fields can be checked all the same.').filter({ visible: true });
  await expect(said).toBeVisible();
  await page.keyboard.press('Enter');
  await expectFields(page, 2, 3, 'Barcarolle');
  await expect(said).toBeVisible();
});

for (const theme of ['light', 'dark', 'stage'] as const) {
  test(`the review is accessible in ${theme}`, async ({ review: page, mirubato }) => {
    await mirubato.ask('PATCH', '/settings', { theme });
    await expect(page.locator('html')).toHaveAttribute(
      'data-mantine-color-scheme',
      theme === 'light' ? 'light' : 'dark',
    );
    await expect(frame(page, 'title')).toBeVisible();
    await expectAccessible(page, 'at a score');
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('Arabesque in E');
    await expectAccessible(page, 'all fields, one of them typed in');
    await page.setViewportSize({ width: 820, height: 1180 });
    await expectAccessible(page, 'in a narrow window');
    for (let score = 0; score < 3; score += 1) await page.keyboard.press('Alt+Enter');
    await expect(page.getByRole('heading', { name: '3 scores left, which you skipped' })).toBeVisible();
    await expectAccessible(page, 'at the end');
  });
}

base('there is nothing to check in an empty library', async ({ page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/scores/review`);
  await expect(page.getByRole('heading', { name: 'Nothing to check' })).toBeVisible();
  await expectAccessible(page, 'nothing to check');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1, name: 'Scores' })).toBeVisible();
});

interface Reviewed {
  readonly id: string;
  readonly title: string;
  readonly composer: string | null;
  readonly evidence: Readonly<Record<string, { confidence: number; source: string } | undefined>>;
}

/** Leaves what was read and where, and sets how sure that is. */
async function doubt(
  mirubato: Mirubato,
  title: string,
  confidences: { title: number; composer: number },
): Promise<void> {
  const { id, evidence, composer } = await scoreNamed(mirubato, title);
  expect(composer, 'what was read').toBe(library.find((score) => score.title === title)?.composer);
  await mirubato.ask('PUT', `/scores/${id}/readings`, {
    values: {},
    evidence: {
      title: { ...evidence.title, confidence: confidences.title },
      composer: { ...evidence.composer, confidence: confidences.composer },
    },
  });
}

async function scoreNamed(mirubato: Mirubato, title: string): Promise<Reviewed> {
  const id = (await scoreIds(mirubato)).get(title);
  return ((await mirubato.ask('GET', `/scores/${id}`)) as { score: Reviewed }).score;
}

async function sourcesOf(mirubato: Mirubato, title: string) {
  const { evidence } = await scoreNamed(mirubato, title);
  return [evidence.title?.source, evidence.composer?.source];
}

async function composerOf(mirubato: Mirubato, title: string): Promise<string | null> {
  return (await scoreNamed(mirubato, title)).composer;
}

/** The score is looked at, with its page. */
async function expectScore(page: Page, position: number, total: number, title: string): Promise<void> {
  await expectFields(page, position, total, title);
  await expect(page.locator('.review-page:not([hidden]) .review-sheet')).toHaveAttribute(
    'data-drawn',
    'true',
  );
}

/** The focus is at the score's fields, outside of each. */
async function expectFields(page: Page, position: number, total: number, title: string): Promise<void> {
  const name = `Score ${position} of ${total}: ${title}`;
  await expect(page.getByRole('group', { name, exact: true })).toBeFocused();
}

function frame(page: Page, field: string) {
  return page.locator(`.review-page:not([hidden]) [data-evidence="${field}"]`);
}

/** The frame begins where the words begin, stands on their line, and has their ink in it. */
async function expectFramed(
  page: Page,
  field: string,
  words: { x: number; baseline: number },
): Promise<void> {
  const framed = await frame(page, field).boundingBox();
  const sheet = await page.locator('.review-page:not([hidden]) .review-sheet').boundingBox();
  if (!framed || !sheet) throw new Error(`${field} is not framed`);
  const pxPerPt = sheet.width / 595;
  const left = (framed.x - sheet.x) / pxPerPt;
  const top = (framed.y - sheet.y) / pxPerPt;
  const bottom = top + framed.height / pxPerPt;
  expect(words.x - left, 'left').toBeGreaterThanOrEqual(0);
  expect(words.x - left, 'left').toBeLessThan(12);
  expect(top, 'top').toBeLessThan(words.baseline);
  expect(bottom - words.baseline, 'bottom').toBeGreaterThan(0);
  expect(bottom - words.baseline, 'bottom').toBeLessThan(16);
  const ink = await page.evaluate(
    ([x, y, width, height]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.review-page:not([hidden]) canvas');
      const { data } = canvas
        ?.getContext('2d')
        ?.getImageData(x * canvas.width, y * canvas.height, width * canvas.width, height * canvas.height) ?? {
        data: [],
      };
      return data.filter((value, index) => index % 4 === 0 && value < 128).length;
    },
    [
      (framed.x - sheet.x) / sheet.width,
      (framed.y - sheet.y) / sheet.height,
      framed.width / sheet.width,
      framed.height / sheet.height,
    ] as const,
  );
  expect(ink, 'dark pixels').toBeGreaterThan(50);
}
