import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/setup/longest-first.ts';

/** Everything that vitest must never take for a test of ours. */
const exclude = [
  '**/node_modules/**',
  '**/dist/**',
  '.cache/**',
  '.data/**',
  'tests/e2e/**',
  'tests/bench/**',
];

export default defineConfig({
  test: {
    // The whole suite has to fit two cores that a Postgres shares.
    maxWorkers: 2,
    // Files share nothing but modules; loading these anew for each would take a good part of the time.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // Limits against hanging, not expectations: two busy cores must not fail a test.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // A rejection that nobody handled fails the run even if every test passed.
    dangerouslyIgnoreUnhandledErrors: false,
    setupFiles: ['tests/setup/fail-on-leaks.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.pg.test.ts'],
          globalSetup: ['tests/setup/build-programs.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          include: ['**/*.pg.test.ts'],
          exclude,
          globalSetup: ['packages/db/src/testing/global-setup.ts', 'tests/setup/build-programs.ts'],
        },
      },
    ],
  },
});
