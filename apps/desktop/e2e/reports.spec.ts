import { readFile } from 'node:fs/promises';
import { expectAccessible } from './accessible.ts';
import { expect, type Mirubato, test } from './mirubato.ts';
import { pressUndo } from './undo.ts';

test.use({ locale: 'en-GB', timezoneId: 'Europe/Berlin', contextOptions: { reducedMotion: 'reduce' } });

test('practice is looked at, divided and shared by keyboard', async ({ page, mirubato }) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await expect(page.getByRole('heading', { name: 'Nothing in this range' })).toBeVisible();
  await practise(mirubato);
  await expect(page.getByText('3 sessions', { exact: true })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Minutes by day\. 1 h 40 min in all/ })).toBeVisible();

  const pieces = page.getByRole('region', { name: 'Minutes by piece' });
  await pieces.getByRole('radio', { name: 'Table' }).press('Space');
  await expect(pieces.getByRole('row', { name: /Nocturne/ })).toContainText('1 h 10 min');
  await expect(pieces.getByRole('row', { name: /Total/ })).toContainText('1 h 40 min');

  const days = page.getByRole('region', { name: 'Minutes by day' });
  await days.getByRole('button', { name: 'Save the chart: Minutes by day' }).press('Enter');
  const picture = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Picture (PNG)' }).press('Enter');
  expect(pngSize(await readFile(await (await picture).path())).height).toBe(520);

  await page.keyboard.press('x');
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Share a card' });
  await expect(dialog.getByRole('img', { name: 'The card' })).not.toContainText('Nocturne');
  await dialog.getByRole('checkbox', { name: 'Pieces' }).press('Space');
  await expect(dialog.getByRole('img', { name: 'The card' })).toContainText('Nocturne');
  const card = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the picture' }).press('Enter');
  expect(pngSize(await readFile(await (await card).path()))).toEqual({ width: 2160, height: 2160 });
});

test('a report is built, saved, written out and thrown away by keyboard', async ({ page, mirubato }) => {
  await practise(mirubato);
  await page.goto(`${mirubato.url}/#/reports`);
  await expect(page.getByText('3 sessions', { exact: true })).toBeVisible();
  await page.keyboard.press('v');
  await expect(page.getByRole('button', { name: 'Build' })).toBeVisible();
  await page.keyboard.press('b');
  const table = page.getByRole('table', { name: 'Report' });
  await page.getByRole('button', { name: 'Add a bracket' }).press('Enter');
  const bracket = page.getByRole('group', { name: 'Bracket' });
  await expect(bracket.getByRole('radio', { name: 'Any of these' })).toBeChecked();
  await bracket.getByRole('combobox', { name: 'Piece: which' }).press('ArrowDown');
  await page.keyboard.type('Rondo');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Build · 1 condition' })).toBeVisible();
  await expect(table.getByRole('row', { name: /Total/ })).toContainText('20 min');

  await page.getByRole('heading', { name: 'Reports', level: 1 }).click();
  await page.keyboard.press('w');
  const dialog = page.getByRole('dialog', { name: 'Save the report' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Only the rondo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Only the rondo' })).toBeVisible();

  const csv = page.waitForEvent('download');
  await page.getByRole('heading', { name: 'Reports', level: 1 }).click();
  await page.keyboard.press('x');
  await page.keyboard.press('c');
  expect(await readFile(await (await csv).path(), 'utf8')).toMatch(
    /^\ufeffday,minutes,entries,share\r\n[\d-]{10},20,1,1\r\n$/,
  );
  const pdf = page.waitForEvent('download');
  await page.keyboard.press('x');
  await page.keyboard.press('p');
  const printed = await readFile(await (await pdf).path());
  expect(printed.subarray(0, 5).toString()).toBe('%PDF-');
  expect(printed.includes('/Subtype /Image')).toBe(true);

  await page.getByRole('button', { name: 'Only the rondo' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Move “Only the rondo” to the trash' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Reports', exact: true })).toBeVisible();
  await expect(page.getByText('“Only the rondo” is in the trash')).toBeVisible();
  await page.getByRole('heading', { name: 'Reports', level: 1 }).click();
  await pressUndo(page);
  await expect(page.getByText('“Only the rondo” is in the trash')).toBeHidden();
  await page.getByRole('button', { name: 'Reports', exact: true }).press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Only the rondo' })).toBeVisible();
});

test('reports are accessible in light, dark and on stage, in a narrow window too', async ({
  page,
  mirubato,
}) => {
  await page.goto(`${mirubato.url}/#/reports`);
  await expect(page.getByRole('heading', { name: 'Nothing in this range' })).toBeVisible();
  await expectAccessible(page, 'empty');
  await practise(mirubato);
  for (const theme of ['light', 'dark', 'stage'] as const) {
    if (theme === 'stage') await page.setViewportSize({ width: 820, height: 1180 });
    await mirubato.ask('PATCH', '/settings', { theme });
    await page.goto(`${mirubato.url}/#/reports`);
    await page.reload();
    await expect(
      page
        .getByRole('img', { name: /^Minutes by piece/ })
        .locator('svg')
        .first(),
    ).toBeVisible();
    await expectAccessible(page, `overview in ${theme}`);
    await page.keyboard.press('v');
    await page.keyboard.press('b');
    await page.getByRole('button', { name: 'Add a bracket' }).press('Enter');
    await expect(page.getByRole('group', { name: 'Bracket' })).toBeVisible();
    await expectAccessible(page, `table in ${theme}`);
    const width = await page.evaluate(() => {
      const main = document.querySelector('#main');
      return main ? main.scrollWidth - main.clientWidth : 1;
    });
    expect(width, theme).toBe(0);
  }
});

async function practise(mirubato: Mirubato): Promise<void> {
  const yesterday = Date.now() - 86_400_000;
  const entry = (title: string, minutes: number, daysBefore: number) =>
    mirubato.ask('POST', '/logbook/entries', {
      timestamp: new Date(yesterday - daysBefore * 86_400_000).toISOString(),
      zone: 'Europe/Berlin',
      duration: minutes,
      type: 'practice',
      instrument: 'piano',
      pieces: [{ title, composer: 'Frédéric Chopin' }],
    });
  await entry('Nocturne', 40, 0);
  await entry('Nocturne', 30, 1);
  await mirubato.ask('POST', '/logbook/entries', {
    timestamp: new Date(yesterday).toISOString(),
    zone: 'Europe/Berlin',
    duration: 30,
    type: 'lesson',
    pieces: [{ title: 'Rondo', duration: 20 }],
  });
}

/** From the header of the file. */
function pngSize(png: Buffer): { width: number; height: number } {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}
