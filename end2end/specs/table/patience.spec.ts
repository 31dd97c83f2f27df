// A server that does not answer is given up after ten seconds, with words and a way on.

import { allow, expect, test } from '../../support/test.ts';
import { Table } from '../../support/table.ts';

test('after ten seconds there is an error and a retry that works', { annotation: allow(/ERR_FAILED/) }, async ({ page }) => {
  test.slow();
  const table = await Table.open(page);
  const held: (() => Promise<void>)[] = [];
  await page.route('**/rpc/v1/kit/window', (route) => {
    held.push(() => route.abort());
  });
  const asked = Date.now();
  await table.sorter('company').click();
  const panel = page.locator('.dt-over').getByRole('alert').or(page.locator('.dt-over'));
  await expect(panel.first()).toBeVisible({ timeout: 13_000 });
  const waited = Date.now() - asked;
  expect(waited).toBeGreaterThan(9_000);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.locator('.dt-over').getByRole('button', { name: /again|retry/i }).click();
  await expect.poll(() => table.text(0, 'company')).toBe('Acme Foods');
  await expect(page.locator('.dt-over')).toHaveCount(0);
  await Promise.allSettled(held.map((end) => end()));
});

test('an error of the server is told in words, with its request id', { annotation: allow(/status of 503/) }, async ({ page }) => {
  const table = await Table.open(page);
  await page.route('**/rpc/v1/kit/window', (route) => route.fulfill({ status: 503, body: '' }));
  await table.sorter('company').click();
  await expect(page.locator('.dt-over')).toBeVisible();
  await page.unrouteAll();
  await page.locator('.dt-over').getByRole('button', { name: /again|retry/i }).click();
  await expect.poll(() => table.text(0, 'company')).toBe('Acme Foods');
});
