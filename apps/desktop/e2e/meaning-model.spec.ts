import { copyFile, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectAccessible } from './accessible.ts';
import { test as base, expect } from './mirubato.ts';

const fixtures = new URL('../../../packages/core/test/dictionary/sentence-models/', import.meta.url);

/** A folder with a tiny model. */
const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to learn what is needed
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'mirubato-e2e-model-'));
    await copyFile(new URL('tokens.onnx', fixtures), join(folder, 'model.onnx'));
    await copyFile(new URL('tokenizer.json', fixtures), join(folder, 'tokenizer.json'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

test.use({ locale: 'en-GB', timezoneId: 'Europe/Berlin' });

test('a model is chosen by its folder, refused with its reason, used, and gone back from', async ({
  page,
  mirubato,
  folder,
}) => {
  await page.goto(`${mirubato.url}/#/settings`);
  const section = page.getByRole('region', { name: 'Search by meaning' });
  const field = section.getByRole('textbox', { name: 'Folder of the model' });
  const back = section.getByRole('button', { name: 'Back to the built-in search' });
  await expect(section).toContainText('The built-in search is in use.');
  await expect(back).toBeHidden();

  await field.fill(join(folder, 'none'));
  await field.press('Enter');
  await expect(section).toContainText('There is no such folder.');
  await rename(join(folder, 'tokenizer.json'), join(folder, 'kept.json'));
  await field.fill(folder);
  await field.press('Enter');
  await expect(section).toContainText('The folder has no whole model.');
  await expect(section).toContainText('There is no tokenizer.json in');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page, 'refused');
  await rename(join(folder, 'kept.json'), join(folder, 'tokenizer.json'));

  await field.press('Enter');
  await expect(section).toContainText('Your model is in use.', { timeout: 60_000 });
  await expect(section).toContainText(folder);
  await expect(field).toHaveValue('');

  await back.press('Enter');
  await expect(section).toContainText('The built-in search is in use.');
});
