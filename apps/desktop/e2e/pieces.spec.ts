import { mkdir } from 'node:fs/promises';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './mirubato.ts';
import { importScores, scoreIds } from './score-pdf.ts';
import { pressUndo } from './undo.ts';

test.use({
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
  contextOptions: { reducedMotion: 'reduce' },
});

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
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog', { name: 'Remove Gymnopédie No. 1' });
  await expect(dialog.getByRole('radio', { name: 'Keep the entries' })).toBeFocused();
  await page.keyboard.press('Enter');
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

test('a piece is renamed in its entries and merged with its twin, each with one undo', async ({
  page,
  mirubato,
}) => {
  const { id } = (await mirubato.ask('POST', '/pieces', { title: 'Mondschein' })) as { id: string };
  await mirubato.ask('POST', '/pieces', { title: 'Sonata quasi una fantasia', status: 'working' });
  for (const [title, duration] of [
    ['Mondschein', 30],
    ['Mondschein', 20],
    ['Sonata quasi una fantasia', 15],
  ]) {
    await mirubato.ask('POST', '/logbook/entries', {
      timestamp: '2026-03-03T17:00:00.000Z',
      zone: 'Europe/Berlin',
      duration,
      type: 'practice',
      pieces: [{ title, measures: '1-8', tempo: 60 }],
    });
  }
  await page.goto(`${mirubato.url}/#/pieces/${id}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Mondschein' })).toBeVisible();
  await page.keyboard.press('e');
  const form = page.getByRole('dialog', { name: 'Edit piece' });
  await expect(form.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Sonata quasi una fantasia');
  await expect(form.getByText('Another piece is called Sonata quasi una fantasia')).toBeVisible();
  await page.keyboard.type(' 2');
  await expect(form.getByText('2 entries get the new name too.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'Sonata quasi una fantasia 2' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Sonata quasi una fantasia 2 .*mm\. 1-8/ })).toHaveCount(2);
  await pressUndo(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Mondschein' })).toBeVisible();

  await page.keyboard.press('m');
  const merge = page.getByRole('dialog', { name: 'Merge with another piece' });
  await expect(merge.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('quasi');
  await page.getByRole('option', { name: 'Sonata quasi una fantasia' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(merge.getByText('Its 1 entry and 0 marks become those of Mondschein')).toBeVisible();
  await merge.getByRole('button', { name: 'Merge' }).press('Enter');
  await expect(merge).toBeHidden();
  await expect(page.locator('dl')).toContainText('1 h 5 min');
  await pressUndo(page);
  await expect(page.locator('dl')).toContainText('50 min');
});

test('a piece and its passages are marked by key, and come back when they are due', async ({
  page,
  mirubato,
}) => {
  const notes = '# Plan\n\n- **slowly**\n- <img src=x onerror="document.title=1">';
  const piece = { title: 'Arabesque', status: 'learning', targetTempo: 72, notes };
  const { id } = (await mirubato.ask('POST', '/pieces', piece)) as { id: string };
  await mirubato.ask('POST', '/logbook/entries', {
    timestamp: new Date().toISOString(),
    zone: 'Europe/Berlin',
    duration: 25,
    type: 'practice',
    pieces: [{ pieceId: id, title: 'Arabesque', measures: 'mm. 5-9', tempo: 66 }],
  });
  await mirubato.ask('POST', '/reviews', {
    pieceId: id,
    grade: 'good',
    at: new Date(Date.now() - 9 * 86_400_000).toISOString(),
    zone: 'Europe/Berlin',
  });
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.goto(`${mirubato.url}/#/pieces`);
  await page.getByRole('row', { name: /Arabesque/ }).waitFor();
  await page.keyboard.press('d');
  const due = page.getByRole('region', { name: 'Due', exact: true });
  await expect(due).toContainText('last good 9 days ago, expected 78%');
  for (const theme of ['light', 'dark', 'stage']) {
    await mirubato.ask('PATCH', '/settings', { theme });
    await expectAccessible(page, `due, ${theme}`);
  }
  await due.getByRole('link', { name: 'Arabesque' }).press('Enter');
  await expect(page.getByRole('table', { name: 'Minutes over time' })).toContainText('25 min');
  await expect(page.getByRole('table', { name: 'Tempo reached' })).toContainText('66 bpm 92%');
  await expect(page.locator('.recharts-surface').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 3, name: 'Plan' })).toBeVisible();
  await expect(page.locator('.notes-text img')).toHaveCount(0);
  for (const theme of ['light', 'dark', 'stage']) {
    await mirubato.ask('PATCH', '/settings', { theme });
    await expectAccessible(page, `piece, ${theme}`);
  }
  await page.keyboard.press('3');
  await expect(page.getByText(/Arabesque: Good\. Due again on/)).toBeVisible();
  await expect(page.getByText(/^Due on .* last good today, expected 100%$/)).toBeVisible();
  const passage = page.getByRole('listitem').filter({ hasText: 'Measures 5–9' });
  await expect(passage).toContainText('practised 25 min');
  await passage.getByRole('button', { name: 'Mark how Arabesque, measures 5–9 went' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Again' }).press('Enter');
  await expect(passage).toContainText('last shaky today');
  await pressUndo(page);
  await expect(passage).toContainText('not marked yet');
});
