import { defineConfig } from '@playwright/test';
import { findChromium } from './tools/find-chromium.ts';

const isContinuousIntegration = process.env['CI'] !== undefined;

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/e2e/global-setup.ts',
  outputDir: 'test-results',
  reporter: [['list']],
  // Two cores, shared with the servers and the Postgres that the tests talk to.
  workers: 2,
  // A test that passes at the second try hides a race.
  retries: 0,
  forbidOnly: isContinuousIntegration,
  // Limits against hanging, not expectations: two busy cores must not fail a test.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    browserName: 'chromium',
    launchOptions: await findChromium(),
    locale: 'en-GB',
    timezoneId: 'UTC',
    // What moves is drawn sixty times a second, by the processor.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    // Recording every step takes as long as the steps. To see what a test did: npx playwright test NAME --trace on
    trace: 'off',
  },
});
