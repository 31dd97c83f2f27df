// Photographs every page in every theme, language and size, for people to look at.
//
//   node screens.mjs FOLDER [--only TEXT] [--url http://…]
//
// Without --url it starts the binary itself.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';

import { args, executablePath } from './support/chromium.mjs';
import { startServer } from './support/server.mjs';

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
const EXTRA = ['/kit/table', '/nothing/here'];
const WHOLE = new Set(['/kit']);

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' }, url: { type: 'string' } },
});
const folder = positionals[0];
if (!folder) {
  console.error('where to? node screens.mjs FOLDER');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const server = options.url ? undefined : await startServer();
const url = options.url ?? server?.url ?? '';
const browser = await chromium.launch({ executablePath, args });

/** @param {string} theme @param {string} locale @param {keyof typeof SIZES} size */
async function visitor(theme, locale, size) {
  const phone = size === 'phone';
  const context = await browser.newContext({
    viewport: SIZES[size],
    isMobile: phone,
    hasTouch: phone,
    locale,
    reducedMotion: 'reduce',
  });
  await context.addCookies([
    { name: 'theme', value: theme, url },
    { name: 'locale', value: locale, url },
  ]);
  return context;
}

/** Every address of the sidebar, and those it does not name. */
async function pages() {
  const context = await visitor('light', 'en', 'desktop');
  const page = await context.newPage();
  await page.goto(url);
  const paths = await page
    .locator('nav a[href^="/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  await context.close();
  return [...new Set(['/', ...paths, ...EXTRA])].filter((path) => path.includes(options.only));
}

/** @param {string} path */
const nameOf = (path) => path.replace(/^\//, '').replaceAll('/', '-') || 'home';

let taken = 0;
try {
  const paths = await pages();
  for (const size of /** @type {const} */ (['desktop', 'phone'])) {
    for (const theme of ['light', 'dark']) {
      for (const locale of ['pt-BR', 'en']) {
        const context = await visitor(theme, locale, size);
        const page = await context.newPage();
        page.on('console', (message) => console.error(`${page.url()}: ${message.text()}`));
        for (const path of paths) {
          await page.goto(url + path);
          await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
          await page.waitForTimeout(300);
          const file = join(folder, `${nameOf(path)}.${size}.${theme}.${locale}.png`);
          await page.screenshot({ path: file, fullPage: WHOLE.has(path) });
          taken += 1;
        }
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await server?.stop();
}
console.log(`${taken} pictures in ${folder}`);
