// What the server alone says: before, or without, the browser's half.

import { brightness, ground } from '../../support/colour.ts';
import { MATRIX, nameOf } from '../../support/looks.ts';
import { expect, scriptsAreOff, test } from '../../support/test.ts';

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false });
  for (const look of MATRIX) {
    test.describe(nameOf(look), () => {
      test.use({ look });
      test('the page is readable', { annotation: scriptsAreOff }, async ({ page }) => {
        await page.goto('/');
        await expect(page.locator('html')).toHaveAttribute('lang', look.locale);
        await expect(page.locator('html')).toHaveAttribute('data-theme', look.theme);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        const notice = page.getByText(look.locale === 'en' ? /^Without JavaScript/ : /^Sem JavaScript/);
        await expect(notice, 'what cannot be done is said').toBeInViewport();
        await expect(page.locator('.freshness'), 'nobody connects').toBeHidden();
        const painted = await ground(page);
        expect(brightness(painted) < 128, `${painted} is dark`).toBe(look.theme === 'dark');
      });
    });
  }
});
