// A server that does not answer is given up after ten seconds, with words, and asked again.

import { allow, expect, test } from '../../support/test.ts';
import { Table } from '../../support/table.ts';

test('after ten seconds there is an error, and the page tries again', { annotation: allow(/ERR_FAILED/) }, async ({ page }) => {
  test.slow();
  const table = await Table.open(page);
  const held: (() => Promise<void>)[] = [];
  await page.route('**/rpc/v1/kit/window', (route) => {
    held.push(() => route.abort());
  });
  const asked = Date.now();
  await table.sorter('company').click();
  await expect(page.locator('.dt-over').getByRole('alert')).toContainText('Nothing came within 10 s.', {
    timeout: 13_000,
  });
  const waited = Date.now() - asked;
  expect(waited).toBeGreaterThan(9_000);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await expect(table.row(0), 'the page asks again by itself').toContainText('Acme Foods', { timeout: 15_000 });
  await expect(page.locator('.dt-over')).toHaveCount(0);
  await Promise.allSettled(held.map((end) => end()));
});

test('an error of the server is told in words, with its request id', { annotation: allow(/status of 400/) }, async ({ page }) => {
  const table = await Table.open(page);
  await page.route('**/rpc/v1/kit/window', (route) => {
    const asked = JSON.parse(route.request().postData() ?? '{}');
    asked.request.limit = 5_000;
    return route.continue({ postData: JSON.stringify(asked) });
  });
  // A live change may ask too, before the click does.
  const refused = new Set<string>();
  page.on('response', (response) => {
    if (response.status() === 400) refused.add(response.headers()['x-request-id'] ?? '');
  });
  await table.sorter('company').click();
  const alert = page.locator('.dt-over').getByRole('alert');
  await expect(alert).toContainText('“limit” cannot be “5000”: at most 1000');
  const [id = 'no request id'] = (await alert.innerText()).match(/[0-9a-f]{8}(-[0-9a-f]+){4}/) ?? [];
  expect(refused).toContain(id);
  await page.unrouteAll();
  await page.locator('.dt-over').getByRole('button', { name: 'Clear' }).click();
  await expect(table.row(0)).toContainText('00001');
});

const failures = /ERR_INTERNET_DISCONNECTED|status of 503|ERR_FAILED/;

test('a search that failed is made again when the connection is back', { annotation: allow(failures) }, async ({ page, context }) => {
  test.slow();
  const table = await Table.open(page);
  await context.setOffline(true);
  await table.search.fill('dtc-00042');
  await expect(page.locator('.dt-over').getByRole('alert')).toBeVisible();
  await expect(table.count, 'how many there are is not known').toHaveText('–');
  await context.setOffline(false);
  await expect(table.row(0)).toContainText('00042', { timeout: 40_000 });
  await expect(page.locator('.dt-over')).toHaveCount(0);
});

test('rows stay when a later reading of them fails', { annotation: allow(failures) }, async ({ page }) => {
  test.slow();
  const table = await Table.open(page);
  await page.route('**/rpc/v1/kit/window', (route) => route.fulfill({ status: 503, body: 'away' }));
  await expect(page.locator('.dt-problem').getByRole('alert'), 'a live change is read').toBeVisible({ timeout: 20_000 });
  await expect(table.row(0)).toBeVisible();
  await expect(page.locator('.dt-over')).toHaveCount(0);
  await page.unrouteAll();
  await expect(page.locator('.dt-problem')).toHaveCount(0, { timeout: 40_000 });
});

test('rows that do not answer the question any more look so', async ({ page }) => {
  const table = await Table.open(page);
  const opacity = () => table.body.evaluate((body) => Number(getComputedStyle(body).opacity));
  expect(await opacity()).toBe(1);
  let answer = () => {};
  const held = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/rpc/v1/kit/window', async (route) => {
    await held;
    await route.continue();
  });
  await table.search.fill('dtc-00042');
  await expect.poll(opacity).toBeLessThan(0.6);
  answer();
  await expect(table.row(0)).toContainText('00042');
  await expect.poll(opacity).toBe(1);
});
