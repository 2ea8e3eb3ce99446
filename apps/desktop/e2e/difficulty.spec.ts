import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { type EngravedPiece, engravedPdf } from '../../../packages/core/test/import/engraved-pdf.ts';
import { expectAccessible } from './accessible.ts';
import { test as base, expect } from './mirubato.ts';
import { scoreIds } from './score-pdf.ts';

/** Nothing fades in: what is half transparent has no contrast to speak of. */
base.use({ contextOptions: { reducedMotion: 'reduce' } });

const library: readonly EngravedPiece[] = [
  { title: 'Whirlwind', composer: 'Franz Liszt', tempo: 'Presto', notesInBar: 14, chordSize: 3, flats: 6 },
  { title: 'Cradle Song', composer: 'Amy Beach', tempo: 'Lento', notesInBar: 4 },
  { title: 'Empty Staves', composer: 'Fanny Hensel', notesInBar: 0 },
];

const test = base.extend<{ scores: Page }>({
  scores: async ({ page, mirubato }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mirubato-e2e-difficulty-'));
    for (const piece of library) await writeFile(join(folder, `${piece.title}.pdf`), engravedPdf(piece));
    await mirubato.ask('POST', '/imports', { paths: [folder], mode: 'copy' });
    await expect.poll(async () => (await scoreIds(mirubato)).size, { timeout: 60_000 }).toBe(library.length);
    await page.goto(`${mirubato.url}/#/scores`);
    await expect(page.getByRole('link', { name: 'Whirlwind' })).toBeVisible();
    await use(page);
    await rm(folder, { recursive: true, force: true });
  },
});

async function openPanel(page: Page, title: string) {
  await page.getByRole('grid').getByRole('link', { name: title }).focus();
  await page.keyboard.press('e');
  const panel = page.getByRole('dialog');
  await expect(panel.locator('input[data-field="title"]')).toHaveValue(title);
  return panel;
}

test('the panel says how difficult a score is, and on a key why', async ({ scores: page }) => {
  const panel = await openPanel(page, 'Whirlwind');
  const summary = panel.locator('.read-difficulty summary');
  await expect(summary).toContainText(/Difficulty [67]–[89] of 10/);
  await expect(summary).toContainText('unsure, estimated from the notes');
  await expect(panel.getByText('6 flats')).toBeHidden();
  await summary.press('Enter');
  await expect(panel.getByText('6 flats')).toBeVisible();
  await expect(panel.getByText(/Many notes: \d+ in a bar/)).toBeVisible();
  await panel.getByRole('textbox', { name: 'Level' }).fill('8');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(panel).toBeHidden();

  const again = await openPanel(page, 'Whirlwind');
  await expect(again.getByRole('textbox', { name: 'Level' })).toHaveValue('8');
  await expect(again.locator('.read-difficulty summary')).toContainText(/Difficulty [67]–[89] of 10/);
  await page.keyboard.press('Escape');

  const empty = await openPanel(page, 'Empty Staves');
  await expect(empty.locator('.read-difficulty summary')).toHaveCount(0);
});

test('the list is sorted by it, the unknown last', async ({ scores: page }) => {
  const links = page.getByRole('grid', { name: 'Scores' }).getByRole('link');
  await page.getByRole('combobox', { name: 'Sort by' }).click();
  await page.getByRole('option', { name: 'Difficulty' }).click();
  await expect(links).toHaveText([/^Cradle Song/, /^Whirlwind/, /^Empty Staves/]);
  await page.getByRole('button', { name: 'Ascending, turn round' }).click();
  await expect(links).toHaveText([/^Whirlwind/, /^Cradle Song/, /^Empty Staves/]);
});

for (const [theme, locale] of [
  ['light', 'en-GB'],
  ['dark', 'en-GB'],
  ['light', 'de-DE'],
] as const) {
  test.describe(`${theme} ${locale}`, () => {
    test.use({ locale });
    test('panel and review are accessible', async ({ scores: page, mirubato }) => {
      await mirubato.ask('PATCH', '/settings', { theme });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
      const panel = await openPanel(page, 'Whirlwind');
      await panel.locator('.read-difficulty summary').press('Enter');
      await panel.locator('.read-difficulty ul').scrollIntoViewIfNeeded();
      await expectAccessible(page, 'panel');
      await picture(page, `panel-${theme}-${locale}`);
      await page.setViewportSize({ width: 820, height: 1180 });
      await picture(page, `panel-${theme}-${locale}-820`);

      await doubt(mirubato, 'Whirlwind');
      await page.goto(`${mirubato.url}/#/scores/review`);
      const summary = page.locator('.review-fields summary');
      await summary.press('Enter');
      await expect(page.locator('.read-difficulty li').first()).toBeVisible();
      await page.locator('.read-difficulty li').last().scrollIntoViewIfNeeded();
      await expectAccessible(page, 'review');
      await picture(page, `review-${theme}-${locale}-820`);
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.locator('.read-difficulty li').last().scrollIntoViewIfNeeded();
      await picture(page, `review-${theme}-${locale}`);
    });
  });
}

async function doubt(mirubato: Parameters<typeof scoreIds>[0], title: string): Promise<void> {
  const id = (await scoreIds(mirubato)).get(title);
  const evidence = { title: { confidence: 0.3, source: 'page', page: 1, box: null } };
  await mirubato.ask('PUT', `/scores/${id}/readings`, { values: {}, evidence });
}

/** To be looked at where the environment names a folder for it. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.MIRUBATO_SCREENSHOTS;
  if (folder) await page.screenshot({ path: join(folder, `difficulty-${name}.png`) });
}
