import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect } from './mirubato.ts';

declare global {
  interface Window {
    /** There once axe has run in the page. */
    axe?: typeof axe;
  }
}

/** What is on its way from one screen to the next is looked at again; what stays broken is not let through. */
const PATIENCE_MS = 20_000;

/** No rule of axe is broken on what the page shows. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  await expect(async () => {
    await page.evaluate(settled);
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
    expect(await page.evaluate(broken), name).toEqual([]);
  }).toPass({ timeout: PATIENCE_MS, intervals: [500, 1000, 2000] });
}

/** What fades in has no contrast yet. Runs in the page. */
async function settled(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}

/** Runs in the page. @returns the rules, each with the elements that break it */
async function broken(): Promise<string[]> {
  const found = await window.axe?.run({
    resultTypes: ['violations'],
    // Addresses begin with `#`, so that a link further down is taken for one that skips to a part of the page.
    rules: { 'skip-link': { enabled: false } },
  });
  return (found?.violations ?? []).map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n  ')}`,
  );
}
