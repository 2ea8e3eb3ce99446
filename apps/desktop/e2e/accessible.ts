import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './mirubato.ts';

/** No rule of axe is broken on what the page shows now. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  await page.evaluate(settled);
  // Addresses begin with `#`, so that a link further down is taken for one that skips to a part of the page.
  const { violations } = await new AxeBuilder({ page }).disableRules('skip-link').analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n  ')}`);
  expect(found, name).toEqual([]);
}

/** What fades in has no contrast yet. Runs in the page. */
async function settled(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}
