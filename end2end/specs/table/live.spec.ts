// Rows change while somebody looks: they are marked, and nothing moves.

import { expect, test } from '../../support/test.ts';
import { Table } from '../../support/table.ts';

test('a change marks its row and moves none', async ({ page }) => {
  const table = await Table.open(page);
  await table.grid.evaluate((grid) => (grid.scrollTop = 170));
  const places = () =>
    table.rows.evaluateAll((rows) =>
      rows
        .map((row) => `${row.getAttribute('aria-rowindex')} ${row.querySelector('b')?.textContent} ${Math.round(row.getBoundingClientRect().top)}`)
        .sort(),
    );
  const before = await places();
  await expect(table.body.locator('.is-changed').first()).toBeAttached({ timeout: 15_000 });
  expect(await places()).toEqual(before);
  expect(await table.grid.evaluate((grid) => grid.scrollTop)).toBe(170);
});

test('a changed order is offered and not forced', async ({ page }) => {
  const table = await Table.open(page, '?sort=-latency');
  const offer = page.getByRole('button', { name: 'Sort again' });
  await expect(offer).toBeVisible({ timeout: 15_000 });
  const before = await table.column('name', 6);
  await page.waitForTimeout(1_500);
  expect(await table.column('name', 6)).toEqual(before);
  await offer.click();
  await expect(offer).toBeHidden();
});
