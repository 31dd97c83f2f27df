// The menu of the person, from the keyboard alone.

import { expect, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';

test('opens with Enter, arrows move, Escape gives the focus back', async ({ page }) => {
  await open(page, '/');
  const trigger = new Shell(page).bar.getByRole('button', { name: /^Your menu/ });
  await trigger.focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  // Two headings stand above the first thing to do.
  const items = menu.locator('.menu-item');
  await expect(items.nth(0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(items.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(items.last()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(items.nth(0)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(trigger).toBeFocused();
});

test('a choice made with the keyboard holds', async ({ page }) => {
  await open(page, '/');
  await new Shell(page).bar.getByRole('button', { name: /^Your menu/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu').locator('.menu-item').first()).toBeFocused();
  await page.keyboard.type('dark');
  await expect(page.getByRole('menuitemcheckbox', { name: 'Dark' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(new Shell(page).bar.getByRole('button', { name: /^Your menu/ })).toBeFocused();
});
