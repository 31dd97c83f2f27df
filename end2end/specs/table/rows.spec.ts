// 100,000 rows, a few elements, and the words a screen reader needs.

import { expect, test } from '../../support/test.ts';
import { ALL, Table } from '../../support/table.ts';

const MOST_ROWS = 60;

const drawn = (table: Table) => table.grid.locator('[role="row"]').count();

test('is a grid that knows its size', async ({ page }) => {
  const table = await Table.open(page);
  await expect(table.grid).toHaveAttribute('aria-rowcount', `${ALL + 1}`);
  await expect(table.grid).toHaveAttribute('aria-colcount', '16');
  await expect(table.grid).toHaveAttribute('aria-multiselectable', 'true');
  await expect(table.grid).toHaveAccessibleName(/./);
  await expect(table.grid.getByRole('columnheader')).toHaveCount(16);
  await expect(table.row(0).getByRole('gridcell').first()).toBeVisible();
  await expect(table.count).toHaveText('100,000');
  const strays = await table.grid.evaluate((grid) =>
    [...grid.querySelectorAll('[role="gridcell"]')].filter((cell) => !cell.closest('[role="row"]')).length,
  );
  expect(strays, 'cells outside of rows').toBe(0);
});

test('scrolls from the first to the last row with few elements', async ({ page }) => {
  const table = await Table.open(page);
  for (const place of [0, 40, 1_000, 50_000, ALL - 10, 3]) {
    await table.scrollTo(place);
    const row = table.row(place);
    await expect(row, `row ${place}`).toBeInViewport();
    await expect(row, `row ${place} has its data`).toContainText(new RegExp(`-${String(place + 1).padStart(5, '0')}`));
    expect(await drawn(table)).toBeLessThanOrEqual(MOST_ROWS);
  }
});

test('rows stand where they belong', async ({ page }) => {
  const table = await Table.open(page);
  await table.scrollTo(5_000);
  await expect(table.row(5_005)).toContainText('05006');
  const gaps = await table.rows.evaluateAll((rows) => {
    const boxes = rows
      .map((row) => ({ index: Number(row.getAttribute('aria-rowindex')), top: row.getBoundingClientRect().top }))
      .sort((a, b) => a.index - b.index);
    return boxes.slice(1).map((box, at) => (box.top - (boxes[at]?.top ?? 0)) / (box.index - (boxes[at]?.index ?? 0)));
  });
  expect(gaps.length).toBeGreaterThan(15);
  for (const gap of gaps) expect(gap).toBeCloseTo(34, 0);
});

test('the head and the first column stay while the rest scrolls', async ({ page }) => {
  const table = await Table.open(page);
  const name = await table.cell(0, 'name');
  const before = await table.head('name').boundingBox();
  await table.grid.evaluate((grid) => grid.scrollTo({ left: 9_000, top: 3 }));
  await expect(table.head('node')).toBeInViewport();
  const after = await table.head('name').boundingBox();
  expect(after?.x).toBeCloseTo(before?.x ?? NaN, 0);
  expect(after?.y).toBeCloseTo(before?.y ?? NaN, 0);
  await expect(name).toBeInViewport();
  await expect(await table.cell(0, 'node')).not.toBeEmpty();
});

test('the keyboard moves from cell to cell', async ({ page }) => {
  const table = await Table.open(page);
  await table.grid.focus();
  await page.keyboard.press('ArrowDown');
  expect(await table.active()).toEqual({ row: 0, column: 2 });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  expect(await table.active()).toEqual({ row: 1, column: 3 });
  await page.keyboard.press('Home');
  expect(await table.active()).toEqual({ row: 1, column: 1 });
  await page.keyboard.press('End');
  expect(await table.active()).toEqual({ row: 1, column: 16 });
  await page.keyboard.press('PageDown');
  expect((await table.active())?.row).toBeGreaterThan(10);
  await page.keyboard.press('Control+End');
  await expect.poll(() => table.active()).toEqual({ row: ALL - 1, column: 16 });
  await expect(table.row(ALL - 1)).toBeInViewport();
  await page.keyboard.press('Control+Home');
  await expect.poll(() => table.active()).toEqual({ row: 0, column: 1 });
  await expect(table.row(0)).toBeInViewport();
});

test('the active cell is always in sight and always drawn', async ({ page }) => {
  const table = await Table.open(page);
  await table.grid.focus();
  for (let press = 0; press < 60; press += 1) await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await table.active())?.row).toBe(59);
  const cell = page.locator(`#${await table.grid.getAttribute('aria-activedescendant')}`);
  await expect(cell).toBeInViewport({ ratio: 0.9 });
  const looks = await cell.evaluate((cell) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(cell);
    return { outline: outlineStyle !== 'none' && outlineWidth !== '0px', boxShadow };
  });
  expect(looks.outline || looks.boxShadow !== 'none', 'the active cell is marked').toBe(true);
});
