import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, type Mirubato, test } from './mirubato.ts';
import { pressUndo } from './undo.ts';

const zone = 'Europe/Berlin';
test.use({ locale: 'en-GB', timezoneId: zone, contextOptions: { reducedMotion: 'reduce' } });

test('a plan is made, checked in, taken back, moved and changed from one day on, by keyboard', async ({
  page,
  mirubato,
}, testInfo) => {
  await mirubato.ask('POST', '/pieces', { title: 'Arabesque', composer: 'Claude Debussy' });
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: 'No plans yet' })).toBeVisible();
  await page.keyboard.press('a');
  const form = page.getByRole('dialog', { name: 'New plan' });
  await expect(form.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.type('Warm-up');
  await choose(page, form.getByRole('combobox', { name: 'Repeats' }), 'Daily');
  await expect(form.getByRole('status')).toContainText('Every day');
  await form.getByRole('button', { name: 'Add a part' }).press('Enter');
  await form.getByRole('textbox', { name: 'What', exact: true }).fill('Opening');
  await form.getByRole('combobox', { name: 'Piece' }).fill('Arabesque');
  await form.getByRole('textbox', { name: 'Questions afterwards' }).fill('What was easier?');
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  const today = page.getByRole('region', { name: 'Today' }).getByRole('listitem').first();
  await expect(today).toContainText('Warm-up');

  await page.getByRole('button', { name: 'Practise Warm-up' }).press('Enter');
  const timer = page.getByRole('region', { name: 'Timer' });
  await expect(timer).toContainText('Arabesque');
  await mirubato.ask('POST', '/timer/discard');
  await expect(timer).toBeHidden();

  await page.getByRole('button', { name: 'Check in Warm-up' }).press('Enter');
  const checkIn = page.getByRole('dialog', { name: 'Check in' });
  await expect(checkIn.getByRole('textbox', { name: 'Minutes practised' })).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('25');
  await checkIn.getByRole('textbox', { name: 'What was easier?' }).fill('The left hand');
  await page.keyboard.press('Control+Enter');
  await expect(checkIn).toBeHidden();
  await expect(today).toContainText('done');
  expect(await entries(mirubato)).toMatchObject([
    { duration: 25, pieces: [{ title: 'Arabesque' }], metadata: { source: 'practice_plan' } },
  ]);
  await pressUndo(page);
  await expect(today).not.toContainText('done');
  expect(await entries(mirubato)).toEqual([]);

  await page.keyboard.press('2');
  await expect(page.getByRole('table', { name: 'Calendar' })).toBeVisible();
  const chosen = page.getByRole('button', { pressed: true });
  await chosen.focus();
  await page.keyboard.press('ArrowRight');
  await expect(chosen).toBeFocused();
  await page.keyboard.press('x');
  const ofDay = page.locator('.calendar-page').getByRole('listitem');
  await expect(ofDay).toContainText('skipped');
  await pressUndo(page);
  await expect(ofDay).toContainText('planned');
  await page.keyboard.press('ArrowRight');
  await ofDay.getByRole('button', { name: 'Actions for Warm-up' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Edit this and the following' }).press('Enter');
  const following = page.getByRole('dialog', { name: 'This and the following' });
  await following.getByRole('textbox', { name: 'Title' }).fill('Long warm-up');
  await page.keyboard.press('Control+Enter');
  await expect(following).toBeHidden();
  await expect(ofDay).toContainText('Long warm-up');
  await page.keyboard.press('1');
  await expect(page.getByRole('region', { name: 'Plans' }).getByRole('listitem')).toHaveText([
    /Long warm-up/,
    /Warm-up.*until/,
  ]);
  await pressUndo(page);
  await expect(page.getByRole('region', { name: 'Plans' }).getByRole('listitem')).toHaveText([/^Warm-up/]);

  await page.getByRole('button', { name: 'Export' }).press('Enter');
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Calendar file' }).press('Enter');
  const file = testInfo.outputPath('mirubato.ics');
  await (await saving).saveAs(file);
  expect(await readFile(file, 'utf8')).toContain('RRULE:FREQ=DAILY');
});

test('a goal comes on by itself and by hand; a template goes out as a file and comes back', async ({
  page,
  mirubato,
}, testInfo) => {
  const piece = (await mirubato.ask('POST', '/pieces', { title: 'Ballade' })) as { id: string };
  await mirubato.ask('POST', '/logbook/entries', {
    timestamp: new Date().toISOString(),
    zone,
    duration: 90,
    type: 'practice',
    pieces: [{ pieceId: piece.id, title: 'Ballade' }],
  });
  await page.goto(`${mirubato.url}/#/plans?view=goals`);
  await expect(page.getByRole('heading', { name: 'No goals yet' })).toBeVisible();
  await page.keyboard.press('o');
  const form = page.getByRole('dialog', { name: 'New goal' });
  await expect(form.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.type('Learn the Ballade');
  await choose(page, form.getByRole('combobox', { name: 'Piece' }), 'Ballade');
  await form.getByRole('textbox', { name: 'Hours' }).fill('3');
  await form.getByRole('textbox', { name: 'Milestones' }).fill('Notes\nFrom memory');
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await page.getByRole('link', { name: 'Learn the Ballade' }).press('Enter');
  const bar = page.getByRole('progressbar', { name: 'Learn the Ballade' });
  await expect(bar).toHaveAttribute('aria-valuetext', '1 h 30 min of 3 h');
  await page.getByRole('textbox', { name: 'Minutes to add' }).fill('90');
  await page.keyboard.press('Enter');
  await expect(bar).toHaveAttribute('aria-valuenow', '100');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Take back the step' }).press('Enter');
  await expect(bar).toHaveAttribute('aria-valuenow', '50');
  await page.getByRole('checkbox', { name: 'Notes' }).press('Space');
  await expect(page.getByRole('checkbox', { name: 'Notes' })).toBeChecked();
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('c');
  await expect(page.getByRole('button', { name: 'Take up again' })).toBeVisible();

  const plan = {
    title: 'Warm-up',
    schedule: { kind: 'recurring', rule: 'FREQ=DAILY', startDate: '2026-01-01' },
  };
  const { id } = (await mirubato.ask('POST', '/plans', plan)) as { id: string };
  await mirubato.ask('POST', '/templates', { planId: id });
  await page.goto(`${mirubato.url}/#/plans?view=templates`);
  await page.getByRole('button', { name: 'Actions for Warm-up' }).press('Enter');
  const saving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save as a file' }).press('Enter');
  const file = testInfo.outputPath('Warm-up.json');
  await (await saving).saveAs(file);
  const wrong = testInfo.outputPath('wrong.json');
  await writeFile(wrong, '{"format":"another"}');
  await page.locator('input[type=file]').setInputFiles(wrong);
  await expect(page.getByText('wrong.json is not taken in')).toBeVisible();
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByRole('dialog', { name: 'A template' })).toContainText('Every day');
  await page.getByRole('button', { name: 'Keep it' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Make a plan of Warm-up' })).toHaveCount(2);
  await page.getByRole('button', { name: 'Make a plan of Warm-up' }).first().press('Enter');
  const adopt = page.getByRole('dialog', { name: 'New plan from a template' });
  await adopt.getByRole('textbox', { name: 'Title' }).fill('Mine');
  await page.keyboard.press('Control+Enter');
  await expect(adopt).toBeHidden();
  await page.keyboard.press('1');
  await expect(page.getByRole('region', { name: 'Plans' }).getByRole('link', { name: 'Mine' })).toBeVisible();
});

test('the screens of plans and goals are accessible in light, dark and stage', async ({ page, mirubato }) => {
  const startDate = new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10);
  const plan = (await mirubato.ask('POST', '/plans', {
    title: 'Scales',
    schedule: { kind: 'recurring', rule: 'FREQ=DAILY', startDate, timeOfDay: '08:00' },
    segments: [{ label: 'Thirds', durationMinutes: 10, techniques: ['scales'] }],
    reflectionPrompts: ['What was easier?'],
  })) as { id: string };
  await mirubato.ask('POST', `/plans/${plan.id}/occurrences/${startDate}/check-in`, { zone, duration: 10 });
  const goal = (await mirubato.ask('POST', '/plans/goals', {
    title: 'A hundred hours',
    type: 'practice_time',
    targetValue: 6000,
    targetDate: '2090-01-01',
    milestones: [{ id: 'a', title: 'Half of it' }],
  })) as { id: string };
  await mirubato.ask('POST', '/templates', { planId: plan.id });
  for (const [theme, width] of [
    ['light', 1280],
    ['dark', 820],
    ['stage', 1280],
  ] as const) {
    await mirubato.ask('PATCH', '/settings', { theme });
    await page.setViewportSize({ width, height: 1000 });
    for (const [path, name] of [
      ['/plans', 'Plans'],
      ['/plans?view=calendar', 'Plans'],
      ['/plans?view=goals', 'Plans'],
      ['/plans?view=templates', 'Plans'],
      [`/plans/${plan.id}`, 'Scales'],
      [`/plans/goals/${goal.id}`, 'A hundred hours'],
    ] as const) {
      await page.goto(`${mirubato.url}/#${path}`);
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      await expectAccessible(page, `${theme} ${path}`);
    }
    await page.keyboard.press('e');
    await expect(page.getByRole('dialog', { name: 'Edit goal' })).toBeVisible();
    await expectAccessible(page, `${theme} goal form`);
    await page.keyboard.press('Escape');
    await page.goto(`${mirubato.url}/#/plans/${plan.id}`);
    for (const [key, panel] of [
      ['e', 'Edit plan'],
      ['c', 'Check in'],
      ['m', 'Move to another day'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(page.getByRole('dialog', { name: panel })).toBeVisible();
      await expectAccessible(page, `${theme} ${panel}`);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
  }
});

async function choose(page: Page, select: ReturnType<Page['getByRole']>, option: string): Promise<void> {
  await select.press('Enter');
  await page.getByRole('option', { name: option }).click();
}

async function entries(mirubato: Mirubato): Promise<unknown[]> {
  return ((await mirubato.ask('GET', '/logbook/entries')) as { entries: unknown[] }).entries;
}
