// The command palette, from the keyboard alone.

import { expect, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';

test('opens, finds, goes and gives the focus back', async ({ page }) => {
  await open(page, '/');
  const shell = new Shell(page);
  await shell.link(shell.words.targets).focus();
  await page.keyboard.press('Control+k');
  await expect(shell.palette).toBeVisible();
  const input = shell.palette.getByRole('combobox');
  await expect(input).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(shell.palette).toBeHidden();
  await expect(shell.link(shell.words.targets)).toBeFocused();

  await page.keyboard.press('Meta+k');
  await expect(input).toBeFocused();
  await page.keyboard.type('audit');
  const options = shell.palette.getByRole('option');
  await expect(options.first()).toContainText('Audit');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/audit-log');
  await expect(shell.palette).toBeHidden();
});

test('the arrows choose and the choice is announced', async ({ page }) => {
  await open(page, '/');
  const shell = new Shell(page);
  await page.keyboard.press('Control+k');
  const input = shell.palette.getByRole('combobox');
  const options = shell.palette.getByRole('option');
  await expect(options.nth(1)).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  const id = await options.nth(1).getAttribute('id');
  await expect(input).toHaveAttribute('aria-activedescendant', id ?? 'an id');
  await page.keyboard.press('ArrowUp');
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
});

test('finds without accents and says when there is nothing', async ({ page }) => {
  await page.context().addCookies([{ name: 'locale', value: 'pt-BR', domain: '127.0.0.1', path: '/' }]);
  await open(page, '/');
  const shell = new Shell(page, 'pt-BR');
  await page.keyboard.press('Control+k');
  await expect(shell.palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('nos');
  await expect(shell.palette.getByRole('option').filter({ hasText: 'Nós' }).first()).toBeVisible();
  await shell.palette.getByRole('combobox').fill('zzzz');
  await expect(shell.palette).toContainText('Nada encontrado');
  await expect(shell.palette.getByRole('option')).toHaveCount(0);
});

test('a page to come is marked, also while one types', async ({ page }) => {
  await open(page, '/');
  const shell = new Shell(page);
  await page.keyboard.press('Control+k');
  await expect(shell.palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('audit');
  await expect(shell.palette.getByRole('option').first()).toContainText('Tools · coming');
});

test('the list of shortcuts names the keys of tables, in the reader\'s language', async ({ page }) => {
  await page.context().addCookies([{ name: 'locale', value: 'pt-BR', domain: '127.0.0.1', path: '/' }]);
  await open(page, '/');
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Atalhos do teclado' });
  await expect(list).toContainText('Espaço');
  await expect(list).not.toContainText('Space');
  for (const key of ['PageDown', 'Home', 'End', 'Alt']) {
    await expect(list.getByText(key, { exact: true }).first(), key).toBeVisible();
  }
});

test('the button in the bar opens it too', async ({ page }) => {
  await open(page, '/');
  const shell = new Shell(page);
  await shell.bar.getByRole('button', { name: /search/i }).click();
  await expect(shell.palette).toBeVisible();
});

test('Tab reaches nothing behind it', async ({ page }) => {
  await open(page, '/');
  const shell = new Shell(page);
  await page.keyboard.press('Control+k');
  await expect(shell.palette).toBeVisible();
  for (let press = 0; press < 8; press += 1) {
    await page.keyboard.press(press % 3 ? 'Tab' : 'Shift+Tab');
    // The browser's own bar is a stop of a modal dialog too; the page then has no focus.
    const behind = await page.evaluate(
      () => document.activeElement !== document.body && !document.activeElement?.closest('dialog'),
    );
    expect(behind, `after ${press + 1} presses`).toBe(false);
  }
});
