import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, type Mirubato, test } from './mirubato.ts';

const themes = ['light', 'dark', 'stage'] as const;
// Nothing fades in: what is half transparent has no contrast to speak of.
test.use({
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
  contextOptions: { reducedMotion: 'reduce' },
});

const screens = ['/', '/logbook', '/pieces', '/trash', '/settings'];

for (const theme of themes) {
  test(`every screen and panel is accessible in ${theme}`, async ({ page, mirubato }) => {
    await mirubato.ask('PATCH', '/settings', { theme, dailyGoalMinutes: 40 });
    for (const path of screens) await check(page, `${mirubato.url}/#${path}`, `empty ${path}`);
    const pieceId = await fill(mirubato);
    for (const path of [...screens, `/pieces/${pieceId}`]) {
      await check(page, `${mirubato.url}/#${path}`, path);
    }
    await page.goto(`${mirubato.url}/#/pieces`);
    await expect(page.getByRole('heading', { level: 1, name: 'Pieces' })).toBeVisible();
    await page.keyboard.press('b');
    await expect(page.getByRole('region', { name: 'Learning' })).toBeVisible();
    await expectAccessible(page, 'board');
    await page.keyboard.press('p');
    for (const [key, panel] of [
      ['n', 'Log practice'],
      ['a', 'New piece'],
      ['?', 'Keyboard shortcuts'],
      ['Control+k', 'Search and commands'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog', { name: panel })).toBeVisible();
      await expectAccessible(page, panel);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
    await page.keyboard.press('t');
    await expect(page.getByRole('region', { name: 'Timer' })).toBeVisible();
    await expectAccessible(page, 'timer');
  });
}

test('the language changes at once, everywhere', async ({ page, mirubato }) => {
  await mirubato.ask('PATCH', '/settings', { language: 'de' });
  await expect(page.getByRole('heading', { name: 'Willkommen' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('link', { name: 'Einstellungen' })).toBeVisible();
});

test('a screen that does not exist says so', async ({ page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/nowhere`);
  await expect(page.getByRole('heading', { name: 'There is no such screen' })).toBeVisible();
});

test('a screen that fails says so, and the others are there', async ({ page, mirubato }) => {
  await page.route('**/api/plans?*', (route) => route.fulfill({ json: {} }));
  await page.goto(`${mirubato.url}/#/plans`);
  await expect(page.getByRole('alert').getByRole('button', { name: 'Try again' })).toBeVisible();
  await page.getByRole('link', { name: 'Pieces' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pieces' })).toBeVisible();
});

test('a window with a foreign token says that it is not let in', async ({ page, mirubato }) => {
  // A window that is still starting would not notice another address.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto(`${mirubato.url}/#token=foreign`);
  await expect(page.getByText('This window is no longer let in').first()).toBeVisible();
});

async function check(page: Page, address: string, name: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await expectAccessible(page, name);
}

async function fill(mirubato: Mirubato): Promise<string> {
  const piece = { title: 'Nocturne', composer: 'Chopin', status: 'learning', notes: 'Softly.' };
  const { id } = (await mirubato.ask('POST', '/pieces', piece)) as { id: string };
  await mirubato.ask('POST', '/pieces', { title: 'Rondo', status: 'archived' });
  const entry = {
    timestamp: new Date().toISOString(),
    zone: 'Europe/Berlin',
    duration: 20,
    type: 'lesson',
    pieces: [{ pieceId: id, title: 'Nocturne', composer: 'Chopin', measures: '1–8', tempo: 60 }],
    notes: 'Softly.',
    mood: 'proud',
    tags: ['recital'],
  };
  await mirubato.ask('POST', '/logbook/entries', entry);
  const deleted = (await mirubato.ask('POST', '/logbook/entries', entry)) as { id: string };
  await mirubato.ask('DELETE', `/logbook/entries/${deleted.id}`);
  return id;
}
