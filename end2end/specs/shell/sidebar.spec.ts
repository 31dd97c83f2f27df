// The sidebar as people leave it, and the drawer it becomes on a phone.

import { expect, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';

test('is narrow after collapsing, and still so after a reload', async ({ page }) => {
  await open(page, '/');
  const shell = new Shell(page);
  const width = async () => (await shell.sidebar.boundingBox())?.width ?? 0;
  const wide = await width();
  await page.getByRole('button', { name: 'Collapse sidebar' }).click();
  await expect.poll(width).toBeLessThan(wide / 2);
  const link = shell.link(shell.words.targets);
  await expect(link, 'an icon alone keeps its name').toBeVisible();
  await page.reload({ waitUntil: 'domcontentloaded' });
  expect(await width(), 'rendered narrow by the server').toBeLessThan(wide / 2);
  await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Expand sidebar' }).click();
  await expect.poll(width).toBe(wide);
});

test.describe('on a phone', () => {
  test.use({ look: { theme: 'light', locale: 'en', size: 'phone' } });

  test('is a drawer that closes after a choice', async ({ page }) => {
    await open(page, '/');
    const shell = new Shell(page);
    const link = shell.link(shell.words.targets);
    await expect(link).not.toBeInViewport();
    const opener = page.getByRole('link', { name: shell.words.openNavigation });
    await opener.click();
    await expect(link).toBeInViewport();
    await link.click();
    await expect(page).toHaveURL('/targets');
    await expect(link).not.toBeInViewport();
  });

  test('Escape closes the drawer and gives the focus back', async ({ page }) => {
    await open(page, '/');
    const shell = new Shell(page);
    const opener = page.getByRole('link', { name: shell.words.openNavigation });
    await opener.focus();
    await page.keyboard.press('Enter');
    await expect(shell.link(shell.words.targets)).toBeInViewport();
    await page.keyboard.press('Escape');
    await expect(shell.link(shell.words.targets)).not.toBeInViewport();
    await expect(opener).toBeFocused();
  });

  test('nothing is wider than the screen', async ({ page }) => {
    await open(page, '/');
    for (const path of await new Shell(page).paths()) {
      await page.goto(path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, path).toBeLessThanOrEqual(0);
    }
  });
});
