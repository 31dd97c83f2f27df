// Windows between a phone and a desk: what is needed stays in sight and in reach.

import { allow, expect, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';

const away = { annotation: allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED/) };
const WIDTHS = [390, 768, 1440];

for (const width of WIDTHS) {
  test(`the banner of a lost connection fits ${width} px and lies over nothing`, away, async ({ page, context }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page, '/kit/table');
    const shell = new Shell(page);
    await expect(shell.freshness).toHaveText('live');
    await context.setOffline(true);
    const banner = page.locator('.banner');
    await expect(banner).toBeVisible();
    const again = banner.getByRole('button', { name: 'Try now' });
    await expect(again).toBeInViewport({ ratio: 1 });
    const box = await banner.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= width, `${JSON.stringify(box)} in ${width}`).toBe(true);
    const search = await shell.main.getByRole('searchbox').first().boundingBox();
    expect(search && box && search.y >= box.y + box.height, 'the search field is below it').toBe(true);
    const over = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    expect(over, 'the window does not scroll').toBeLessThanOrEqual(0);
    await context.setOffline(false);
    await expect(banner).toHaveCount(0, { timeout: 16_000 });
  });
}

test('the name of the page stays in the bar at 768 px', async ({ page }) => {
  await page.setViewportSize({ width: 768, height: 1024 });
  await open(page, '/kit/table');
  const shell = new Shell(page);
  const name = shell.breadcrumb.locator('[aria-current="page"]');
  await expect(name).toBeInViewport({ ratio: 1 });
  const whole = await name.evaluate((element) => element.scrollWidth <= element.clientWidth);
  expect(whole, 'it is not cut').toBe(true);
  const end = await name.evaluate((element) => element.getBoundingClientRect().right);
  const tools = await shell.bar.locator('.topbar-tools').evaluate((element) => element.getBoundingClientRect().left);
  expect(end).toBeLessThanOrEqual(tools);
});

test.describe('on a phone', () => {
  test.use({ look: { theme: 'light', locale: 'en', size: 'phone' } });

  test('a lost connection has a word in the bar', away, async ({ page, context }) => {
    await open(page, '/');
    const shell = new Shell(page);
    const width = async () => (await shell.freshness.boundingBox())?.width ?? 0;
    await expect(shell.freshness).toHaveText('live');
    expect(await width()).toBeLessThan(4);
    await context.setOffline(true);
    await expect(shell.freshness).toHaveText('offline');
    expect(await width(), 'the word is seen').toBeGreaterThan(20);
    await context.setOffline(false);
    await expect(shell.freshness).toHaveText('live', { timeout: 16_000 });
  });

  test('the bar says where everybody is administrator', async ({ page }) => {
    await open(page, '/');
    await expect(new Shell(page).bar.locator('.topbar-mode')).toBeVisible();
  });
});

test('the sidebar says where everybody is administrator', async ({ page }) => {
  await open(page, '/targets');
  const mark = new Shell(page).sidebar.locator('.sidebar-mode');
  await expect(mark).toBeInViewport();
  await expect(mark).toHaveAttribute('title', /administrator/);
});

for (const locale of ['pt-BR', 'en'] as const) {
  test.describe(`the components in ${locale}`, () => {
    test.use({ look: { theme: 'light', locale, size: 'desktop' } });
    for (const width of WIDTHS) {
      test(`are not wider than ${width} px`, async ({ page }) => {
        await page.setViewportSize({ width, height: 900 });
        await open(page, '/kit');
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wide).toBeLessThanOrEqual(0);
      });
    }
  });
}
