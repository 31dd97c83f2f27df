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

test('an order that no change concerns is not offered anew', async ({ page }) => {
  const table = await Table.open(page, '?sort=name');
  await expect(table.body.locator('.is-changed').first()).toBeAttached({ timeout: 15_000 });
  await page.waitForTimeout(2_500);
  await expect(page.getByRole('button', { name: 'Sort again' })).toHaveCount(0);
});

test('a changed order is offered and not forced', async ({ page }) => {
  const table = await Table.open(page, '?sort=-latency');
  const offer = page.getByRole('button', { name: 'Sort again' });
  await expect(offer).toBeVisible({ timeout: 15_000 });
  const before = await table.column('name', 6);
  await page.waitForTimeout(1_500);
  expect(await table.column('name', 6)).toEqual(before);
  const answered = page.waitForResponse((response) => {
    if (!response.url().endsWith('/rpc/v1/kit/window')) return false;
    const asked = JSON.parse(response.request().postData() ?? '{}');
    return asked.request.at === null;
  });
  await offer.click();
  const { rows } = await (await answered).json();
  await expect(table.row(0), 'the newest order is shown').toContainText(rows[0].cells[0]);
  await expect(table.row(5)).toContainText(rows[5].cells[0]);
});
