// Each column's place, width, pin and presence; by mouse and by keyboard; and remembered.

import { expect, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';
import { Table } from '../../support/table.ts';

const width = async (table: Table, key: string) => (await table.head(key).boundingBox())?.width ?? 0;

test('is resized with the mouse', async ({ page }) => {
  const table = await Table.open(page);
  const before = await width(table, 'company');
  const grip = await table.head('company').locator('.dt-resize').boundingBox();
  if (!grip) throw new Error('nothing to pull at');
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(grip.x + grip.width / 2 + 60, grip.y + 4, { steps: 6 });
  await page.mouse.up();
  expect(await width(table, 'company')).toBeCloseTo(before + 60, -1);
  const cell = await (await table.cell(0, 'company')).boundingBox();
  expect(cell?.width).toBeCloseTo(before + 60, -1);
});

test('goes back to its width when the browser takes the pointer', async ({ page }) => {
  const table = await Table.open(page);
  const before = await width(table, 'company');
  const grip = await table.head('company').locator('.dt-resize').boundingBox();
  if (!grip) throw new Error('nothing to pull at');
  const from = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 };
  // The pointer has no other name than the one that its events bear.
  await page.evaluate(() => {
    window.addEventListener('pointerdown', ({ pointerId }) => (document.body.dataset.pointer = `${pointerId}`), { capture: true });
  });
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 60, from.y, { steps: 4 });
  await expect.poll(() => width(table, 'company')).toBeGreaterThan(before + 40);
  await page.evaluate(() => {
    const pointerId = Number(document.body.dataset.pointer);
    window.dispatchEvent(new PointerEvent('pointercancel', { pointerId }));
  });
  await expect.poll(() => width(table, 'company')).toBeCloseTo(before, 0);
  await page.mouse.move(from.x + 120, from.y, { steps: 4 });
  expect(await width(table, 'company'), 'nothing follows any more').toBeCloseTo(before, 0);
  await page.mouse.up();
});

test('is resized, moved and left alone with the keyboard', async ({ page }) => {
  const table = await Table.open(page);
  const before = await width(table, 'company');
  await table.sorter('company').focus();
  await page.keyboard.press('Alt+Shift+ArrowRight');
  await expect.poll(() => width(table, 'company')).toBeGreaterThan(before);
  await page.keyboard.press('Alt+Shift+ArrowLeft');
  await expect.poll(() => width(table, 'company')).toBe(before);

  const order = await table.keys();
  const at = order.indexOf('company');
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(async () => (await table.keys()).indexOf('company')).toBe(at + 1);
  await expect(table.sorter('company'), 'the focus moves along').toBeFocused();
  await expect(page.getByText(/Company is now column/)).toBeAttached();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(() => table.keys()).toEqual(order);
});

test('is moved with the mouse', async ({ page }) => {
  const table = await Table.open(page);
  await table.sorter('company').dragTo(table.head('state'));
  await expect
    .poll(async () => {
      const keys = await table.keys();
      return keys.indexOf('company') < keys.indexOf('state');
    })
    .toBe(true);
  const texts = await table.column('company', 3);
  for (const text of texts) expect(text).not.toBe('');
});

test('is hidden, shown and pinned', async ({ page }) => {
  const table = await Table.open(page);
  await table.menu('company', 'Hide');
  await expect(table.head('company')).toHaveCount(0);
  await expect(table.grid).toHaveAttribute('aria-colcount', '15');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Company' }).check();
  await page.keyboard.press('Escape');
  await expect(table.head('company')).toBeVisible();

  await table.menu('state', 'Pin');
  await table.grid.evaluate((grid) => (grid.scrollLeft = 700));
  await expect(table.head('state')).toBeInViewport();
  await expect(await table.cell(0, 'state')).toBeInViewport();
});

test('the head is one stop for Tab, and arrows go on', async ({ page }) => {
  const table = await Table.open(page);
  await table.sorter('name').focus();
  await page.keyboard.press('ArrowRight');
  const keys = await table.keys();
  await expect(table.sorter(keys[1] ?? '')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
});

test('the arrangement is remembered, and can be put back', async ({ page }) => {
  const table = await Table.open(page);
  const order = await table.keys();
  await table.menu('company', 'Hide');
  await expect(table.head('company')).toHaveCount(0);
  await open(page, '/kit/table');
  await expect(table.head('company')).toHaveCount(0);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('button', { name: 'Back to the default' }).click();
  await expect.poll(() => table.keys()).toEqual(order);
});

test('the arrangement survives a walk to another page and back', async ({ page }) => {
  const table = await Table.open(page);
  await table.menu('company', 'Hide');
  await expect(table.head('company')).toHaveCount(0);
  const order = await table.keys();
  await page.evaluate(() => document.body.setAttribute('data-same', ''));
  const shell = new Shell(page);
  await shell.link(shell.words.targets).click();
  await expect(shell.heading).toHaveText(shell.words.targets);
  await shell.navigation.locator('a[href^="/kit/table"]').click();
  await expect(table.row(0)).toContainText('00001');
  await expect(table.head('company')).toHaveCount(0);
  expect(await table.keys()).toEqual(order);
  await expect(page.locator('body[data-same]'), 'no document was loaded').toHaveCount(1);
  await open(page, '/kit/table');
  await expect(table.row(0)).toBeVisible();
  await expect(table.head('company')).toHaveCount(0);
});

test('a column moves along the list of columns by its handle', async ({ page }) => {
  const table = await Table.open(page);
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  const handles = page.getByRole('button', { name: /^Move .*: arrows up and down$/ });
  const names = () => handles.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
  const before = await names();
  const at = before.findIndex((name) => name.startsWith('Move Company:'));
  const handle = handles.nth(at);
  await handle.focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await names()).indexOf(before[at] ?? '')).toBe(at + 1);
  await expect(handles.nth(at + 1), 'the focus moves along').toBeFocused();
  await expect(page.getByText(`Company: place ${at + 2} of ${before.length}`)).toBeAttached();
  await expect(table.head('company')).toBeVisible();
});

test('densities change the height of every row', async ({ page }) => {
  const table = await Table.open(page);
  const height = async () => (await table.row(3).boundingBox())?.height ?? 0;
  const normal = await height();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('radio', { name: 'Compact' }).check();
  await expect.poll(height).toBeLessThan(normal);
  await page.getByRole('radio', { name: 'Roomy' }).check();
  await expect.poll(height).toBeGreaterThan(normal);
});
