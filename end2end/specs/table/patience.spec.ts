// A server that does not answer is given up after ten seconds, with words and a way on.

import { allow, expect, test } from '../../support/test.ts';
import { Table } from '../../support/table.ts';

test('after ten seconds there is an error and a retry that works', { annotation: allow(/ERR_FAILED/) }, async ({ page }) => {
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
  await page.locator('.dt-over').getByRole('button', { name: /again|retry/i }).click();
  await expect.poll(() => table.text(0, 'company')).toBe('Acme Foods');
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
  await page.locator('.dt-over').getByRole('button', { name: /again|retry/i }).click();
  await expect.poll(() => table.text(0, 'company')).toBe('Acme Foods');
});
