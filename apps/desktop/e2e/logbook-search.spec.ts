import { readFile } from 'node:fs/promises';
import { expectAccessible } from './accessible.ts';
import { expect, type Mirubato, test } from './mirubato.ts';
import { pressUndo } from './undo.ts';

test.use({ locale: 'en-GB', timezoneId: 'Europe/Berlin', contextOptions: { reducedMotion: 'reduce' } });

test('entries are found by a query, a filter is saved, and the place is kept', async ({ page, mirubato }) => {
  const today = await fill(mirubato);
  await page.goto(`${mirubato.url}/#/logbook`);
  const list = page.getByRole('list', { name: 'Logbook' });
  const totals = page.getByText('4 entries, 2 h 35 min in all');
  await expect(totals).toBeVisible();

  await page.keyboard.press('/');
  await page.keyboard.type('pie');
  await expect(page.getByRole('option')).toHaveText(['piece:Piece']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('moon');
  await expect(page.getByRole('option')).toHaveText(['Moonlight SonataPiece']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const line = page.getByRole('combobox', { name: 'Search entries' });
  await expect(line).toHaveValue('piece:"Moonlight Sonata" ');
  await page.keyboard.type('duration:>30 moo:x');
  await expect(page.getByText('moo:x is no field.')).toBeVisible();
  await expect(page.getByText('1 entry found, 45 min')).toBeVisible();
  for (let presses = 0; presses < 5; presses++) await page.keyboard.press('Backspace');

  await page.keyboard.press('Enter');
  await expect(list.getByRole('button')).toBeFocused();
  await page.keyboard.press('b');
  const filters = page.getByRole('dialog', { name: 'Saved filters' });
  await expect(filters.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Long moonlight');
  await page.keyboard.press('Enter');
  await expect(filters.getByRole('button', { name: /^Long moonlight/ })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Remove Minutes: from 31 min' }).press('Enter');
  await expect(page.getByText('2 entries found, 1 h 15 min')).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page.getByRole('heading', { level: 1, name: 'Pieces' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(line).toHaveValue('piece:"Moonlight Sonata"');
  await expect(page.getByText('2 entries found, 1 h 15 min')).toBeVisible();

  const year = page.getByRole('grid', { name: `Practice in ${today.slice(0, 4)}` });
  await year.locator(`[data-date="${today}"]`).focus();
  await expect(year.locator(':focus')).toHaveAccessibleName(/: 45 min, level 4 of 4$/);
  await page.keyboard.press('Enter');
  await expect(line).toHaveValue(`piece:"Moonlight Sonata" date:${today} `);
  await expect(page.getByText('1 entry found, 45 min')).toBeVisible();

  await page.keyboard.press('b');
  await filters.getByRole('button', { name: 'Rename Long moonlight' }).press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Evenings');
  await page.keyboard.press('Enter');
  await filters.getByRole('button', { name: /^Evenings/ }).press('Enter');
  await expect(filters).toBeHidden();
  await expect(line).toHaveValue('piece:"Moonlight Sonata" duration:>30');
});

test('several entries are changed, exported and trashed at once, and it is undone at once', async ({
  page,
  mirubato,
}) => {
  await fill(mirubato);
  await page.goto(`${mirubato.url}/#/logbook`);
  const list = page.getByRole('list', { name: 'Logbook' });
  await expect(list.getByRole('button')).toHaveCount(4);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('region', { name: 'Chosen entries' });
  await expect(bar.getByRole('status')).toHaveText('2 chosen');

  await page.keyboard.press('e');
  await page.getByRole('menuitem', { name: 'Add a tag …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add a tag to 2 entries' });
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('exam');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(list.getByText('#exam')).toHaveCount(2);
  await pressUndo(page);
  await expect(list.getByText('#exam')).toHaveCount(0);

  await bar.getByRole('button', { name: 'Export' }).press('Enter');
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'As a table (CSV)' }).press('Enter');
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.trim().split('\r\n')).toHaveLength(3);

  await page.keyboard.press('a');
  await expect(bar.getByRole('status')).toHaveText('4 chosen');
  await page.keyboard.press('Delete');
  await expect(page.getByRole('heading', { name: 'Nothing logged yet' })).toBeVisible();
  await pressUndo(page);
  await expect(list.getByRole('button')).toHaveCount(4);

  await page.keyboard.press('j');
  await page.keyboard.press('d');
  const form = page.getByRole('dialog', { name: 'Log practice' });
  await expect(form.getByRole('combobox', { name: 'Title' })).toHaveValue('Rondo');
  await expect(form.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(list.getByRole('button')).toHaveCount(5);
});

test('notes are shown as they are meant, and a piece that may be known is asked about', async ({
  page,
  mirubato,
}) => {
  await fill(mirubato);
  await page.setViewportSize({ width: 820, height: 1180 });
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('example.org')) foreign.push(request.url());
  });
  for (const theme of ['light', 'dark', 'stage']) {
    await mirubato.ask('PATCH', '/settings', { theme });
    await page.goto(`${mirubato.url}/#/`);
    await page.goto(`${mirubato.url}/#/logbook`);
    const entry = page.getByRole('list', { name: 'Logbook' }).getByRole('button').first();
    await expect(entry).toBeVisible();
    await page.keyboard.press('/');
    await page.keyboard.type('moo:x piece:moon');
    await expect(page.getByRole('option')).toHaveCount(1);
    await expectAccessible(page, `${theme}: the line`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.keyboard.press('x');
    await expect(page.getByRole('region', { name: 'Chosen entries' })).toBeVisible();
    await expectAccessible(page, `${theme}: chosen`);
    await page.keyboard.press('Escape');
    await entry.press('Enter');
    const notes = page.getByRole('region', { name: 'Notes' });
    await expect(notes.getByRole('link', { name: 'A recording' })).toHaveAttribute('target', '_blank');
    await expect(notes.getByRole('listitem')).toHaveText(['left hand at 60', 'then 72']);
    await expectAccessible(page, `${theme}: an entry`);
    await page.keyboard.press('Escape');
    await expect(notes).toBeHidden();
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
  }
  expect(foreign).toEqual([]);
  await expect(page.getByRole('img', { name: 'no picture' })).toHaveCount(0);

  await page.keyboard.press('n');
  const form = page.getByRole('dialog', { name: 'Log practice' });
  await form.getByRole('button', { name: 'Add a piece' }).press('Enter');
  await form.getByRole('combobox', { name: 'Title' }).fill('Moonlight Sonta');
  await form.getByRole('combobox', { name: 'Composer' }).fill('Beethov');
  await expect(page.getByRole('option', { name: 'Ludwig van Beethoven' })).toBeVisible();
  await form.getByRole('button', { name: 'Use that piece' }).press('Enter');
  await expect(form.getByRole('combobox', { name: 'Title' })).toHaveValue('Moonlight Sonata');
  await expect(form.getByRole('combobox', { name: 'Composer' })).toHaveValue('Ludwig van Beethoven');
  await expect(form.getByText('Use that piece')).toBeHidden();
});

/** Four entries, the latest today. @returns today as the logbook dates it */
async function fill(mirubato: Mirubato): Promise<string> {
  const piece = { title: 'Moonlight Sonata', composer: 'Ludwig van Beethoven' };
  const { id: pieceId } = (await mirubato.ask('POST', '/pieces', { ...piece, status: 'learning' })) as {
    id: string;
  };
  const notes =
    '# Slow\n\n- left hand at 60\n- then 72\n\n[A recording](https://example.org/a) ![no picture](https://example.org/b.png)';
  const entries = [
    { duration: 45, pieces: [{ ...piece, pieceId }], notes },
    { duration: 30, pieces: [{ ...piece, pieceId }], tags: ['hands apart'] },
    { duration: 60, type: 'lesson', pieces: [{ title: 'Rondo', composer: 'Mozart' }] },
    { duration: 20, pieces: [{ title: 'Gigue' }] },
  ];
  let today = '';
  for (const [index, entry] of entries.entries()) {
    const timestamp = new Date(Date.now() - index * 86_400_000).toISOString();
    const made = (await mirubato.ask('POST', '/logbook/entries', {
      timestamp,
      zone: 'Europe/Berlin',
      type: 'practice',
      ...entry,
    })) as { localDate: string };
    if (index === 0) today = made.localDate;
  }
  return today;
}
