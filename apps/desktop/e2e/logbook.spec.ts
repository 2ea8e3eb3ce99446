import type { Locator, Page } from '@playwright/test';
import { expect, test, testOfProcess } from './mirubato.ts';
import { pressUndo } from './undo.ts';

test.use({ locale: 'en-GB', timezoneId: 'Europe/Berlin' });

test('an entry is logged, edited, trashed and brought back by keyboard alone', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(page.getByRole('heading', { name: 'Nothing logged yet' })).toBeVisible();

  await page.keyboard.press('n');
  const form = page.getByRole('dialog', { name: 'Log practice' });
  await expect(form.getByRole('textbox', { name: 'Minutes', exact: true })).toBeFocused();
  await page.keyboard.type('35');
  await tabTo(page, form.getByRole('button', { name: 'Add a piece' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, form.getByRole('combobox', { name: 'Title' }), 'Shift+Tab');
  await page.keyboard.type('Arabesque No. 1');
  await tabTo(page, form.getByLabel('Composer'));
  await page.keyboard.type('Debussy');
  await tabTo(page, form.getByLabel('Notes'));
  await page.keyboard.type('Slow practice of the coda.');
  await tabTo(page, form.getByRole('checkbox', { name: 'Proud' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();

  const list = page.getByRole('list', { name: 'Logbook' });
  const entry = list.getByRole('button');
  await expect(list.getByRole('heading')).toHaveText(dayInWords('Europe/Berlin'));
  await expect(entry).toContainText('Arabesque No. 1');
  await expect(entry).toContainText('Proud');
  await expect(entry).toContainText('35 min');

  await page.keyboard.press('j');
  await expect(entry).toBeFocused();
  await page.keyboard.press('Enter');
  const edit = page.getByRole('dialog', { name: 'Entry' });
  await expect(edit.getByRole('region', { name: 'Notes' })).toHaveText('Slow practice of the coda.');
  await expect(edit.getByRole('textbox', { name: 'Minutes', exact: true })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('50');
  await page.keyboard.press('Control+Enter');
  await expect(edit).toBeHidden();
  await expect(entry).toContainText('50 min');

  await expect(entry).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(page.getByRole('heading', { name: 'Nothing logged yet' })).toBeVisible();
  await pressUndo(page);
  await expect(entry).toContainText('50 min');
});

test('an entry trashed from its form is restored from the trash', async ({ page, mirubato }) => {
  await logEntry(mirubato, { notes: 'Kept after all.' });
  await page.goto(`${mirubato.url}/#/logbook`);
  const entry = page.getByRole('list', { name: 'Logbook' }).getByRole('button');
  await entry.click();
  await page.getByRole('dialog', { name: 'Entry' }).getByRole('button', { name: 'Move to trash' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing logged yet' })).toBeVisible();

  await page.getByRole('link', { name: 'Trash' }).click();
  await expect(page.getByRole('row', { name: /Rondo/ })).toContainText('Entry');
  await page.getByRole('button', { name: 'Restore Rondo' }).click();
  await expect(page.getByRole('heading', { name: 'The trash is empty' })).toBeVisible();
  await page.getByRole('link', { name: 'Logbook' }).click();
  await expect(entry).toContainText('Kept after all.');
});

test('a timer on a piece is paused, resumed, and stopped into a form filled in', async ({
  page,
  mirubato,
}) => {
  const piece = { title: 'Clair de lune', composer: 'Debussy', status: 'learning' };
  await mirubato.ask('POST', '/pieces', piece);
  await page.goto(`${mirubato.url}/#/pieces`);
  await page.getByRole('button', { name: 'Practise Clair de lune' }).click();
  const timer = page.getByRole('region', { name: 'Timer' });
  await expect(timer).toContainText('Clair de lune');
  await timer.getByRole('button', { name: 'Pause' }).click();
  await expect(timer.getByRole('status')).toHaveText('Paused');
  await timer.getByRole('button', { name: 'Resume' }).click();
  await expect(timer.getByRole('status')).toHaveText('Practising');
  await timer.getByRole('button', { name: 'Stop and log' }).click();

  const form = page.getByRole('dialog', { name: 'What you practised' });
  await expect(form.getByRole('textbox', { name: 'Minutes', exact: true })).toHaveValue('1');
  await expect(form.getByRole('combobox', { name: 'Title' })).toHaveValue('Clair de lune');
  await expect(form.getByLabel('Composer')).toHaveValue('Debussy');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(timer).toBeHidden();

  await page.getByRole('link', { name: 'Logbook' }).click();
  const list = page.getByRole('list', { name: 'Logbook' });
  await expect(list.getByRole('heading')).toHaveText(dayInWords('Europe/Berlin'));
  await expect(list.getByRole('button')).toContainText('Clair de lune');
  await expect(list.getByRole('button')).toContainText('1 min');
});

for (const state of ['Practising', 'Paused'] as const) {
  testOfProcess(
    `a timer that was ${state.toLowerCase()} is there after the core was killed`,
    async ({ page, mirubato }) => {
      await mirubato.ask('POST', '/timer/start', { subject: { title: 'Rondo' }, zone: 'Europe/Berlin' });
      if (state === 'Paused') await mirubato.ask('POST', '/timer/pause');
      const timer = page.getByRole('region', { name: 'Timer' });
      await expect(timer.getByRole('status')).toHaveText(state);
      const before = await mirubato.ask('GET', '/timer');

      await mirubato.kill();
      await expect(page.getByText('Connection lost, trying again')).toBeVisible();
      await mirubato.start();
      await page.goto(`${mirubato.url}/#token=${mirubato.token}`);
      await expect(timer.getByRole('status')).toHaveText(state);
      await expect(timer).toContainText('Rondo');
      expect(await mirubato.ask('GET', '/timer')).toMatchObject({ timer: timerOf(before) });

      await page.keyboard.press('s');
      const form = page.getByRole('dialog', { name: 'What you practised' });
      await expect(form.getByRole('combobox', { name: 'Title' })).toHaveValue('Rondo');
      await page.keyboard.press('Escape');
      await expect(form).toBeHidden();
      await expect(timer.getByRole('status')).toHaveText('Paused');
      await page.keyboard.press('s');
      await form.getByRole('button', { name: 'Save' }).click();
      await expect(timer).toBeHidden();
      await expect(page.getByRole('region', { name: 'Latest entries' })).toContainText('Rondo');
    },
  );
}

test.describe('far from Greenwich', () => {
  // At any hour one of the two has another date than UTC.
  const zone = new Date().getUTCHours() < 10 ? 'Pacific/Pago_Pago' : 'Pacific/Kiritimati';
  test.use({ timezoneId: zone });

  test('an entry is under the day it is where one plays', async ({ page }) => {
    await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible();
    await page.keyboard.press('n');
    const form = page.getByRole('dialog', { name: 'Log practice' });
    await expect(form.getByRole('textbox', { name: 'Minutes', exact: true })).toBeFocused();
    await page.keyboard.type('20');
    await page.keyboard.press('Control+Enter');
    await expect(form).toBeHidden();
    await page.getByRole('link', { name: 'Logbook' }).click();
    const list = page.getByRole('list', { name: 'Logbook' });
    expect(dayInWords(zone)).not.toBe(dayInWords('UTC'));
    await expect(list.getByRole('heading')).toHaveText(dayInWords(zone));
  });
});

test('what was typed is not dropped without asking', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible();
  await page.keyboard.press('n');
  const form = page.getByRole('dialog', { name: 'Log practice' });
  await form.getByLabel('Notes').fill('Half a thought');
  await page.keyboard.press('Escape');
  const asked = page.getByRole('dialog', { name: 'Leave without saving?' });
  await expect(asked.getByRole('button', { name: 'Go on writing' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(asked).toBeHidden();
  await expect(form.getByLabel('Notes')).toHaveValue('Half a thought');
  await form.getByRole('button', { name: 'Close' }).click();
  await asked.getByRole('button', { name: 'Discard' }).click();
  await expect(form).toBeHidden();
});

test('a long logbook is read page by page and searched', async ({ page, mirubato }) => {
  const count = 130;
  for (let index = 0; index < count; index++) {
    const start = Date.UTC(2026, 0, 1, 10) + index * 86_400_000;
    const notes = index === 0 ? 'The very first.' : `Day ${index}`;
    await logEntry(mirubato, { timestamp: new Date(start).toISOString(), notes });
  }
  await page.goto(`${mirubato.url}/#/logbook`);
  const list = page.getByRole('list', { name: 'Logbook' });
  await expect(list).toContainText(`Day ${count - 1}`);
  await expect(async () => {
    await page.locator('#main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
    await expect(list).toContainText('The very first.', { timeout: 500 });
  }).toPass();
  await page.keyboard.press('/');
  await page.keyboard.type('very first');
  await expect(list.getByRole('button')).toHaveCount(1);
});

async function logEntry(
  mirubato: { ask(method: string, path: string, body?: unknown): Promise<unknown> },
  fields: object,
): Promise<void> {
  await mirubato.ask('POST', '/logbook/entries', {
    timestamp: new Date().toISOString(),
    zone: 'Europe/Berlin',
    duration: 20,
    type: 'practice',
    pieces: [{ title: 'Rondo' }],
    ...fields,
  });
}

async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 25; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${target} is not reached by ${key}`);
}

/** What does not change while it runs or is paused. */
function timerOf(answer: unknown): unknown {
  return (answer as { timer: unknown }).timer;
}

function dayInWords(timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(new Date());
}
