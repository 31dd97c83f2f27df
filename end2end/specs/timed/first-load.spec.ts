// How soon a page answers to a click, how still it stands meanwhile, how much travels.

import { isQuickBuild, WHY_NOT } from '../../support/build.ts';
import { median } from '../../support/figures.ts';
import { hydratedAt, layoutShift, noteHydration } from '../../support/measure.ts';
import { expect, open, test } from '../../support/test.ts';

const HYDRATED_WITHIN_MS = 600;
/**
 * A neighbour of this machine can slow nine visits in a row; a page that has become slow is so
 * in every round.
 */
const ROUNDS = 3;
const MOST_SHIFT = 0.02;
/**
 * Bytes on the wire. Not the WASM: this build carries every component for these tests, and
 * `cargo xtask bench` and CI's size gate weigh the one that ships.
 */
const MOST = { js: 30_000, css: 30_000, woff2: 60_000 };

for (const path of ['/', '/kit/table']) {
  test(`${path} answers to clicks within ${HYDRATED_WITHIN_MS} ms, with nothing cached`, async ({ browser, server }) => {
    test.skip(isQuickBuild, WHY_NOT);
    test.slow();
    const seen: string[] = [];
    let best = Infinity;
    for (let round = 0; round < ROUNDS && best > HYDRATED_WITHIN_MS; round += 1) {
      const times: number[] = [];
      for (let visit = 0; visit < 9; visit += 1) {
        const context = await browser.newContext({ baseURL: server.url, locale: 'en' });
        const page = await context.newPage();
        await noteHydration(page);
        await page.goto(path);
        times.push(await hydratedAt(page));
        await context.close();
      }
      const middle = median(times);
      best = Math.min(best, middle);
      seen.push(`${middle.toFixed(0)} (${times.map((time) => time.toFixed(0)).join(' ')})`);
    }
    const all = seen.join('; ');
    test.info().annotations.push({ type: 'hydrated, ms', description: all });
    console.log(`${path} hydrated, median of nine a round: ${all} ms`);
    expect(best, all).toBeLessThanOrEqual(HYDRATED_WITHIN_MS);
  });
}

for (const size of ['desktop', 'phone'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    test.describe(`${size}, ${theme}`, () => {
      test.use({ look: { theme, locale: 'pt-BR', size } });
      for (const path of ['/', '/targets', '/kit', '/kit/table']) {
        test(`${path} stands still while it loads`, async ({ page }) => {
          await open(page, path);
          await page.waitForTimeout(700);
          const { sum, moved } = await layoutShift(page);
          expect(sum, moved.join(', ')).toBeLessThanOrEqual(MOST_SHIFT);
        });
      }
    });
  }
}

test('what travels at the first load is small', async ({ page }) => {
  test.skip(isQuickBuild, WHY_NOT);
  await open(page, '/');
  const sizes = await page.evaluate(() =>
    (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).map(
      ({ name, encodedBodySize }) => ({ kind: name.split('.').pop() ?? '', bytes: encodedBodySize }),
    ),
  );
  for (const [kind, most] of Object.entries(MOST)) {
    const of = sizes.filter((file) => file.kind === kind);
    expect(of.length, `${kind} files`).toBeGreaterThan(0);
    const bytes = of.reduce((sum, file) => sum + file.bytes, 0);
    console.log(`${kind}: ${bytes} bytes of at most ${most}`);
    expect(bytes, `${kind}, bytes`).toBeLessThanOrEqual(most);
    expect(bytes, `${kind}, bytes`).toBeGreaterThan(0);
  }
});
