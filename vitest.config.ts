import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'packages/**/*.test.ts', 'apps/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/out/**', 'apps/desktop/e2e/**'],
    globalSetup: ['packages/core/test/database-image.ts', 'apps/relay/test/database-template.ts'],
    pool: 'forks',
    // Many tests wait for a disk or a clock: a third keeps two cores busy.
    maxWorkers: 3,
    // Not a claim about speed: a noisy machine of two cores must not fail a test that is merely slow.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
