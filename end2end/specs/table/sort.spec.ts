// Sorting by one column and by several.

import { expect, scriptsAreOff, test } from '../../support/test.ts';
import { Table } from '../../support/table.ts';

const ascending = (texts: string[]) => [...texts].sort((a, b) => a.localeCompare(b, 'pt'));

test('a head sorts up, down and not at all', async ({ page }) => {
  const table = await Table.open(page);
  const unsorted = await table.column('name');
  await expect(table.head('company')).toHaveAttribute('aria-sort', 'none');
  await table.sorter('company').click();
  await expect(table.head('company')).toHaveAttribute('aria-sort', 'ascending');
  await expect(page).toHaveURL(/sort=company/);
  await expect.poll(() => table.text(0, 'company')).toBe('Acme Foods');
  await table.sorter('company').click();
  await expect(table.head('company')).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(() => table.text(0, 'company')).toBe('São Jorge Têxtil');
  await table.sorter('company').click();
  await expect(table.head('company')).toHaveAttribute('aria-sort', 'none');
  await expect.poll(() => table.column('name')).toEqual(unsorted);
});

test('Shift adds a second column, and each head says its rank', async ({ page }) => {
  const table = await Table.open(page);
  await table.sorter('company').click();
  await table.sorter('site').click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(/sort=company(,|%2C)site/);
  await expect(table.head('company')).toHaveAttribute('aria-sort', 'ascending');
  await expect(table.head('site')).toHaveAttribute('aria-sort', 'ascending');
  await expect(table.sorter('company')).toContainText('1');
  await expect(table.sorter('site')).toContainText('2');
  await expect.poll(() => table.text(0, 'company')).toBe('Acme Foods');
  const sites = await table.column('site');
  expect(sites).toEqual(ascending(sites));
});

test('Enter on a head sorts', async ({ page }) => {
  const table = await Table.open(page);
  await table.sorter('company').focus();
  await page.keyboard.press('Enter');
  await expect(table.head('company')).toHaveAttribute('aria-sort', 'ascending');
  await page.keyboard.press('Shift+Enter');
  await expect(table.head('company')).toHaveAttribute('aria-sort', 'descending');
  await expect(table.sorter('company'), 'the focus stays').toBeFocused();
});

test.describe('as the server sends it, before anything changes', () => {
  test.use({ javaScriptEnabled: false });
  for (const [sort, sign] of [['latency', 1], ['-latency', -1]] as const) {
    test(`empty values come last: ${sort}`, { annotation: scriptsAreOff }, async ({ page }) => {
      await page.goto(`/kit/table?sort=${sort}`);
      const texts = await new Table(page).column('latency');
      const numbers = texts.map((text) => Number.parseFloat(text));
      for (const number of numbers) expect(number, texts.join(', ')).not.toBeNaN();
      expect(numbers).toEqual([...numbers].sort((a, b) => sign * (a - b)));
      if (sign < 0) expect(numbers[0]).toBeGreaterThan(600);
    });
  }
});

test('Back undoes a sort', async ({ page }) => {
  const table = await Table.open(page);
  await table.sorter('company').click();
  await expect(page).toHaveURL(/sort=company/);
  await page.goBack();
  await expect(page).not.toHaveURL(/sort=/);
  await expect(table.head('company')).toHaveAttribute('aria-sort', 'none');
  await expect.poll(() => table.text(0, 'name')).toContain('00001');
});
