import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { test as base, expect } from './mirubato.ts';
import { scorePdf } from './score-pdf.ts';

const lantern = scorePdf({ title: 'Lantern Walk', composer: 'Fanny Hensel', pages: ['Over the hill'] });
const barcarolle = scorePdf({ title: 'Barcarolle', composer: 'Max Reger', pages: ['Row gently'] });

/** A drive with a folder of scores on it; renaming the folder takes the drive away. */
const test = base.extend<{ drive: string; folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what is needed
  drive: async ({}, use) => {
    const drive = await mkdtemp(join(tmpdir(), 'mirubato-e2e-drive-'));
    await use(drive);
    await rm(drive, { recursive: true, force: true });
  },
  folder: async ({ drive }, use) => {
    const folder = join(drive, 'Scores');
    await mkdir(folder);
    await use(folder);
  },
});

test.use({ locale: 'en-GB', timezoneId: 'Europe/Berlin', contextOptions: { reducedMotion: 'reduce' } });

test('a folder is watched by keyboard alone, and what is put into it comes in', async ({
  page,
  mirubato,
  folder,
}) => {
  await writeFile(join(folder, 'lantern.pdf'), lantern);
  await page.goto(`${mirubato.url}/#/import`);
  await expect(page.getByText('Where do your scores arrive')).toBeVisible();
  const summary = page.getByText('Watch a folder', { exact: true });
  await summary.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(folder);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Watch', exact: true })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: 'Leave in place' })).toBeChecked();
  await field(page).press('Enter');
  await expect(summary).toBeFocused();
  await expect(field(page)).toBeHidden();
  await expect(rowOf(page, folder)).toContainText('Watching');
  await expect(rowOf(page, folder)).toContainText('left in place');
  await expect(importOf(page, 'Lantern Walk')).toBeVisible();

  await mkdir(join(folder, 'Reger'));
  await writeFile(join(folder, 'Reger', 'barcarolle.pdf'), barcarolle);
  await expect(importOf(page, 'Barcarolle – Max Reger')).toBeVisible();
  await expect(rowOf(page, folder)).toContainText('2 PDFs');
});

test('a folder that cannot be watched is refused in words, beside the field', async ({
  page,
  mirubato,
  drive,
  folder,
}) => {
  await page.goto(`${mirubato.url}/#/import`);
  await page.getByText('Watch a folder', { exact: true }).click();
  const refused = async (path: string, words: string) => {
    await field(page).fill(path);
    await page.keyboard.press('Enter');
    await expect(page.getByText(words)).toBeVisible();
    await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  };
  await refused('Music/Scores', 'The path is not whole.');
  await refused(join(drive, 'Skores'), 'There is no such folder.');
  await refused(join(mirubato.dataDir, 'database'), 'This folder is Mirubato’s own.');
  await shoot(page, 'refused');
  await expectAccessible(page, 'refused');
  await field(page).fill(folder);
  await expect(page.getByText('This folder is Mirubato’s own.')).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(rowOf(page, folder)).toBeVisible();
  await page.getByText('Watch a folder', { exact: true }).click();
  await refused(drive, 'This folder is watched already.');
});

test('a drive that goes away is told, and all is well when it is back', async ({
  page,
  mirubato,
  drive,
  folder,
}) => {
  await writeFile(join(folder, 'lantern.pdf'), lantern);
  const { id } = (await mirubato.ask('POST', '/watched-folders', { path: folder, mode: 'reference' })) as {
    id: string;
  };
  await page.goto(`${mirubato.url}/#/import`);
  await expect(importOf(page, 'Lantern Walk')).toBeVisible();
  await expect(rowOf(page, folder)).toContainText('1 PDF');
  await rename(folder, join(drive, 'unplugged'));
  await page.getByRole('button', { name: `Look now: ${folder}` }).press('Enter');
  await expect(rowOf(page, folder)).toContainText('Not reachable since');
  await expect(rowOf(page, folder)).toContainText('Is its drive connected?');
  await page.goto(`${mirubato.url}/#/scores`);
  await expect(page.getByText('File missing').first()).toBeVisible();
  await rename(join(drive, 'unplugged'), folder);
  await mirubato.ask('POST', `/watched-folders/${id}/look`);
  await expect(page.getByText('File missing')).toHaveCount(0);
  await expect(page.getByText('Lantern Walk').first()).toBeVisible();
  await page.goto(`${mirubato.url}/#/import`);
  await expect(rowOf(page, folder)).toContainText('Watching');
});

test('watching ends at once and is taken up again by undo', async ({ page, mirubato, folder }) => {
  await mirubato.ask('POST', '/watched-folders', { path: folder, mode: 'copy' });
  await page.goto(`${mirubato.url}/#/import`);
  await page.getByRole('button', { name: `Stop watching ${folder}` }).press('Enter');
  await expect(page.getByText('Scores is no longer watched. Its scores stay.')).toBeVisible();
  await expect(rowOf(page, folder)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(rowOf(page, folder)).toContainText('copied into the library');
});

// Each theme, language and width at least once; all of them together find no more.
for (const [theme, language, width] of [
  ['light', 'en', 1280],
  ['light', 'de', 820],
  ['dark', 'de', 1280],
  ['stage', 'en', 820],
] as const) {
  test(`watched folders are accessible in ${theme}, ${language}, and fit ${width} px`, async ({
    page,
    mirubato,
    drive,
    folder,
  }) => {
    await page.setViewportSize({ width, height: 1180 });
    await mirubato.ask('PATCH', '/settings', { theme, language });
    await page.goto(`${mirubato.url}/#/import`);
    const name = language === 'de' ? 'Überwachte Ordner' : 'Watched folders';
    const section = page.getByRole('region', { name });
    await expect(section).toBeVisible();
    await expectFits(page);
    await expectAccessible(page, 'nothing watched');
    await shoot(page, `empty-${theme}-${language}-${width}`);

    const away = join(drive, 'Network drive of the music school', 'Piano and chamber music');
    await mkdir(away, { recursive: true });
    await writeFile(join(folder, 'lantern.pdf'), lantern);
    await writeFile(join(folder, 'barcarolle.pdf'), barcarolle);
    await mirubato.ask('POST', '/watched-folders', { path: folder, mode: 'reference' });
    const added = await mirubato.ask('POST', '/watched-folders', { path: away, mode: 'copy' });
    await expect(section.getByRole('listitem')).toHaveCount(2);
    await rm(away, { recursive: true });
    await mirubato.ask('POST', `/watched-folders/${(added as { id: string }).id}/look`);
    const unreachable = language === 'de' ? 'Nicht erreichbar seit' : 'Not reachable since';
    await expect(section).toContainText(unreachable);
    await expect(section).toContainText('2 PDFs');
    await expect(importOf(page, 'Barcarolle')).toBeVisible();
    await section.getByText(language === 'de' ? 'Einen Ordner überwachen' : 'Watch a folder').click();
    await expectFits(page);
    await expectAccessible(page, 'one folder out of reach');
    await shoot(page, `two-${theme}-${language}-${width}`);
  });
}

function field(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Folder on this computer' });
}

function rowOf(page: Page, path: string): Locator {
  return page.getByRole('list', { name: 'Watched folders' }).getByRole('listitem').filter({ hasText: path });
}

function importOf(page: Page, words: string): Locator {
  return page
    .getByRole('list', { name: /Imported files|Importierte Dateien/ })
    .getByRole('listitem')
    .filter({ hasText: words });
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
  if (folder) await page.screenshot({ path: join(folder, `watched-${name}.png`) });
}
