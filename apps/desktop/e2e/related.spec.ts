import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { test as base, expect, type Mirubato } from './mirubato.ts';
import { importScores, type SheetMusic, scoreIds } from './score-pdf.ts';

const library: readonly SheetMusic[] = [
  { title: 'Moonlight', composer: 'Ludwig van Beethoven', pages: ['Adagio sostenuto'] },
  { title: 'Sonate cis-Moll', composer: 'Ludwig van Beethoven', pages: ['Mit Fingersatz', 'Zweite Seite'] },
  { title: 'Sonate Op. 27 No. 1', composer: 'Ludwig van Beethoven', pages: ['Andante'] },
];

const test = base.extend<{ library: Page }>({
  library: async ({ page, mirubato }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mirubato-e2e-related-'));
    await importScores(mirubato, folder, library);
    await mirubato.ask('POST', '/pieces', { title: 'Piano Sonata No. 14', composer: 'L. van Beethoven' });
    await page.goto(`${mirubato.url}/#/scores`);
    await use(page);
    await rm(folder, { recursive: true, force: true });
  },
});

async function openPanel(page: Page, mirubato: Mirubato, title: string) {
  await expect.poll(async () => [...(await scoreIds(mirubato)).keys()]).toContain(title);
  await page.getByRole('grid').getByRole('link', { name: title }).focus();
  await page.keyboard.press('e');
  const panel = page.getByRole('dialog');
  await expect(
    panel.getByRole('group', { name: /Other scores of this work|Weitere Ausgaben/ }),
  ).toBeVisible();
  return panel;
}

test('the panel of a score leads to the other scores and the piece of its work', async ({
  library: page,
  mirubato,
}) => {
  const panel = await openPanel(page, mirubato, 'Moonlight');
  const related = panel.getByRole('group', { name: 'Other scores of this work' });
  await expect(related).toContainText('Piano Sonata No. 14 · Op. 27 No. 2 · Moonlight Sonata');
  await expect(related.getByRole('link')).toHaveText(['Sonate cis-Moll']);
  await expect(related).toContainText('Another edition · 2 pages');

  await panel.getByRole('button', { name: 'Link Piano Sonata No. 14' }).press('Enter');
  await expect(panel.getByRole('link', { name: 'Piano Sonata No. 14' })).toBeVisible();
  await related.getByRole('link', { name: 'Sonate cis-Moll' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Sonate cis-Moll' })).toBeVisible();
});

test('a new piece of a known work is asked about, another number is not', async ({
  library: page,
  mirubato,
}) => {
  await page.goto(`${mirubato.url}/#/pieces`);
  await expect(page.getByRole('heading', { level: 1, name: 'Pieces' })).toBeVisible();
  await page.keyboard.press('a');
  const form = page.getByRole('dialog', { name: 'New piece' });
  await form.getByRole('textbox', { name: 'Title' }).fill('Mondscheinsonate');
  await form.getByRole('textbox', { name: 'Composer' }).fill('Beethoven');
  const question = form.getByRole('status');
  await expect(question).toContainText('This work is among your pieces already');
  await expect(question.getByRole('link', { name: 'Piano Sonata No. 14' })).toBeVisible();
  await form.getByRole('textbox', { name: 'Title' }).fill('Piano Sonata No. 15');
  await expect(question).toBeEmpty();
});

for (const [theme, locale] of [
  ['light', 'en-GB'],
  ['dark', 'en-GB'],
  ['light', 'de-DE'],
] as const) {
  test.describe(`${theme} ${locale}`, () => {
    test.use({ locale });
    test('the panel and the question are accessible', async ({ library: page, mirubato }) => {
      await mirubato.ask('PATCH', '/settings', { theme });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
      const panel = await openPanel(page, mirubato, 'Moonlight');
      await panel.getByRole('group', { name: /Other scores|Weitere Ausgaben/ }).scrollIntoViewIfNeeded();
      await expectAccessible(page, 'panel');
      await picture(page, `panel-${theme}-${locale}`);
      await page.setViewportSize({ width: 820, height: 1180 });
      await picture(page, `panel-${theme}-${locale}-820`);
      await page.goto(`${mirubato.url}/#/pieces`);
      await expect(page.getByRole('heading', { level: 1, name: /Pieces|Stücke/ })).toBeVisible();
      await page.keyboard.press('a');
      await page.getByRole('dialog').getByRole('textbox').first().fill('Mondscheinsonate');
      await expect(page.getByRole('dialog').getByRole('status')).toContainText('Piano Sonata No. 14');
      await expectAccessible(page, 'question');
      await picture(page, `question-${theme}-${locale}-820`);
    });
  });
}

/** To be looked at where the environment names a folder for it. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.MIRUBATO_SCREENSHOTS;
  if (folder) await page.screenshot({ path: join(folder, `related-${name}.png`) });
}
