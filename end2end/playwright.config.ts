import { defineConfig } from '@playwright/test';

import { args, executablePath } from './support/chromium.mjs';

export default defineConfig({
  testDir: 'specs',
  outputDir: 'test-results',
  forbidOnly: true,
  // A test that passes at the second try is broken: no retries.
  retries: 0,
  fullyParallel: false,
  workers: 2,
  timeout: 45_000,
  expect: { timeout: 5_000 },
  globalTimeout: 20 * 60_000,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath, args },
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  projects: [
    { name: 'behaviour', testIgnore: 'timed/**' },
    {
      // Clocks mean something only while nothing else runs, and nobody records.
      name: 'timed',
      testMatch: 'timed/**',
      workers: 1,
      dependencies: ['behaviour'],
      use: { trace: 'off', screenshot: 'off' },
    },
  ],
});
