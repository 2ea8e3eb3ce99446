import { expect, type Page } from '@playwright/test';

/** Takes the last change back by its key, once there is one to take back: the list shows it a moment earlier. */
export async function pressUndo(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Undo' }).last()).toBeVisible();
  await page.keyboard.press('u');
}
