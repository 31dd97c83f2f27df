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
  await expect(page.getByRole('button', { name: 'View: Default' })).toBeVisible();
});

test('a view too many is refused in words', async ({ page }) => {
  const views = Array.from({ length: 30 }, (_, place) => ({
    name: `View ${place}`,
    query: {},
    layout: { density: 'normal', columns: [] },
  }));
  const table = await Table.open(page);
  const name = await page.locator('section.dt').getAttribute('id');
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [`views:${name}`, JSON.stringify({ views })] as const);
  await open(page, '/kit/table');
  await expect(table.row(0)).toBeVisible();
  await page.getByRole('button', { name: /^View:/ }).click();
  await expect(page.getByRole('button', { name: 'View 29', exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('One more');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'There are 30 views already' })).toBeVisible();
});
