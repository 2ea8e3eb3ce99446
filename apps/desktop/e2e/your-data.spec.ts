import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './mirubato.ts';

const original = {
  version: '2.0',
  exportDate: '2025-11-01T00:00:00.000Z',
  logbook: [
    {
      id: 'entry_1',
      timestamp: '2025-10-01T17:00:00.000Z',
      duration: 30,
      type: 'practice',
      pieces: [{ title: 'Nocturne', composer: 'Chopin' }],
      techniques: [],
      goalIds: [],
      tags: [],
      createdAt: '2025-10-01T17:30:00.000Z',
      updatedAt: '2025-10-01T17:30:00.000Z',
    },
    { id: 'broken', duration: 'long' },
  ],
  profile: { displayName: 'me' },
};

for (const [theme, language, width, names] of [
  ['light', 'en', 1280, { take: 'Take records in …', now: 'Take in', download: 'Download all records' }],
  [
    'dark',
    'de',
    820,
    { take: 'Daten übernehmen …', now: 'Übernehmen', download: 'Alle Daten herunterladen' },
  ],
] as const) {
  test(`records come in after a look, and go out whole, in ${theme}, ${language}, ${width}`, async ({
    page,
    mirubato,
  }) => {
    await mirubato.ask('PATCH', '/settings', { theme, language });
    await page.setViewportSize({ width, height: 900 });
    const file = join(mirubato.dataDir, 'original.json');
    await writeFile(file, JSON.stringify(original));
    await page.goto(`${mirubato.url}/#/settings`);
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: names.take }).press('Enter');
    await (await choosing).setFiles(file);
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('row').nth(1)).toContainText('1000');
    await expect(dialog).toContainText('logbook 2 (broken)');
    await expect(dialog).toContainText('profile');
    await expectAccessible(page, 'report');
    await page.screenshot({ path: test.info().outputPath('report.png') });
    expect(await entryIds(mirubato.ask('GET', '/logbook/entries?limit=10'))).toEqual([]);
    await dialog.getByRole('button', { name: names.now }).press('Enter');
    await expect(dialog).toBeHidden();
    expect(await entryIds(mirubato.ask('GET', '/logbook/entries?limit=10'))).toEqual(['entry_1']);

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: names.download }).press('Enter');
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^mirubato-\d{4}-\d\d-\d\d\.json$/);
    const saved = JSON.parse(await readFile(await download.path(), 'utf8'));
    expect(saved).toMatchObject({ version: '3.0', entries: [{ id: 'entry_1' }] });
  });
}

test('a file that is no export says so', async ({ page, mirubato }) => {
  const file = join(mirubato.dataDir, 'letter.json');
  await writeFile(file, 'Dear teacher');
  await page.goto(`${mirubato.url}/#/settings`);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Take records in …' }).press('Enter');
  await (await choosing).setFiles(file);
  await expect(page.getByText('This is not an export')).toBeVisible();
});

async function entryIds(answer: Promise<unknown>): Promise<string[]> {
  return ((await answer) as { entries: { id: string }[] }).entries.map(({ id }) => id);
}

test('a backup is made and tested in the settings, and a damaged one says what is wrong', async ({
  page,
  mirubato,
}) => {
  await mirubato.ask('POST', '/import-data?zone=Europe/Berlin', original);
  const file = join(mirubato.dataDir, 'backup.zip');
  await page.goto(`${mirubato.url}/#/settings`);
  await page.getByRole('button', { name: 'Make a backup …' }).press('Enter');
  const making = page.getByRole('dialog', { name: 'A backup' });
  await expect(making.getByRole('textbox', { name: 'File' })).toHaveValue(/mirubato-\d{4}-\d\d-\d\d\.zip$/);
  await making.getByRole('textbox', { name: 'File' }).fill('backup.zip');
  await page.keyboard.press('Enter');
  await expect(making.getByRole('alert')).toBeVisible();
  await making.getByRole('textbox', { name: 'File' }).fill(file);
  await page.keyboard.press('Enter');
  await expect(making.getByRole('status')).toContainText(file);
  await expectAccessible(page, 'a backup');
  await page.keyboard.press('Escape');
  await expect(making).toBeHidden();
  const testBackup = async () => {
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Test a backup …' }).press('Enter');
    await (await choosing).setFiles(file);
  };
  await testBackup();
  const dialog = page.getByRole('dialog', { name: 'Test of a backup' });
  await expect(dialog).toContainText('brings everything back');
  await expect(dialog.getByRole('row', { name: 'Entries' })).toHaveText('Entries11');
  await expectAccessible(page, 'test of a backup');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await truncate(file, 200);
  await testBackup();
  await expect(dialog).toContainText('its end is missing');
});

test('an entry goes back to before a change and forth again, and the trash is emptied at once', async ({
  page,
  mirubato,
}) => {
  await mirubato.ask('PATCH', '/settings', { firstDayOfWeek: 1 });
  await mirubato.ask('POST', '/import-data?zone=Europe/Berlin', original);
  await mirubato.ask('PATCH', '/logbook/entries/entry_1', {
    duration: 45,
    notes: 'The coda.',
    mood: 'proud',
  });
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.goto(`${mirubato.url}/#/logbook`);
  const entry = page.getByRole('list', { name: 'Logbook' }).getByRole('button');
  await entry.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Entry' });
  await panel.getByText('History', { exact: true }).press('Enter');
  await expect(panel.getByRole('listitem').filter({ hasText: 'on this computer' })).toContainText('30 → 45');
  for (const theme of ['light', 'dark', 'stage']) {
    await mirubato.ask('PATCH', '/settings', { theme });
    await expect(page.locator('html')).toHaveAttribute(
      'data-mantine-color-scheme',
      theme === 'light' ? 'light' : 'dark',
    );
    await expectAccessible(page, theme);
  }
  await panel.getByRole('button', { name: 'Back to before the change' }).press('Enter');
  await expect(panel).toBeHidden();
  await expect(entry).toContainText('30 min');
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(entry).toContainText('45 min');

  const piece = (await mirubato.ask('POST', '/pieces', { title: 'Arabesque' })) as { id: string };
  await mirubato.ask('DELETE', `/pieces/${piece.id}`);
  await mirubato.ask('DELETE', '/logbook/entries/entry_1');
  await page.goto(`${mirubato.url}/#/trash`);
  await page.getByRole('textbox', { name: 'Search the trash' }).fill('arab');
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: 'Choose all' }).press('Space');
  await expectAccessible(page, 'trash');
  await page.getByRole('button', { name: 'Restore 2' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
});
