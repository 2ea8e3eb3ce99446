import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Minutes each, much of it waiting: begun first, they do not run alone at the end. */
const longest = [
  'packages/core/test/durability/durability.test.ts',
  'apps/relay/test/history.test.ts',
  'packages/core/test/import/watched-folders.test.ts',
  'apps/relay/test/nodes-broken.test.ts',
  'apps/relay/test/fuzz.test.ts',
  'apps/desktop/test/command-line.test.ts',
  'test/sync/sync.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rankOf = ({ moduleId }: TestSpecification) => {
      const rank = longest.findIndex((path) => moduleId.endsWith(path));
      return rank < 0 ? longest.length : rank;
    };
    return sorted.sort((a, b) => rankOf(a) - rankOf(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'packages/**/*.test.ts', 'apps/**/*.test.{ts,tsx}', 'bench/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/out/**', 'apps/desktop/e2e/**'],
    globalSetup: ['packages/core/test/database-image.ts', 'apps/relay/test/database-template.ts'],
    pool: 'forks',
    // Many tests wait for a disk or a clock: twice as many as cores keep two cores busy.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    // Not a claim about speed: a noisy machine of two cores must not fail a test that is merely slow.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
