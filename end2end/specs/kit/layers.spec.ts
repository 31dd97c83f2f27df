// axe over what lies above the page: it is looked at while it is open.

import type { Page } from '@playwright/test';

import { expectAccessible } from '../../support/accessible.ts';
import { expect, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';

/** The page below has tests of its own. */
const OPEN = 'dialog[open], :popover-open';

interface Layer {
  name: string;
  path: string;
  /** Opens it and waits until it is there. */
  open(page: Page): Promise<void>;
}

const LAYERS: Layer[] = [
  {
    name: 'a menu',
    path: '/kit',
    open: async (page) => {
      await page.locator('[popovertarget="kit-menu"]').click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'a popover',
    path: '/kit',
    open: async (page) => {
      await page.locator('[popovertarget="kit-popover"]').click();
      await expect(page.locator('#kit-popover')).toBeVisible();
    },
  },
  {
    name: 'a dialog',
    path: '/kit',
    open: async (page) => {
      await page.getByRole('main').getByRole('button', { name: 'Save view', exact: true }).click();
      await expect(page.getByRole('dialog', { name: 'Save view' })).toBeVisible();
    },
  },
  {
    name: 'the palette',
    path: '/kit',
    open: async (page) => {
      await page.keyboard.press('Control+k');
      await expect(new Shell(page).palette).toBeVisible();
    },
  },
  {
    name: 'the menu of the person',
    path: '/kit/table',
    open: async (page) => {
      await page.locator('[popovertarget="user-menu"]').click();
      await expect(page.getByRole('menu')).toBeVisible();
    },
  },
  {
    name: 'the columns of a table',
    path: '/kit/table',
    open: async (page) => {
      await page.getByRole('button', { name: 'Columns', exact: true }).click();
      await expect(page.getByRole('checkbox', { name: 'Company' })).toBeVisible();
    },
  },
  {
    name: 'the drawer of a row',
    path: '/kit/table',
    open: async (page) => {
      await page.getByRole('grid').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
];

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ look: { theme, locale: 'en', size: 'desktop' } });
    for (const layer of LAYERS) {
      test(`axe finds nothing with ${layer.name} open`, async ({ page }) => {
        test.slow();
        await open(page, layer.path);
        await layer.open(page);
        expect(await page.locator(OPEN).count()).toBeGreaterThan(0);
        await expectAccessible(page, OPEN);
      });
    }
  });
}
