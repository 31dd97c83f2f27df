// Theme and language: changed at once, remembered, and never flashing.

import { brightness, ground } from '../../support/colour.ts';
import { expect, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';
import type { Page } from '@playwright/test';

/** Marks this document, so that a reload would be noticed. */
const mark = (page: Page) => page.evaluate(() => document.body.setAttribute('data-same', ''));
const isSame = (page: Page) => page.locator('body[data-same]');

async function choose(page: Page, command: string) {
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(command);
  await page.keyboard.press('Enter');
}

test('the theme changes without a reload and is remembered', async ({ page }) => {
  await open(page, '/');
  await mark(page);
  expect(brightness(await ground(page))).toBeGreaterThan(128);
  await choose(page, 'Use the dark theme');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect.poll(async () => brightness(await ground(page))).toBeLessThan(128);
  await expect(isSame(page)).toHaveCount(1);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the language changes without a reload and is remembered', async ({ page }) => {
  await open(page, '/targets');
  await mark(page);
  await choose(page, 'Usar Português');
  const shell = new Shell(page, 'pt-BR');
  await expect(shell.heading).toHaveText(shell.words.targets);
  await expect(shell.navigation).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'pt-BR');
  await expect(page).toHaveTitle(/Alvos/);
  await expect(isSame(page)).toHaveCount(1);
  await page.reload();
  await expect(shell.heading).toHaveText(shell.words.targets);
});

test.describe('the system theme', () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`follows a ${colorScheme} system`, async ({ page, context }) => {
      await context.clearCookies({ name: 'theme' });
      await page.emulateMedia({ colorScheme });
      await open(page, '/');
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'system');
      expect(brightness(await ground(page)) < 128).toBe(colorScheme === 'dark');
    });
  }
});

test.describe('nothing flashes', () => {
  // The system says the opposite of what the person chose.
  test.use({ look: { theme: 'dark', locale: 'en', size: 'desktop' }, colorScheme: 'light' });

  test('every frame from the first on is dark', async ({ page }) => {
    const client = await page.context().newCDPSession(page);
    const frames: string[] = [];
    client.on('Page.screencastFrame', ({ data, sessionId }) => {
      frames.push(data);
      void client.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
    });
    await page.goto('about:blank');
    await page.evaluate(() => (document.documentElement.style.background = '#000'));
    await client.send('Page.startScreencast', { format: 'png', everyNthFrame: 1, maxWidth: 360, maxHeight: 225 });
    await open(page, '/');
    await page.waitForTimeout(500);
    await client.send('Page.stopScreencast');
    expect(frames.length).toBeGreaterThan(0);
    const corners = await page.evaluate(async (pictures) => {
      const seen: number[] = [];
      for (const picture of pictures) {
        const bytes = Uint8Array.from(atob(picture), (byte) => byte.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(image.width, image.height);
        const pen = canvas.getContext('2d');
        pen?.drawImage(image, 0, 0);
        const at = pen?.getImageData(image.width - 4, image.height - 4, 1, 1).data ?? [255, 255, 255];
        seen.push(Math.max(at[0] ?? 255, at[1] ?? 255, at[2] ?? 255));
      }
      return seen;
    }, frames);
    expect(Math.max(...corners), `brightest corner of ${corners.length} frames`).toBeLessThan(64);
  });
});

test.describe('a person without cookies', () => {
  test.use({ storageState: { cookies: [], origins: [] } });
  for (const [accept, lang] of [
    ['en-GB,en;q=0.9', 'en'],
    ['pt-PT,pt;q=0.9,en;q=0.5', 'pt-BR'],
    ['fr,de;q=0.8', 'pt-BR'],
  ] as const) {
    test(`is answered in ${lang} for ${accept}`, async ({ request }) => {
      const answer = await request.get('/', { headers: { 'accept-language': accept, accept: 'text/html' } });
      expect(await answer.text()).toMatch(new RegExp(`<html[^>]* lang="${lang}"`));
    });
  }
});
