// A page asks for what it needs, once.

import { expect, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';

test('the first load asks for each thing once', async ({ page, requests }) => {
  await open(page, '/');
  await expect(new Shell(page).freshness).toHaveText('live');
  await requests.settled();
  const { document, script, wasm, style, font, image, rpc, other, stream } = requests.count();
  expect({ document, script, wasm, style, font, image, rpc, other }, JSON.stringify(requests.asked)).toEqual({
    document: 1,
    // The glue, and what fetches the parts of pages.
    script: 2,
    wasm: 1,
    style: 1,
    font: 1,
    image: 1,
    rpc: undefined,
    other: undefined,
  });
  expect(stream, 'streams of events').toBe(1);
});

test('a navigation between pages of the frame asks for nothing', async ({ page, requests }) => {
  await open(page, '/');
  const shell = new Shell(page);
  await expect(shell.freshness).toHaveText('live');
  await requests.settled();
  requests.forget();
  for (const name of ['Targets', 'Sites', 'Audit']) {
    await shell.link(name).first().click();
    await expect(shell.heading).toContainText(name);
  }
  await requests.settled();
  expect(requests.asked).toEqual([]);
});

test('the second visit takes assets from the cache', async ({ page }) => {
  await open(page, '/');
  await page.goto('/targets');
  await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
  const sizes = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter(({ name }) => name.includes('/assets/'))
      .map(({ name, transferSize }) => ({ name, transferSize })),
  );
  expect(sizes.length).toBeGreaterThan(2);
  const loaded = sizes.filter(({ transferSize }) => transferSize > 0).map(({ name }) => name);
  expect(loaded, 'assets that travelled again').toEqual([]);
});
