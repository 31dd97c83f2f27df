// Choosing rows: one, a stretch of them, every one; and what can be done with them.

import { readFile } from 'node:fs/promises';

import { expect, test } from '../../support/test.ts';
import { Table } from '../../support/table.ts';

const box = (table: Table, place: number) => table.row(place).getByRole('checkbox');

test('a click on the box chooses a row without opening it', async ({ page }) => {
  const table = await Table.open(page);
  await box(table, 2).click();
  await expect(table.row(2)).toHaveAttribute('aria-selected', 'true');
  await expect(box(table, 2)).toBeChecked();
  await expect(table.bulk).toContainText('1 selected');
  await expect(table.drawer).toHaveCount(0);
  await box(table, 2).click();
  await expect(table.bulk).toHaveCount(0);
});

test('Shift reaches over rows that were never drawn', async ({ page }) => {
  const table = await Table.open(page);
  await box(table, 1).click();
  await table.scrollTo(4_000);
  await expect(table.row(4_000)).toContainText('04001');
  await box(table, 4_000).click({ modifiers: ['Shift'] });
  await expect(table.bulk).toContainText('4,000 selected');
  await table.scrollTo(2_000);
  await expect(table.row(2_000)).toHaveAttribute('aria-selected', 'true');
  await table.scrollTo(4_001);
  await expect(table.row(4_003)).toHaveAttribute('aria-selected', 'false');
});

test('the keyboard chooses', async ({ page }) => {
  const table = await Table.open(page);
  await table.grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(table.row(0)).toHaveAttribute('aria-selected', 'true');
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift+ArrowDown');
  await expect(table.bulk).toContainText('4 selected');
  await page.keyboard.press('Control+a');
  await expect(table.bulk).toContainText('100,000 selected');
  await page.keyboard.press('Escape');
  await expect(table.bulk).toHaveCount(0);
});

test('the box of the head chooses every row, drawn or not', async ({ page }) => {
  const table = await Table.open(page);
  const every = table.grid.getByRole('checkbox', { name: 'Select all rows' });
  await every.click();
  await expect(table.bulk).toContainText('100,000 selected');
  await table.scrollTo(70_000);
  await expect(table.row(70_000)).toHaveAttribute('aria-selected', 'true');
  await box(table, 70_000).click();
  await expect(table.bulk).toContainText('99,999 selected');
});

test('"every row" of one question is not every row of the one before', async ({ page }) => {
  const table = await Table.open(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.locator('.dt-picks').getByRole('button', { name: 'Site' }).click();
  await page.locator('.dt-facet').getByRole('checkbox', { name: 'rio' }).check();
  await expect(page).toHaveURL(/f\.site=rio/);
  await expect.poll(() => table.total()).toBeLessThan(100_000);
  await page.keyboard.press('Escape');
  await table.grid.getByRole('checkbox', { name: 'Select all rows' }).click();
  await expect(table.bulk).toContainText('selected');
  await page.goBack();
  await expect(table.count).toHaveText('100,000');
  await expect(table.bulk).toHaveCount(0);
  await expect(table.row(0)).toHaveAttribute('aria-selected', 'false');
});

test('the chosen rows, and only they, are exported', async ({ page }) => {
  const table = await Table.open(page, '?sort=name');
  await box(table, 0).click();
  await box(table, 2).click();
  const names = [await table.text(0, 'name'), await table.text(2, 'name')].map((text) => text.split(/\s/)[0] ?? '');
  const coming = page.waitForEvent('download');
  await table.bulk.getByRole('button', { name: /CSV/ }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('Name');
  expect(lines[1]).toContain(names[0]);
  expect(lines[2]).toContain(names[1]);
});

test('what the question selects is exported in its order, as CSV and XLSX', async ({ page }) => {
  const table = await Table.open(page, '?q=dtc-00042');
  const name = (await table.text(0, 'name')).split(/\s/)[0] ?? '';
  for (const [format, ending] of [
    ['CSV', /\.csv$/],
    ['Excel (XLSX)', /\.xlsx$/],
  ] as const) {
    await page.getByRole('button', { name: 'Export' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: format }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toMatch(ending);
    const bytes = await readFile(await download.path());
    if (format === 'CSV') {
      const lines = bytes.toString('utf8').trim().split(/\r?\n/);
      expect(lines).toHaveLength(2);
      expect(lines[1]).toContain(name);
    } else {
      expect(bytes.subarray(0, 2).toString(), 'a zip').toBe('PK');
    }
  }
});

test('what can be done with the chosen rows hides none of them', async ({ page }) => {
  const table = await Table.open(page);
  await box(table, 0).click();
  await table.grid.focus();
  await page.keyboard.press('Control+End');
  const [last, bar] = [table.row(99_999), table.bulk];
  await expect(last).toBeVisible();
  await expect
    .poll(async () => {
      const [row, over] = [await last.boundingBox(), await bar.boundingBox()];
      return (row?.y ?? 0) + (row?.height ?? 0) <= (over?.y ?? 0);
    })
    .toBe(true);
});
