import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { test as base, testOfProcess as baseOfProcess, expect } from './mirubato.ts';
import { type Relay, startRelay } from './relay.ts';

const test = base.extend<{ relay: Pick<Relay, 'session'> }, { relayOfWorker: Relay }>({
  relayOfWorker: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what is needed
    async ({}, use) => withRelay(use),
    { scope: 'worker', timeout: 120_000 },
  ],
  // Its users are of one test only.
  relay: async ({ relayOfWorker }, use, { testId, retry }) =>
    use({ session: (user) => relayOfWorker.session(`${user}-${testId}-${retry}`) }),
});

const testOfProcess = baseOfProcess.extend<{ relay: Relay }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what is needed
  relay: async ({}, use) => withRelay(use),
});

test.use({
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
  contextOptions: { reducedMotion: 'reduce' },
});

testOfProcess(
  'a second device is paired with a code, and what one has the other gets',
  async ({ page, mirubato, relay, otherMirubato: other }) => {
    await mirubato.ask('PATCH', '/sync/device', { name: 'Music room' });
    await mirubato.ask('POST', '/sync/session', await relay.session('anna'));
    const piece = { title: 'Nocturne', status: 'learning' };
    await mirubato.ask('POST', '/pieces', piece);
    await page.goto(`${mirubato.url}/#/settings`);
    const sync = page.getByRole('region', { name: 'Sync' });
    await expect(sync.getByText('Up to date', { exact: true })).toBeVisible();
    await sync.getByRole('button', { name: 'Add a device' }).click();
    await expect(sync.getByRole('img', { name: 'The pairing code as a QR code' })).toBeVisible();
    const code = (await page.locator('.sync-code').textContent()) ?? '';

    const second = await page.context().newPage();
    await second.goto(`${other.url}/#token=${other.token}`);
    await second.goto(`${other.url}/#/settings`);
    const theirs = second.getByRole('region', { name: 'Sync' });
    await theirs.getByRole('textbox', { name: 'Address of the relay' }).fill(relay.url);
    await second.keyboard.press('Tab');
    await second.keyboard.press('ArrowDown');
    await theirs.getByRole('textbox', { name: 'Pairing code' }).fill('wrong');
    await second.keyboard.press('Enter');
    await expect(theirs.getByRole('alert')).toBeVisible();
    await theirs.getByRole('textbox', { name: 'Pairing code' }).fill(code);
    await second.keyboard.press('Enter');
    await expect(theirs.getByText('Up to date', { exact: true })).toBeVisible();
    await expect(theirs.getByText('Music room')).toBeVisible();
    await second.goto(`${other.url}/#/pieces`);
    await expect(second.getByRole('link', { name: 'Nocturne' })).toBeVisible();
    await expect(sync.getByText('Connected now')).toBeVisible();
    await expect(sync.getByText('Everything of this computer has arrived there')).toBeVisible();

    await relay.kill();
    await mirubato.ask('POST', '/pieces', { title: 'Rondo', status: 'learning' });
    await expect(sync.getByText('One change waits for the relay')).toBeVisible();
    await relay.start();
    await sync.getByRole('button', { name: 'Sync now' }).click();
    await expect(sync.getByText('Up to date', { exact: true })).toBeVisible();
    await expect(second.getByRole('link', { name: 'Rondo' })).toBeVisible({ timeout: 60_000 });

    await relay.kill();
    await mirubato.ask('POST', '/pieces', { title: 'Sonata', status: 'learning' });
    await mirubato.kill();
    await relay.start();
    await mirubato.start();
    await expect(second.getByRole('link', { name: 'Sonata' })).toBeVisible({ timeout: 90_000 });
  },
);

test('two journals that have nothing in common are put together only when asked', async ({
  page,
  mirubato,
  relay,
  otherMirubato: other,
}) => {
  await other.ask('POST', '/sync/session', await relay.session('anna'));
  await other.ask('POST', '/pieces', { title: 'Theirs', status: 'learning' });
  await expect
    .poll(async () => ((await other.ask('GET', '/sync')) as { waiting: number; status: string }).status)
    .toBe('synced');
  await mirubato.ask('POST', '/pieces', { title: 'Mine', status: 'learning' });
  await mirubato.ask('POST', '/sync/session', await relay.session('anna'));
  await page.goto(`${mirubato.url}/#/settings`);
  const question = page.getByRole('alert');
  await expect(question).toContainText('There is a journal here and another in the account');
  await expectAccessible(page, 'question');
  await shoot(page, 'question');
  await question.getByRole('button', { name: 'Put both together' }).click();
  await expect(question).toBeHidden();
  await page.goto(`${mirubato.url}/#/pieces`);
  await expect(page.getByRole('link', { name: 'Theirs' })).toBeVisible();
});

test('signing out asks what becomes of the journal here', async ({ page, mirubato, relay }) => {
  await mirubato.ask('POST', '/sync/session', await relay.session('anna'));
  await page.goto(`${mirubato.url}/#/settings`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign out of sync' });
  await expect(dialog.getByRole('radio', { name: 'Keep it' })).toBeChecked();
  await expectAccessible(page, 'sign out');
  await dialog.getByRole('radio', { name: 'Remove it from this computer' }).check();
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByText('The journal is removed when Mirubato is closed')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Address of the relay' })).toBeVisible();
});

for (const theme of ['light', 'dark', 'stage'] as const) {
  for (const language of ['en', 'de'] as const) {
    test(`sync is accessible in ${theme}, ${language}, and fits 820 px`, async ({
      page,
      mirubato,
      relay,
    }) => {
      await page.setViewportSize({ width: 820, height: 1180 });
      await mirubato.ask('PATCH', '/settings', { theme, language });
      await page.goto(`${mirubato.url}/#/settings`);
      const sync = page.getByRole('region', { name: language === 'de' ? 'Abgleich' : 'Sync' });
      await sync.scrollIntoViewIfNeeded();
      await expect(sync.getByRole('textbox').first()).toBeVisible();
      await expectFits(page);
      await expectAccessible(page, 'signed out');
      await shoot(page, `off-${theme}-${language}`);
      await mirubato.ask('POST', '/sync/session', await relay.session('anna'));
      const add = sync.getByRole('button', { name: language === 'de' ? 'Gerät hinzufügen' : 'Add a device' });
      await add.click();
      await expect(sync.getByRole('img')).toBeVisible();
      await expectFits(page);
      await expectAccessible(page, 'signed in');
      await sync
        .getByRole('button', { name: language === 'de' ? 'Jetzt abgleichen' : 'Sync now' })
        .scrollIntoViewIfNeeded();
      await shoot(page, `on-${theme}-${language}`);
    });
  }
}

async function withRelay(use: (relay: Relay) => Promise<void>): Promise<void> {
  const relay = await startRelay();
  await use(relay);
  await relay.remove();
}

async function expectFits(page: Page): Promise<void> {
  const overflowPx = await page.evaluate(() => {
    const main = document.getElementById('main');
    return main ? main.scrollWidth - main.clientWidth : Number.NaN;
  });
  expect(overflowPx).toBeLessThanOrEqual(0);
}

/** To be looked at by eye, where a folder for it is named. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.MIRUBATO_SCREENSHOTS;
  if (folder) await page.screenshot({ path: join(folder, `sync-${name}.png`) });
}
