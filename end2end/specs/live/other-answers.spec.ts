// What stands before the server and answers in its place.

import { allow, expect, test } from '../../support/test.ts';
import { Table } from '../../support/table.ts';

test('an answer that is not ours is told by its status', { annotation: allow(/status of 502/) }, async ({ page }) => {
  const table = await Table.open(page);
  await page.route('**/rpc/v1/kit/window', (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
  );
  await table.sorter('company').click();
  const alert = page.locator('.dt-over').getByRole('alert');
  await expect(alert).toContainText('The server, or something before it, answered 502.');
  await expect(alert).not.toContainText(/expected|column 1/);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
