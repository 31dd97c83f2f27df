// Narrowing the rows: by words, by values of a column, by both.

import { expect, test } from '../../support/test.ts';
import { ALL, Table } from '../../support/table.ts';

test('the search narrows while one types, and empties again', async ({ page }) => {
  const table = await Table.open(page);
  await table.search.fill('dtc-00042');
  await expect(table.count).toHaveText(/^1 of 100,000$/);
  await expect(table.row(0)).toContainText('00042');
  await expect(table.rows).toHaveCount(1);
  await expect(table.grid).toHaveAttribute('aria-rowcount', '2');
  await expect(page).toHaveURL(/q=dtc-00042/);
  await table.search.fill('');
  await expect(table.count).toHaveText('100,000');
});

test('finds without accents and case', async ({ page }) => {
  const table = await Table.open(page);
  await table.search.fill('SAO JORGE');
  await expect.poll(() => table.total()).toBeLessThan(ALL);
  expect(await table.total()).toBeGreaterThan(0);
  expect(new Set(await table.column('company', 8))).toEqual(new Set(['São Jorge Têxtil']));
});

test('a filter offers values with counts, and counts without itself', async ({ page }) => {
  const table = await Table.open(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.locator('.dt-picks').getByRole('button', { name: 'Site' }).click();
  const value = (name: string) => page.getByRole('listitem').filter({ has: page.getByRole('checkbox', { name }) });
  const number = async (name: string) =>
    Number((await value(name).innerText()).replaceAll(/\D/g, ''));
  await expect(value('rio')).toBeVisible();
  const [rio, palmas] = [await number('rio'), await number('palmas')];
  expect(rio).toBeGreaterThan(0);
  await value('rio').getByRole('checkbox').check();
  await expect.poll(() => table.total()).toBe(rio);
  expect(await number('palmas'), 'its own filter does not change its counts').toBe(palmas);
  await value('palmas').getByRole('checkbox').check();
  await expect.poll(() => table.total()).toBe(rio + palmas);
  await expect(page).toHaveURL(/f\.site=rio(,|%2C)palmas/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Site: rio, palmas/ })).toBeVisible();
});

test('the values of a filter can be searched', async ({ page }) => {
  await Table.open(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.locator('.dt-picks').getByRole('button', { name: 'Company' }).click();
  const search = page.getByRole('searchbox', { name: 'Search values' });
  await expect(search).toBeFocused();
  await search.fill('acme');
  await expect(page.locator('.dt-facet').getByRole('checkbox')).toHaveCount(2);
});

test('nothing found says so and offers the way back', async ({ page }) => {
  const table = await Table.open(page);
  await table.search.fill('nothing like this');
  await expect(page.getByText('No rows found')).toBeVisible();
  await expect(table.count).toHaveText('0 of 100,000');
  await expect(table.rows).toHaveCount(0);
  await page.locator('.dt-over').getByRole('button', { name: 'Clear' }).click();
  await expect(table.count).toHaveText('100,000');
  await expect(table.row(0)).toContainText('00001');
});

test('a chip is removed with its cross', async ({ page }) => {
  const table = await Table.open(page, '?f.site=rio');
  const rio = await table.total();
  expect(rio).toBeLessThan(ALL);
  await page.getByRole('button', { name: /^Clear: Site/ }).click();
  await expect(table.count).toHaveText('100,000');
  await expect(page).not.toHaveURL(/f\.site/);
});
