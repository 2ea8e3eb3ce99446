import { rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessible.ts';
import { expect, test } from './mirubato.ts';
import { errorsMs, onsetsOf, wavOfTone } from './sound-file.ts';
import { pressUndo } from './undo.ts';

/** What the microphone hears: an A that is twelve cents sharp. */
const heardFile = join(tmpdir(), 'mirubato-e2e-a443.wav');
writeFileSync(heardFile, wavOfTone(443));
test.afterAll(() => rmSync(heardFile, { force: true }));

test.use({
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
  launchOptions: {
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${heardFile}`,
    ],
  },
});

test('the metronome is played by keyboard, sounds on elsewhere, and keeps exact time', async ({
  page,
  mirubato,
}) => {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('b');
  await expect(page.getByRole('heading', { name: 'Metronome' })).toBeVisible();
  const bpm = page.getByRole('textbox', { name: 'Beats per minute' });
  await expect(bpm).toHaveValue('100');
  for (const key of ['Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp', 'ArrowDown']) {
    await page.keyboard.press(key);
  }
  await expect(bpm).toHaveValue('139');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(bpm).toHaveValue('137');

  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
  const beats = page.locator('.metronome .beat');
  for (const beat of [2, 3, 0]) await expect(beats.nth(beat)).toHaveAttribute('data-now', 'true');
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  const dock = page.getByRole('region', { name: 'Metronome' });
  await expect(dock).toContainText('137 bpm');
  for (const beat of ['2', '4', '1']) await expect(dock.locator('.beat')).toHaveText(beat);
  await page.keyboard.press('m');
  await expect(dock).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('1');
  await expect(page.getByRole('button', { name: 'Start', exact: true })).toBeVisible();

  const steady = onsetsOf(await clickTrack(page));
  expect(steady).toHaveLength(137);
  expectExact(errorsMs(steady, (beat) => (beat * 60) / 137));

  await bpm.fill('60');
  await bpm.press('Enter');
  await page.getByRole('switch', { name: 'Change the tempo little by little' }).press('Space');
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('120');
  await page.getByRole('combobox', { name: 'Bars or seconds' }).click();
  await page.getByRole('option', { name: 'seconds' }).click();
  await page.getByRole('textbox', { name: 'Within' }).fill('60');
  const ramp = onsetsOf(await clickTrack(page));
  expect(ramp).toHaveLength(90);
  expectExact(errorsMs(ramp, (beat) => Math.sqrt(3600 + 120 * beat) - 60));

  await page.getByRole('button', { name: 'Save as preset' }).press('Enter');
  await page.getByRole('textbox', { name: 'Name' }).fill('Slowly faster');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /Slowly faster 60/ })).toBeVisible();
  await page.getByRole('button', { name: 'Accent, beat 2' }).press('Enter');
  await expect(page.getByRole('combobox', { name: 'Pattern' })).toHaveValue('My own');
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Pattern' })).toHaveValue('My own');
  await expect(page.getByRole('button', { name: /Slowly faster 60/ })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByRole('combobox', { name: 'Pattern' })).toHaveValue('Accent on one');
  await page.getByRole('button', { name: 'More about Slowly faster' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Move to trash' }).press('Enter');
  await expect(page.getByText('Save what you have set under a name')).toBeVisible();
  await pressUndo(page);
  await expect(page.getByRole('button', { name: /Slowly faster 60/ })).toBeVisible();
  const { presets } = (await mirubato.ask('GET', '/metronome-presets')) as { presets: object[] };
  expect(presets).toEqual([
    expect.objectContaining({ bpm: 60, ramp: { toBpm: 120, unit: 'seconds', length: 60 } }),
  ]);
});

test('repetitions are counted, practice is offered, the circle is walked, a tone is heard', async ({
  page,
  mirubato,
}) => {
  await mirubato.ask('POST', '/pieces', { title: 'Rondo', composer: 'Haydn', status: 'learning' });
  await page.clock.install();
  await page.goto(`${mirubato.url}/#/toolbox/counter`);
  const counter = page.getByRole('region', { name: 'Repetitions' });
  await page.getByRole('combobox', { name: 'Piece' }).fill('Rondo');
  await page.getByRole('option', { name: 'Rondo · Haydn' }).click();
  await page.getByRole('heading', { level: 1 }).click();
  for (const key of ['Space', 'Enter', 'Backspace', 'Space']) await page.keyboard.press(key);
  await expect(counter).toContainText('3 went well, 1 failed, longest row 2');
  await expect(counter.getByRole('paragraph').first()).toHaveText(/^1/);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('z');
  await expect(counter.getByRole('paragraph').first()).toHaveText(/^1/);
  for (let minute = 0; minute < 10; minute += 1) {
    await page.clock.runFor(60_000);
    await page.keyboard.press('Space');
  }
  await expect(counter.getByRole('status')).toHaveText('Done: 5 in a row');
  await page.clock.runFor(150_000);
  // The clock also runs by itself, so that a slow machine may make it a minute more.
  await expect(page.getByText(/You practised for 1[2-4] min without the timer/)).toBeVisible();
  await page.getByRole('button', { name: 'Log it' }).click();
  const minutes = page.getByRole('textbox', { name: 'Minutes' });
  await expect(minutes).toHaveValue(/^1[2-4]$/);
  const duration = Number(await minutes.inputValue());
  await minutes.press('Control+Enter');
  await expect(page.getByText('Saved under')).toBeVisible();
  const { entries } = (await mirubato.ask('GET', '/logbook/entries')) as { entries: object[] };
  expect(entries).toEqual([
    expect.objectContaining({
      duration,
      source: 'auto-counter',
      tags: ['auto-logged', 'counter-practice'],
      pieces: [expect.objectContaining({ title: 'Rondo', composer: 'Haydn' })],
    }),
  ]);

  await page.keyboard.press('g');
  await page.keyboard.press('3');
  const about = page.getByRole('region', { name: 'The chosen key' });
  await expect(about.getByRole('heading', { level: 2 })).toHaveText('C major');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(about.getByRole('heading', { level: 2 })).toHaveText('F♯ minor');
  await expect(about).toContainText('3 sharps: F♯ C♯ G♯');
  await expect(page.getByRole('radio', { name: 'F♯ minor, 3 sharps' })).toBeChecked();
  for (const key of ['Space', 's', 'a']) await page.keyboard.press(key);
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await expect(about.getByRole('heading', { level: 2 })).toHaveText('D♯ minor');
  await page.keyboard.press('e');
  await expect(about.getByRole('heading', { level: 2 })).toHaveText('E♭ minor');
  await page.keyboard.press('g');
  await page.keyboard.press('4');
  const tuner = page.getByRole('region', { name: 'Tuner' });
  await expect(tuner).toBeVisible();
  await page.keyboard.press('Space');
  await expect(tuner).toContainText('A4');
  await expect(tuner.getByRole('meter')).toHaveAttribute('aria-valuetext', '12 cents too high');
  await page.getByRole('textbox', { name: 'A above middle C' }).fill('443');
  await expect(tuner.getByRole('meter')).toHaveAttribute('aria-valuetext', 'in tune');
  await page.getByRole('heading', { level: 1 }).click();
  for (const key of ['Space', 'd', 'ArrowRight']) await page.keyboard.press(key);
  await expect(page.getByRole('button', { name: 'B♭', exact: true })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('g');
  await page.keyboard.press('3');
  await page.getByRole('region', { name: 'Drone' }).getByRole('button', { name: 'Stop' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Drone' })).toBeHidden();
  await page.keyboard.press('ArrowLeft');
  await expect(about.getByRole('heading', { level: 2 })).toHaveText('F major');
  await mirubato.ask('PATCH', '/settings', { language: 'de' });
  await expect(page.getByRole('radio', { name: 'h vermindert, ohne Vorzeichen' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 2, name: 'F-Dur' })).toBeVisible();
});

test('the toolbox fits and is accessible in light, dark and on the stage', async ({ page, mirubato }) => {
  await mirubato.ask('POST', '/metronome-presets', { name: 'Scales', bpm: 92, beatsPerMeasure: 13 });
  for (const [theme, language, width] of [
    ['light', 'en', 1280],
    ['dark', 'de', 820],
    ['stage', 'en', 1920],
  ] as const) {
    await mirubato.ask('PATCH', '/settings', { theme, language });
    await page.setViewportSize({ width, height: 1000 });
    for (const tool of ['', '/counter', '/circle', '/tuner']) {
      await page.goto(`${mirubato.url}/#/toolbox${tool}`);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await expect(page.locator('.toolbox')).toBeVisible();
      if (tool === '') {
        await expect(page.locator('.preset')).toBeVisible();
        await page.keyboard.press('1');
      }
      if (tool === '/counter') await page.keyboard.press('Backspace');
      await expectAccessible(page, `${theme} ${tool}`);
      const overflow = await page.evaluate(() => {
        const main = document.getElementById('main');
        return (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0);
      });
      expect(overflow, `${theme} ${tool}`).toBeLessThanOrEqual(0);
    }
  }
});

/** One minute of what is set, as the file that the screen saves. */
async function clickTrack(page: Page): Promise<Buffer> {
  await page.getByRole('combobox', { name: 'Length' }).click();
  await page.getByRole('option', { name: '1 min' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as sound file' }).press('Enter');
  return readFile(await (await download).path());
}

/** Jitter below 3 ms and drift below 1 ms in the minute, by the samples. */
function expectExact(errors: readonly number[]): void {
  expect(Math.max(...errors) - Math.min(...errors)).toBeLessThan(3);
  const mean = (some: readonly number[]) => some.reduce((sum, each) => sum + each, 0) / some.length;
  expect(Math.abs(mean(errors.slice(-10)) - mean(errors.slice(0, 10)))).toBeLessThan(1);
}
