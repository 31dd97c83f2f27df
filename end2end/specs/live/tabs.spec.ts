// One connection a browser, whatever the number of tabs: over plain HTTP a browser opens
// six a host, and one stream a tab would freeze the seventh.

import type { Page, Request } from '@playwright/test';

import { expect, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';
import { openStreams } from '../../support/streams.ts';

const isStream = (request: Request) => new URL(request.url()).pathname === '/api/v1/events';

test('ten tabs share one stream and each of them answers', async ({ context, request }) => {
  test.slow();
  const tabs: Page[] = [];
  for (let tab = 0; tab < 10; tab += 1) {
    const page = await context.newPage();
    tabs.push(page);
    await open(page, '/');
    await expect(new Shell(page).freshness, `tab ${tab + 1}`).toHaveText('live');
  }
  await expect.poll(() => openStreams(request)).toBe(1);
  for (const page of tabs) {
    await page.bringToFront();
    const shell = new Shell(page);
    await shell.link(shell.words.targets).click();
    await expect(shell.heading).toHaveText(shell.words.targets);
    const answer = await page.evaluate(async () => (await fetch('/livez')).status);
    expect(answer).toBe(200);
  }
  expect(await openStreams(request)).toBe(1);
});

for (const how of ['is closed', 'crashes'] as const) {
  test(`when the leading tab ${how}, another takes over within 3 s`, async ({ context, request }) => {
    const leader = await context.newPage();
    await open(leader, '/');
    await expect(new Shell(leader).freshness).toHaveText('live');
    const others: Page[] = [];
    for (let tab = 0; tab < 2; tab += 1) {
      const page = await context.newPage();
      await open(page, '/');
      await expect(new Shell(page).freshness).toHaveText('live');
      others.push(page);
    }
    await expect.poll(() => openStreams(request)).toBe(1);
    const connected: number[] = [];
    context.on('request', (made) => isStream(made) && connected.push(Date.now()));

    const gone = Date.now();
    if (how === 'is closed') {
      await leader.close();
    } else {
      // As when the browser kills a tab: it says goodbye to nobody.
      await leader.goto('chrome://crash').catch(() => undefined);
    }
    await expect.poll(() => connected.length, { timeout: 5_000 }).toBe(1);
    expect((connected[0] ?? Infinity) - gone, 'ms without a leader').toBeLessThanOrEqual(3_000);
    await expect.poll(() => openStreams(request)).toBe(1);
    for (const page of others) await expect(new Shell(page).freshness).toHaveText('live');
  });
}
