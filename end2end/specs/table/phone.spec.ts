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
