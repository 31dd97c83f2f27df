// A question and an arrangement under a name.

import { expect, open, test } from '../../support/test.ts';
import { Table } from '../../support/table.ts';

test('is saved, chosen after a reload, and deleted', async ({ page }) => {
  const table = await Table.open(page, '?f.site=rio&sort=-latency');
  const rio = await table.total();
  await table.menu('vendor', 'Hide');
  await page.getByRole('button', { name: /^View:/ }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('Night shift');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('button', { name: 'View: Night shift' })).toBeVisible();

  await page.getByRole('button', { name: 'View: Night shift' }).click();
  await page.getByRole('button', { name: 'Default', exact: true }).click();
  await expect(table.count).toHaveText('100,000');
  await expect(table.head('vendor')).toHaveCount(1);

  await open(page, '/kit/table');
  await page.getByRole('button', { name: /^View:/ }).click();
  await page.getByRole('button', { name: 'Night shift', exact: true }).click();
  await expect.poll(() => table.total()).toBe(rio);
  await expect(table.head('latency')).toHaveAttribute('aria-sort', 'descending');
  await expect(table.head('vendor')).toHaveCount(0);

  await page.getByRole('button', { name: /^View:/ }).click();
  await page.getByRole('button', { name: 'Delete: Night shift' }).click();
  await expect(page.getByRole('button', { name: 'Night shift', exact: true })).toHaveCount(0);
});
