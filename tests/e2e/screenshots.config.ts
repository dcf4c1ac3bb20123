/** `npm run screenshots`: pictures of every page and screen, to be looked at. */
import { defineConfig } from '@playwright/test';
import base from '../../playwright.config.ts';

export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: 'screens/*.shots.ts',
  globalSetup: './global-setup.ts',
  outputDir: '../../test-results',
  timeout: 20 * 60_000,
});
