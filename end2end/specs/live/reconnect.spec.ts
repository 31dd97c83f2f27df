// The server goes away and comes back while somebody looks.

import { allow, expect, open, test } from '../../support/test.ts';
import { startServer } from '../../support/server.mjs';
import { Shell } from '../../support/shell.ts';

const away = { annotation: allow(/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/) };

test('a page says that it reconnects, and is live again by itself', away, async ({ page }) => {
  test.slow();
  const first = await startServer();
  let second;
  try {
    await open(page, `${first.url}/`);
    const shell = new Shell(page);
    await expect(shell.freshness).toHaveText('live');
    expect(await first.stop(), 'exit code with an open stream').toBe(0);
    await expect(shell.freshness).toHaveText('reconnecting');
    await expect(shell.heading, 'what is shown stays').toBeVisible();

    second = await startServer({ listen: first.listen });
    await expect(shell.freshness).toHaveText('live', { timeout: 16_000 });
  } finally {
    await first.stop();
    await second?.stop();
  }
});

test('a browser without network says so, and recovers', { annotation: allow(/ERR_INTERNET_DISCONNECTED/) }, async ({ page, context }) => {
  await open(page, '/');
  const shell = new Shell(page);
  await expect(shell.freshness).toHaveText('live');
  await context.setOffline(true);
  await expect(page.getByText('The server cannot be reached.')).toBeVisible();
  await context.setOffline(false);
  await expect(shell.freshness).toHaveText('live', { timeout: 16_000 });
  await expect(page.getByText('The server cannot be reached.')).toBeHidden();
});
