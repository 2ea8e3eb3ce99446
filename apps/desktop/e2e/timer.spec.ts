import { expectAccessible } from './accessible.ts';
import { expect, test, testOfProcess } from './mirubato.ts';

test.use({ locale: 'en-GB', timezoneId: 'Europe/Berlin' });

test('a sitting of several pieces by keyboard, with its mode remembered', async ({ page, mirubato }) => {
  await page.setViewportSize({ width: 820, height: 1180 });
  await mirubato.ask('POST', '/pieces', { title: 'Rondo', composer: 'Hensel', status: 'learning' });
  await mirubato.ask('POST', '/pieces', { title: 'Sonata', status: 'planned' });
  await expect(page.getByRole('link', { name: 'Rondo' })).toBeVisible();

  await page.keyboard.press('w');
  const mode = page.getByRole('dialog', { name: 'How the timer counts' });
  await expect(mode.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(mode.getByRole('option', { name: 'Pomodoro' })).toBeVisible();
  // A list that opens late begins before its first option.
  const marked = mode.locator('[data-combobox-selected]');
  do await page.keyboard.press('ArrowDown');
  while ((await marked.textContent()) !== 'Pomodoro');
  await page.keyboard.press('Enter');
  await mode.getByRole('textbox', { name: 'Work (min)' }).fill('20');
  await page.keyboard.press('Enter');
  await expect(mode).toBeHidden();
  await expect(
    page.getByRole('button', { name: 'How the timer counts: Pomodoro, 20 / 5 min' }),
  ).toBeVisible();

  await page.keyboard.press('p');
  const timer = page.getByRole('region', { name: 'Timer' });
  await expect(timer.getByRole('status')).toHaveText('Work 1 of 4');
  await page.keyboard.press('.');
  const split = page.getByRole('dialog', { name: 'Go on with another piece' });
  await expect(split.getByRole('combobox', { name: 'Piece' })).toBeFocused();
  await page.keyboard.type('Sonata');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(split).toBeHidden();
  await expect(timer.getByRole('list', { name: 'This sitting' })).toContainText('Rondo');
  await page.keyboard.press('.');
  await expect(split.getByRole('button', { name: 'Rondo' })).toBeVisible();
  for (const theme of ['light', 'dark', 'stage']) {
    await mirubato.ask('PATCH', '/settings', { theme });
    await expect(page.locator('html')).toHaveAttribute(
      theme === 'stage' ? 'data-stage' : 'data-mantine-color-scheme',
      theme === 'stage' ? '' : theme,
    );
    await expectAccessible(page, `split, ${theme}`);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(split).toBeHidden();
  await page.keyboard.press(',');
  await expect(timer.getByRole('status')).toHaveText('Break 1 of 4');
  await page.keyboard.press('w');
  await expectAccessible(page, 'bar and mode, stage');
  await page.keyboard.press('Escape');

  await page.keyboard.press('s');
  const form = page.getByRole('dialog', { name: 'What you practised' });
  await expect(form.getByRole('combobox', { name: 'Title' })).toHaveCount(2);
  const minutes = form.getByRole('textbox', { name: 'Minutes of it' });
  await expect(minutes).toHaveCount(2);
  const shares = await minutes.evaluateAll((fields) =>
    fields.map((field) => Number((field as HTMLInputElement).value)),
  );
  expect(shares.reduce((sum, share) => sum + share, 0)).toBe(1);
  await page.keyboard.press('Control+Enter');
  await expect(timer).toBeHidden();
  expect(await mirubato.ask('GET', '/settings')).toMatchObject({
    timerMode: { kind: 'pomodoro', workMinutes: 20 },
  });
});

test('what stops at its end says so and pauses; reminders and sound are chosen in the settings', async ({
  page,
  mirubato,
}) => {
  const mode = { kind: 'intervals', times: 1, workSeconds: 5, restSeconds: 5, atEnd: 'stop' };
  await mirubato.ask('PATCH', '/settings', { timerMode: mode, isPhaseNoticeOn: true });
  await page.goto(`${mirubato.url}/#/settings`);
  await page.setViewportSize({ width: 820, height: 1180 });
  const reminders = page.getByRole('region', { name: 'Reminders' });
  await reminders.getByRole('button', { name: 'Add a time' }).press('Enter');
  await expect(reminders.getByRole('checkbox', { name: 'Sunday' })).toBeChecked();
  await reminders.getByRole('checkbox', { name: 'Sunday' }).press('Space');
  await reminders.getByRole('switch', { name: 'Quiet hours' }).press('Space');
  const from = reminders.getByRole('spinbutton', { name: 'From, Hours' });
  await from.focus();
  await page.keyboard.type('22');
  await page.keyboard.press('Tab');
  await expect
    .poll(async () => (await mirubato.ask('GET', '/settings')) as unknown)
    .toMatchObject({
      reminders: {
        practice: [{ time: '17:00', weekdays: [1, 2, 3, 4, 5, 6] }],
        quiet: { from: '22:00', to: '08:00' },
      },
    });
  await page.getByRole('switch', { name: 'Sound at the end of a phase' }).press('Space');

  await page.keyboard.press('t');
  const timer = page.getByRole('region', { name: 'Timer', exact: true });

  await expect(page.getByRole('alert').filter({ hasText: 'Time is up' })).toBeVisible({ timeout: 15_000 });
  await expect(timer.getByRole('status')).toHaveText('Paused');
  for (const theme of ['light', 'dark', 'stage']) {
    await mirubato.ask('PATCH', '/settings', { theme });
    await expect(page.locator('html')).toHaveAttribute(
      theme === 'stage' ? 'data-stage' : 'data-mantine-color-scheme',
      theme === 'stage' ? '' : theme,
    );
    await expectAccessible(page, `settings, ${theme}`);
  }
});

testOfProcess(
  'after a crash and hours without Mirubato it is asked what they were',
  async ({ page, mirubato }) => {
    await mirubato.ask('POST', '/timer/start', { subject: { title: 'Rondo' }, zone: 'Europe/Berlin' });
    await mirubato.kill();
    process.env.NODE_OPTIONS = `--import=data:text/javascript,const%20now=Date.now;Date.now=()=>now()+10800000`;
    try {
      await mirubato.start();
    } finally {
      delete process.env.NODE_OPTIONS;
    }
    await page.goto(`${mirubato.url}/#token=${mirubato.token}`);
    const question = page.getByRole('dialog', { name: 'What was this time?' });
    await expect(question.getByRole('radio', { name: 'I was practising: keep all 3 h' })).toBeChecked();
    await expectAccessible(page, 'absence');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await question.getByRole('textbox', { name: 'Minutes to keep' }).fill('90');
    await page.keyboard.press('Enter');
    await expect(question).toBeHidden();
    await expect(page.getByRole('region', { name: 'Timer' })).toContainText('1:30:');
    await page.keyboard.press('s');
    const form = page.getByRole('dialog', { name: 'What you practised' });
    await expect(form.getByRole('textbox', { name: 'Minutes', exact: true })).toHaveValue('90');
    await expect(form.getByRole('combobox', { name: 'Title' })).toHaveValue('Rondo');
  },
);
