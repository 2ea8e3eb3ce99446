import { mkdir } from 'node:fs/promises';
import { expect, test } from './mirubato.ts';
import { importScores, scoreIds } from './score-pdf.ts';

test.use({ locale: 'en-GB', timezoneId: 'Europe/Berlin' });

test('a piece is added, moved on the board, practised and trashed', async ({ page, mirubato }) => {
  await page.goto(`${mirubato.url}/#/pieces`);
  await expect(page.getByRole('heading', { name: 'No pieces yet' })).toBeVisible();
  await page.keyboard.press('a');
  const form = page.getByRole('dialog', { name: 'New piece' });
  await expect(form.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.type('Gymnopédie No. 1');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Erik Satie');
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(page.getByRole('row', { name: /Gymnopédie No\. 1/ })).toContainText('Planned');

  await page.keyboard.press('b');
  await page.getByRole('button', { name: 'Actions for Gymnopédie No. 1' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Learning' }).press('Enter');
  const learning = page.getByRole('region', { name: 'Learning' });
  await expect(learning.getByRole('link', { name: 'Gymnopédie No. 1' })).toBeVisible();

  await learning.getByRole('link').press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Gymnopédie No. 1' })).toBeVisible();
  await expect(page.getByText('Status history')).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.getByRole('region', { name: 'Timer' })).toContainText('Gymnopédie No. 1');
  await page.keyboard.press('s');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Minutes', exact: true }).fill('25');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('dl')).toContainText('25 min');

  await page.getByRole('button', { name: 'Move to trash' }).click();
  await expect(page.getByRole('heading', { name: 'No pieces yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'Gymnopédie No. 1' })).toBeVisible();
});

test('the trash gives back what was deleted before', async ({ page, mirubato }) => {
  const { id } = (await mirubato.ask('POST', '/pieces', { title: 'Rondo' })) as { id: string };
  await mirubato.ask('DELETE', `/pieces/${id}`);
  await page.goto(`${mirubato.url}/#/trash`);
  await page.getByRole('button', { name: 'Restore Rondo' }).click();
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page.getByRole('link', { name: 'Rondo' })).toBeVisible();
});

test('the palette finds a piece and a command', async ({ page, mirubato }) => {
  await mirubato.ask('POST', '/pieces', { title: 'Arabesque', composer: 'Debussy' });
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Find a piece' })).toBeFocused();
  await page.keyboard.type('arab');
  await expect(page.getByRole('button', { name: 'Arabesque Debussy' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Arabesque' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('textbox', { name: 'Find a piece' })).toBeFocused();
  await page.keyboard.type('go to set');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('a piece knows its status, its score, and what its entries say of it', async ({
  page,
  mirubato,
}, testInfo) => {
  const folder = testInfo.outputPath('scores');
  await mkdir(folder, { recursive: true });
  const sheet = { title: 'Arabesque', composer: 'Claude Debussy', pages: ['Andantino con moto'] };
  await importScores(mirubato, folder, [sheet]);
  const scoreId = (await scoreIds(mirubato)).get('Arabesque');
  const piece = { title: 'Arabesque', composer: 'Claude Debussy', scoreIds: [scoreId] };
  const { id } = (await mirubato.ask('POST', '/pieces', piece)) as { id: string };
  for (const [day, duration] of [
    ['2026-03-03', 45],
    ['2026-03-05', 40],
  ]) {
    await mirubato.ask('POST', '/logbook/entries', {
      timestamp: `${day}T17:00:00.000Z`,
      zone: 'Europe/Berlin',
      duration,
      type: 'practice',
      pieces: [{ pieceId: id, title: 'Arabesque' }],
    });
  }
  await page.goto(`${mirubato.url}/#/pieces/${id}`);
  const facts = page.locator('dl');
  await expect(facts).toContainText('1 h 25 min');
  await expect(facts).toContainText('5 Mar');
  const history = page.getByRole('list', { name: 'Status history' });
  await expect(history.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Polished' }).click();
  await expect(history.getByRole('listitem').first()).toContainText('Polished');
  await expect(facts).toContainText('1 h 25 min');
  await page.keyboard.press('o');
  await expect(page).toHaveURL(new RegExp(`/scores/${scoreId}`));
});
