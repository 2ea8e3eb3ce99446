import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './mirubato.ts';
import { photographedPage } from './png-picture.ts';
import { scorePdf } from './score-pdf.ts';

const png = (number: number) => ({
  name: `page ${number}.png`,
  mimeType: 'image/png',
  buffer: photographedPage(number),
});

test('three pictures are put in order and treated, and become one score', async ({ page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/import`);
  await choose(page, 'Choose files', [png(3), png(1), png(2)]);
  await expect(page.getByRole('heading', { level: 1, name: 'Score from pictures' })).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '3 pages' })).toBeVisible();
  expect(await names(page)).toEqual(['page 1.png', 'page 2.png', 'page 3.png']);

  // By keyboard: to the second, before the first, and back.
  await thumbnail(page, 'page 1.png').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => names(page)).toEqual(['page 2.png', 'page 1.png', 'page 3.png']);
  await expect(thumbnail(page, 'page 2.png')).toBeFocused();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => names(page)).toEqual(['page 1.png', 'page 2.png', 'page 3.png']);

  // By mouse: the last before the first.
  await drag(page, thumbnail(page, 'page 3.png'), thumbnail(page, 'page 1.png'));
  await expect.poll(() => names(page)).toEqual(['page 3.png', 'page 1.png', 'page 2.png']);
  await page.keyboard.press('u');
  await expect.poll(() => names(page)).toEqual(['page 1.png', 'page 2.png', 'page 3.png']);

  // Removed, and there again.
  await thumbnail(page, 'page 2.png').click();
  await page.keyboard.press('Delete');
  await expect.poll(() => names(page)).toEqual(['page 1.png', 'page 3.png']);
  await page.keyboard.press('u');
  await expect.poll(() => names(page)).toEqual(['page 1.png', 'page 2.png', 'page 3.png']);

  // Cropped by a handle with the arrow keys, for all; black and white; the second one turned.
  await thumbnail(page, 'page 1.png').click();
  const whole = page.getByRole('button', { name: 'Whole picture' });
  await expect(whole).toBeDisabled();
  await page.getByRole('button', { name: /^Top left corner/ }).focus();
  for (let press = 0; press < 3; press += 1) {
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
  }
  await expect(whole).toBeEnabled();
  await page.getByText('Black and white').click();
  await page.getByRole('button', { name: 'Apply to all pages' }).click();
  await thumbnail(page, 'page 2.png').click();
  await expect(whole).toBeEnabled();
  await page.keyboard.press('r');
  await page.getByRole('textbox', { name: 'Title' }).fill('Lantern Walk');
  await page.getByRole('button', { name: 'Make score' }).click();

  const row = page.getByRole('list', { name: 'Imported files' }).getByRole('listitem');
  await expect(row).toContainText('Lantern Walk', { timeout: 60_000 });
  await page.getByRole('link', { name: 'Open Lantern Walk' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lantern Walk' })).toBeVisible();
  const { items } = (await mirubato.ask('GET', '/scores?limit=5')) as { items: { pageCount: number }[] };
  expect(items.map(({ pageCount }) => pageCount)).toEqual([3]);
});

test('what cannot be read says why, the others stay, and PDFs go their own way', async ({
  page,
  mirubato,
}) => {
  await page.goto(`${mirubato.url}/#/import`);
  const pdf = scorePdf({ title: 'Barcarolle', composer: 'Max Reger', pages: ['Row gently'] });
  await choose(page, 'Choose files', [
    png(1),
    { name: 'letter.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Dear Sir or Madam') },
    {
      name: 'IMG_1.HEIC',
      mimeType: 'image/heic',
      buffer: Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    },
    { name: 'barcarolle.pdf', mimeType: 'application/pdf', buffer: pdf },
  ]);
  const refused = page.getByRole('alert');
  await expect(refused).toContainText('2 pictures could not be taken');
  await expect(refused).toContainText('The picture is damaged.');
  await expect(refused).toContainText('This is no picture that can be read.');
  await refused.getByRole('button', { name: 'Close' }).click();
  await expect(refused).toBeHidden();
  expect(await names(page)).toEqual(['page 1.png']);

  await page.getByRole('link', { name: 'Import' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Barcarolle – Max Reger' })).toBeVisible();
  await expect(page.getByText('1 page of a score from pictures is waiting.')).toBeVisible();
  await page.getByRole('link', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Remove all' }).click();
  await expect(page.getByRole('heading', { name: 'Which pages belong together?' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await names(page)).toEqual(['page 1.png']);
});

test('pictures dropped on another screen lead to where they are put in order', async ({ page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/scores`);
  await expect(page.getByRole('heading', { name: 'Your scores will be here' })).toBeVisible();
  const dropped = await page.evaluateHandle((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'dropped.png', { type: 'image/png' }));
    return data;
  }, photographedPage(1).toString('base64'));
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await expect(thumbnail(page, 'dropped.png')).toBeVisible();
  await expect(page.getByText('Import has begun')).toBeHidden();
});

test('pictures that the core holds no more are asked for again', async ({ page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/import`);
  await choose(page, 'Choose files', [png(1)]);
  await expect(thumbnail(page, 'page 1.png')).toBeVisible();
  await page.route('**/api/imports/pictures', (route) =>
    route.fulfill({
      status: 404,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'not-found', detail: 'There is no picture.' }),
    }),
  );
  await page.getByRole('button', { name: 'Make score' }).click();
  await expect(page.getByRole('alert')).toContainText('These pictures are no longer at hand');
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect(page.getByRole('heading', { name: 'Which pages belong together?' })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`the arrangement is accessible in ${theme}`, async ({ page, mirubato }) => {
    await mirubato.ask('PATCH', '/settings', { theme });
    await page.goto(`${mirubato.url}/#/import/pictures`);
    await expect(page.getByRole('heading', { name: 'Which pages belong together?' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
    await expectAccessible(page, 'nothing chosen yet');
    await choose(page, 'Add pictures', [png(1), png(2)]);
    await expect(page.getByRole('img', { name: 'The page' })).toBeVisible();
    await expectAccessible(page, 'two pages');
  });
}

async function choose(
  page: Page,
  button: string,
  files: { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(files);
}

function thumbnail(page: Page, name: string): Locator {
  return page
    .getByRole('list', { name: 'Pages in their order' })
    .getByRole('button', { name: new RegExp(`, ${name}$`) });
}

function names(page: Page): Promise<string[]> {
  return page
    .getByRole('list', { name: 'Pages in their order' })
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons.map((button) => (button.getAttribute('aria-label') ?? '').replace(/^Page \d+, /, '')),
    );
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('not on the screen');
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + start.width / 2 - 20, start.y + start.height / 2, { steps: 4 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 12 });
  await page.mouse.up();
}
