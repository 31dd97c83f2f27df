// On a phone a row is a card.

import { expect, test } from '../../support/test.ts';
import { Table } from '../../support/table.ts';

test.use({ look: { theme: 'light', locale: 'en', size: 'phone' } });

test('rows are cards that fit the screen', async ({ page }) => {
  const table = await Table.open(page);
  const card = await table.row(0).boundingBox();
  expect(card?.height).toBeGreaterThan(50);
  expect(card?.width).toBeLessThanOrEqual(390);
  await expect(table.row(0)).toContainText('00001');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide).toBeLessThanOrEqual(0);
});

test('cards scroll through all rows', async ({ page }) => {
  const table = await Table.open(page);
  const top = async (place: number) => (await table.row(place).boundingBox())?.y ?? 0;
  const height = (await top(1)) - (await top(0));
  await table.grid.evaluate((grid, top) => (grid.scrollTop = top), 2_000 * height);
  await expect(table.rows.filter({ hasText: /-02\d\d\d/ }).first()).toBeVisible();
  expect(await table.grid.locator('[role="row"]').count()).toBeLessThanOrEqual(60);
});

test('a tap opens the row', async ({ page }) => {
  const table = await Table.open(page);
  await table.row(1).tap();
  await expect(table.drawer).toContainText('00002');
  const drawer = await table.drawer.boundingBox();
  expect(drawer?.width).toBeGreaterThan(330);
});

test('the order is chosen from a menu, where no head can be pressed', async ({ page }) => {
  const table = await Table.open(page);
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Sort', exact: true }).tap();
    await page.getByRole('menuitem', { name, exact: true }).tap();
  };
  await choose('Name');
  await expect(page).toHaveURL(/sort=name/);
  await choose('Name');
  await expect(page).toHaveURL(/sort=-name/);
  await expect(table.row(0)).toContainText('sw-rio');
  await choose('No order');
  await expect(page).not.toHaveURL(/sort=/);
  await expect(table.row(0)).toContainText('00001');
});

test('a tap beside an open panel closes it and opens no row', async ({ page }) => {
  const table = await Table.open(page);
  await page.getByRole('button', { name: 'Columns' }).tap();
  const panel = page.getByRole('dialog', { name: 'Columns' });
  await expect(panel).toBeVisible();
  const [box, row] = [await panel.boundingBox(), await table.row(4).boundingBox()];
  const [x, y] = [20, (row?.y ?? 0) + 30];
  expect((box?.x ?? 0) > x || (box?.y ?? 0) + (box?.height ?? 0) < y, 'beside it').toBe(true);
  await page.touchscreen.tap(x, y);
  await expect(panel).toBeHidden();
  await expect(page).not.toHaveURL(/row=/);
});
