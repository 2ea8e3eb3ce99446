import { expect, test } from './mirubato.ts';

test.use({ locale: 'en-GB', timezoneId: 'Europe/Berlin' });

test('a newcomer finds three ways in', async ({ page }) => {
  await expect(page.getByRole('heading', { name: 'Welcome' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import scores' })).toBeVisible();
  await page.getByRole('button', { name: 'Log practice' }).click();
  await expect(page.getByRole('dialog', { name: 'Log practice' })).toBeVisible();
});

test('one key practises what is next, and its minutes count towards the goal', async ({ page, mirubato }) => {
  await mirubato.ask('PATCH', '/settings', { dailyGoalMinutes: 30 });
  await mirubato.ask('POST', '/pieces', { title: 'Clair de lune', composer: 'Debussy', status: 'learning' });
  await expect(page.getByRole('link', { name: 'Clair de lune' })).toBeVisible();
  await page.keyboard.press('p');
  const timer = page.getByRole('region', { name: 'Timer' });
  await expect(timer).toContainText('Clair de lune');
  await page.keyboard.press('s');
  const form = page.getByRole('dialog', { name: 'What you practised' });
  await expect(form.getByRole('combobox', { name: 'Title' })).toHaveValue('Clair de lune');
  await form.getByRole('textbox', { name: 'Minutes', exact: true }).fill('30');
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(timer).toBeHidden();
  await expect(page.getByText('Your goal of 30 min is reached')).toBeVisible();
  await expect(page.getByRole('table', { name: 'This week' })).toContainText('30 min');
});

test('the bars of the week and the line of the goal have one scale', async ({ page, mirubato }) => {
  await mirubato.ask('PATCH', '/settings', { dailyGoalMinutes: 60 });
  await mirubato.ask('POST', '/logbook/entries', {
    timestamp: new Date().toISOString(),
    zone: 'Europe/Berlin',
    duration: 30,
    type: 'practice',
  });
  const bar = page.locator('.week-bar[data-today]');
  await expect(bar).toHaveText('30');
  const barBox = await bar.boundingBox();
  const goalBox = await page.locator('.week-goal').boundingBox();
  if (!barBox || !goalBox) throw new Error('bar or line is not shown');
  const goalHeightPx = barBox.y + barBox.height - goalBox.y;
  expect(Math.abs(goalHeightPx - 2 * barBox.height)).toBeLessThan(3);
});

test('another piece asks to log the present one first, then starts', async ({ page, mirubato }) => {
  await mirubato.ask('POST', '/pieces', { title: 'Rondo', status: 'learning' });
  await mirubato.ask('POST', '/pieces', { title: 'Sonata', status: 'learning' });
  await page.getByRole('button', { name: 'Practise Sonata' }).click();
  const timer = page.getByRole('region', { name: 'Timer' });
  await expect(timer).toContainText('Sonata');
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Log it, then start' }).click();
  const form = page.getByRole('dialog', { name: 'What you practised' });
  await expect(form.getByLabel('Notes')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(timer).toContainText('Rondo');
});

test('closing the form unsaved also forgets what was to be practised next', async ({ page, mirubato }) => {
  await mirubato.ask('POST', '/pieces', { title: 'Rondo', status: 'learning' });
  await mirubato.ask('POST', '/pieces', { title: 'Sonata', status: 'learning' });
  await page.getByRole('button', { name: 'Practise Sonata' }).click();
  const timer = page.getByRole('region', { name: 'Timer' });
  await expect(timer).toContainText('Sonata');
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Log it, then start' }).click();
  const form = page.getByRole('dialog', { name: 'What you practised' });
  await expect(form).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(form).toBeHidden();
  await page.keyboard.press('s');
  await expect(form.getByLabel('Notes')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(page.getByText('1 min').first()).toBeVisible();
  await expect(timer).toBeHidden();
});

test('what is next says why, and what was practised is marked by one key', async ({ page, mirubato }) => {
  const ids = new Map<string, string>();
  for (const title of ['Rondo', 'Toccata']) {
    const { id } = (await mirubato.ask('POST', '/pieces', { title, status: 'learning' })) as { id: string };
    ids.set(title, id);
  }
  await mirubato.ask('POST', '/reviews', {
    pieceId: ids.get('Toccata'),
    passage: '12-16',
    grade: 'hard',
    at: new Date(Date.now() - 5 * 86_400_000).toISOString(),
    zone: 'Europe/Berlin',
  });
  const next = page.getByRole('region', { name: 'Next up' });
  await expect(next.getByRole('heading', { level: 3 })).toHaveText('Toccata');
  await expect(next).toContainText('Measures 12–16');
  await expect(next).toContainText('last hard 5 days ago, expected 79%');
  await expect(next.getByRole('listitem').first()).toContainText('Learning · not practised yet');
  await page.keyboard.press('p');
  await expect(page.getByRole('region', { name: 'Timer' })).toContainText('Toccata');
  await page.keyboard.press('s');
  const form = page.getByRole('dialog', { name: 'What you practised' });
  await form.getByRole('textbox', { name: 'Minutes', exact: true }).fill('10');
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  const asked = page.getByRole('region', { name: 'How did Toccata go?' });
  await expect(asked).toBeVisible();
  await page.keyboard.press('4');
  await expect(asked).toBeHidden();
  await expect(page.getByText(/Toccata: Easy\. Due again on/)).toBeVisible();
});
