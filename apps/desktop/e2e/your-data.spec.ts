import { readFile, writeFile } from 'node:fs/promises';
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
