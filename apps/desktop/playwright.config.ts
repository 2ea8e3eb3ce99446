import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Debian's package of the browser without a window: it starts and paints with a fifth less work. */
const headlessShell = '/usr/bin/chromium-headless-shell';

export default defineConfig({
  testDir: './e2e',
  outputDir: './test-results',
  workers: 2,
  // Two more tries where it runs unattended; the report names what needed it.
  retries: process.env.CI ? 2 : 0,
  // Not a claim about speed: a noisy machine must not fail a test that is merely slow.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    browserName: 'chromium',
    headless: true,
    actionTimeout: 60_000,
    launchOptions: {
      executablePath: existsSync(headlessShell)
        ? headlessShell
        : (process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
    },
  },
});
