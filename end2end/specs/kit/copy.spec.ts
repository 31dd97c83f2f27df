// A copy says whether it was made.

import type { Page } from '@playwright/test';

import { expect, open, test } from '../../support/test.ts';

/** Replaces what writes to the clipboard. */
const clipboard = (page: Page, allows: boolean) =>
  page.addInitScript((allowed) => {
    navigator.clipboard.writeText = () => (allowed ? Promise.resolve() : Promise.reject(new Error('not allowed')));
  }, allows);

test('a copy is told', async ({ page }) => {
  await clipboard(page, true);
  await open(page, '/kit');
  const button = page.locator('.copy-button').first();
  await button.click();
  await expect(button).toHaveAccessibleName('Copied');
});

test('a copy that the browser refuses is told too', async ({ page }) => {
  await clipboard(page, false);
  await open(page, '/kit');
  const button = page.locator('.copy-button').first();
  await button.click();
  await expect(button).toHaveAccessibleName('The browser did not allow the copy');
  await expect(button, 'and it can be tried again').not.toHaveAccessibleName(/did not allow/);
});
