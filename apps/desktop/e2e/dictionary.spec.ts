import { expectAccessible } from './accessible.ts';
import { expect, test } from './mirubato.ts';

test('a term is looked up by keyboard, by mistake, by sign and by meaning', async ({ page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  const field = page.getByRole('searchbox', { name: 'Look up a term' });
  await expect(field).toBeFocused();
  const list = page.getByRole('list', { name: 'Terms found' });
  const term = page.getByRole('region', { name: 'Term' });

  await field.fill('cresendo');
  await expect(list.getByRole('button').first()).toContainText('crescendo');
  await expect(list.getByRole('button').first()).toContainText('did you mean?');
  await expect(term.getByRole('heading', { level: 2, name: 'crescendo' })).toBeVisible();
  await expect(term).toContainText('Opposite');

  await field.fill('m.d.');
  await expect(list.getByRole('button').first()).toContainText('mano destra');
  await field.fill('gradualy slower');
  await expect(list).toContainText('rallentando');

  await field.fill('pia');
  await expect(list.getByRole('button', { name: /^piano/ }).first()).toBeVisible();
  const first = (await list.getByRole('button').first().textContent()) ?? '';
  await field.press('ArrowDown');
  await expect(list.locator('[aria-current=true]')).not.toHaveText(first);
  await expect(term.getByRole('heading', { level: 2 })).toBeVisible();

  await field.fill('poco a poco più mosso');
  const together = page.getByRole('region', { name: 'Put together' });
  await expect(together).toContainText('Gradually with more movement');
  await expect(together).toContainText('Italian, 80% sure');
  await page.getByRole('button', { name: 'più mosso', exact: true }).press('Enter');
  await expect(term.getByRole('heading', { level: 2, name: 'più mosso' })).toBeVisible();

  await field.fill('qqqqzzzz');
  await expect(page.getByText('is not in the dictionary, and nothing like it')).toBeVisible();
});

test('a term of one’s own and a note are kept, found in the palette, and come back from the trash', async ({
  page,
  mirubato,
}) => {
  await page.goto(`${mirubato.url}/#/dictionary`);
  await page.getByRole('searchbox').fill('wolkig');
  await expect(page.getByText('wolkig')).toBeVisible();
  await page.getByRole('button', { name: 'Add a term of your own' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add a term of your own' });
  await expect(dialog.getByLabel('Term')).toHaveValue('wolkig');
  await dialog.getByLabel('What it means').fill('As through clouds');
  await expectAccessible(page, 'own term');
  await dialog.getByRole('button', { name: 'Save' }).press('Enter');
  const term = page.getByRole('region', { name: 'Term', exact: true });
  await expect(term.getByRole('heading', { level: 2, name: 'wolkig' })).toBeVisible();
  await expect(term).toContainText('As through clouds');
  await term.getByRole('button', { name: 'Delete' }).press('Enter');
  await expect(page.getByText('wolkig').last()).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).press('Enter');

  await page.goto(`${mirubato.url}/#/dictionary/allegro`);
  await page.getByRole('button', { name: 'Add a note' }).press('Enter');
  await page.getByRole('textbox', { name: 'Note' }).fill('Slower in the trio.');
  await page.getByRole('textbox', { name: 'Note' }).press('Control+Enter');
  await expect(page.getByRole('textbox', { name: 'Note' })).toHaveValue('Slower in the trio.');
  await page.getByRole('button', { name: 'Something is wrong here' }).press('Enter');
  await page.getByLabel('What is wrong').fill('The second sense is missing.');
  await page.getByRole('button', { name: 'Keep the report' }).press('Enter');
  await expect(page.getByText('The report is kept.')).toBeVisible();
  await expectAccessible(page, 'term with a note');
  await page.screenshot({ path: test.info().outputPath('note.png') });

  await page.keyboard.press('Control+k');
  await page.keyboard.type('wolki');
  await expect(page.getByRole('button', { name: /wolkig/ })).toBeVisible();
});

for (const [theme, language, width, q, heading] of [
  ['light', 'en', 1280, 'pizzicato', 'pizzicato'],
  ['dark', 'de', 820, 'rit.', 'ritardando'],
  ['stage', 'en', 1280, 'a 2', 'a due'],
] as const) {
  test(`the dictionary fits and is accessible in ${theme}, ${language}, ${width}`, async ({
    page,
    mirubato,
  }) => {
    await mirubato.ask('PATCH', '/settings', { theme, language });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${mirubato.url}/#/dictionary`);
    await expectAccessible(page, 'empty');
    await page.getByRole('searchbox').fill(q);
    const list = page.getByRole('list', { name: /Terms found|Gefundene/ });
    await expect(list.getByRole('button').first()).toContainText(heading);
    await page.screenshot({ path: test.info().outputPath('found.png') });
    await expectAccessible(page, 'found');
    await list.getByRole('button').first().press('Enter');
    await expect(page.getByRole('heading', { level: 2, name: heading })).toBeVisible();
    await expectAccessible(page, 'term');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.screenshot({ path: test.info().outputPath('term.png') });
  });
}
