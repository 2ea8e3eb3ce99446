import { expectAccessible } from './accessible.ts';
import { expect, test } from './mirubato.ts';

test('a term is looked up by keyboard, by mistake, by sign and by meaning', async ({ page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/`);
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
  await expect(page.getByText('Put together from its parts')).toBeVisible();
  await page.getByRole('button', { name: 'più mosso', exact: true }).press('Enter');
  await expect(term.getByRole('heading', { level: 2, name: 'più mosso' })).toBeVisible();

  await field.fill('qqqqzzzz');
  await expect(page.getByText('is not in the dictionary, and nothing like it')).toBeVisible();
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
