// The state of the table is its address: a link shows a colleague the same thing.

import { expect, open, scriptsAreOff, test } from '../../support/test.ts';
import { Table } from '../../support/table.ts';

const QUERY = '?q=rio&f.company=Norte%20Log&sort=-latency,name';

test('survives a reload', async ({ page }) => {
  const table = await Table.open(page);
  await table.search.fill('norte');
  await table.sorter('latency').click();
  await table.sorter('latency').click();
  await expect(page).toHaveURL(/sort=-latency/);
  await expect.poll(() => table.total()).toBeLessThan(100_000);
  const total = await table.total();
  const names = await table.column('name', 5);
  await open(page, page.url());
  await expect(table.search).toHaveValue('norte');
  await expect(table.head('latency')).toHaveAttribute('aria-sort', 'descending');
  expect(await table.total()).toBe(total);
  expect(await table.column('name', 5)).toHaveLength(names.length);
});

test('Back undoes a search, and is one step for all its letters', async ({ page }) => {
  const table = await Table.open(page);
  await table.search.pressSequentially('norte');
  await expect(page).toHaveURL(/q=norte$/);
  await expect.poll(() => table.total()).toBeLessThan(100_000);
  await page.goBack();
  await expect(page).toHaveURL(/\/kit\/table$/);
  await expect(table.search).toHaveValue('');
  await expect(table.count).toHaveText('100,000');

  await table.search.pressSequentially('rio');
  await expect(page).toHaveURL(/q=rio$/);
  await table.sorter('latency').click();
  await expect(page).toHaveURL(/sort=latency/);
  await page.goBack();
  await expect(page).toHaveURL(/q=rio$/);
  await expect(table.search).toHaveValue('rio');
  await page.goBack();
  await expect(table.search).toHaveValue('');
});

test('a row opens a drawer, in the address, and Back closes it', async ({ page }) => {
  const table = await Table.open(page);
  const name = (await table.text(3, 'name')).split(/\s/)[0] ?? '';
  await (await table.cell(3, 'company')).click();
  await expect(table.drawer).toContainText(name);
  await expect(page).toHaveURL(/row=/);
  await page.goBack();
  await expect(table.drawer).toHaveCount(0);
  await page.goForward();
  await expect(table.drawer).toContainText(name);
  await page.keyboard.press('Escape');
  await expect(table.drawer).toHaveCount(0);
  await expect(page).not.toHaveURL(/row=/);
});

test('the drawer says what the cells say', async ({ page }) => {
  const detail = (name: string) =>
    page.locator('.dt-detail').filter({ has: page.getByText(name, { exact: true }) }).locator('dd');
  const quiet = await Table.open(page, '?f.state=not_scraped');
  await (await quiet.cell(0, 'company')).click();
  await expect(detail('State')).toHaveText('not scraped');
  const up = await Table.open(page, '?f.state=up');
  await (await up.cell(0, 'company')).click();
  await expect(detail('Latency')).toHaveText(/^[\d.,]+\sms$/);
});

test('Enter opens the drawer and the focus comes back', async ({ page }) => {
  const table = await Table.open(page);
  await table.grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(table.drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(table.drawer).toHaveCount(0);
  await expect(table.grid).toBeFocused();
  expect(await table.active()).toEqual({ row: 0, column: 2 });
});

test('an address that cannot be read says which part', async ({ page }) => {
  await open(page, '/kit/table?where=%7Bnonsense');
  await expect(page.getByRole('main')).toContainText('where');
});

test('an address that names no column is said, and cleared', async ({ page }) => {
  await open(page, '/kit/table?sort=nope');
  const table = new Table(page);
  await expect(page.locator('.dt-over').getByRole('alert')).toContainText('nope');
  await expect(table.count).toHaveText('–');
  await page.locator('.dt-over').getByRole('button', { name: 'Clear' }).click();
  await expect(table.row(0)).toBeVisible();
  await expect(table.head('company')).toBeVisible();
  await expect(page).not.toHaveURL(/sort=/);
});

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false });

  test('the server renders what the address says', { annotation: scriptsAreOff }, async ({ page }) => {
    await page.goto(`/kit/table${QUERY}`);
    const table = new Table(page);
    await expect(table.row(0)).toBeVisible();
    expect(new Set(await table.column('company', 6))).toEqual(new Set(['Norte Log']));
    await expect(table.head('latency')).toHaveAttribute('aria-sort', 'descending');
    await expect(table.count).toContainText('of 100,000');
    const numbers = (await table.column('latency', 6)).map((text) => Number.parseFloat(text));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  });
});
