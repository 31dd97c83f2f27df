// The page of what is kept in memory.

import { allow, expect, open, test } from '../../support/test.ts';

const row = (key: string) => `tr:has(code:text-is("${key}"))`;

test('every entry is there with what is kept and how it stands', async ({ page }) => {
  await open(page, '/cache-management');
  for (const key of ['catalog', 'members', 'site-names', 'node:acme-pmw-consul-01']) {
    await expect(page.locator(row(key))).toContainText('up to date');
  }
  await expect(page.locator(row('site-names'))).toContainText(/\d+\u00a0(s|min)/);
  await expect(page.locator(row('catalog'))).toContainText('is followed');
});

test('to read again counts, and says how much is read', async ({ page }) => {
  await open(page, '/cache-management');
  const asked = page.locator('.stat', { hasText: 'Readings asked for' }).locator('.stat-value');
  const before = Number(await asked.textContent());
  await page.getByRole('button', { name: 'Read again: site-names' }).click();
  await expect(page.getByText('1 entry is read again on every instance')).toBeVisible();
  await expect.poll(async () => Number(await asked.textContent())).toBeGreaterThan(before);
});

test('a pattern that fits nothing is said to do nothing', async ({ page }) => {
  await open(page, '/cache-management');
  const pattern = page.getByLabel('Pattern of keys, such as node:*');
  const button = page.getByRole('button', { name: 'Read those that fit' });
  await expect(button).toBeDisabled();
  await pattern.fill('nothing*');
  await pattern.press('Enter');
  await expect(page.getByText('No key fits the pattern')).toBeVisible();
  await pattern.fill('node:*');
  await button.click();
  await expect(page.getByText(/entries are read again on every instance/)).toBeVisible();
});

test('a failure is told, and the list stays', { annotation: allow(/status of 503/) }, async ({ page }) => {
  await open(page, '/cache-management');
  await page.route('**/rpc/v1/caches/read-again*', (route) => route.fulfill({ status: 503 }));
  await page.getByRole('button', { name: 'Read everything again' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator(row('catalog'))).toBeVisible();
});
