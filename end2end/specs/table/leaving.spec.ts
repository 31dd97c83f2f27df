// An answer that comes after its table has left the page finds nobody, and breaks nothing.

import { allow, expect, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';
import { Table } from '../../support/table.ts';

for (const [what, address] of [
  ['the first rows', '**/rpc/v1/kit/first'],
  ['a row for the drawer', '**/rpc/v1/kit/row'],
] as const) {
  // There is no row of that name: the server says so, to nobody.
  const annotation = address.endsWith('row') ? allow(/status of 404 .*kit\/row/) : [];
  test(`${what} come after the page was left`, { annotation }, async ({ page }) => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    const asked = page.waitForRequest(address);
    const answered = page.waitForResponse(address);
    await page.route(address, async (route) => {
      await held;
      await route.continue();
    });
    await open(page, '/');
    const shell = new Shell(page);
    await shell.sidebar.getByRole('link', { name: 'Data table' }).click();
    if (address.endsWith('row')) {
      const table = new Table(page);
      await expect(table.row(0)).toBeVisible();
      // A row that is not on the screen has to be asked for.
      await page.evaluate(() => {
        history.pushState(null, '', '?row=nowhere');
        dispatchEvent(new PopStateEvent('popstate'));
      });
    }
    await asked;
    await shell.sidebar.getByRole('link', { name: 'Targets' }).click();
    await expect(shell.heading).toHaveText('Targets');
    answer();
    await (await answered).finished();
    await shell.sidebar.getByRole('link', { name: 'Data table' }).click();
    await expect(new Table(page).row(0), 'the page is alive').toBeVisible();
  });
}
