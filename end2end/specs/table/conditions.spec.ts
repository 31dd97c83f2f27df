// Conditions: what filters cannot say.

import { expect, test } from '../../support/test.ts';
import { ALL, Table } from '../../support/table.ts';

test('a condition is written without scrolling sideways, and narrows the rows', async ({ page }) => {
  const table = await Table.open(page);
  await page.getByRole('button', { name: 'Conditions', exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'Conditions' });
  const value = panel.getByRole('textbox', { name: 'Value' });
  await expect(value, 'the first condition is there already').toHaveCount(1);
  const sides = await panel.evaluate((element) => {
    const outer = element.parentElement ?? element;
    return { needed: outer.scrollWidth, there: outer.clientWidth };
  });
  expect(sides.needed).toBeLessThanOrEqual(sides.there);
  await expect(panel.getByRole('button', { name: 'Remove', exact: false }).first()).toBeInViewport({ ratio: 1 });
  await value.fill('00042');
  await expect.poll(() => table.total()).toBe(1);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/where=/);
  await page.getByRole('button', { name: 'Clear', exact: true }).first().click();
  await expect.poll(() => table.total()).toBe(ALL);
});
