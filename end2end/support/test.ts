// `test` as every spec here uses it.

import { expect, test as base, type Page } from '@playwright/test';

import { cookiesFor, DEFAULT_LOOK, SIZES, type Look } from './looks.ts';
import { Requests } from './requests.ts';
import { startServer, type Server } from './server.mjs';
import { listen, type Silence } from './silence.ts';

export { expect } from '@playwright/test';
export { allow, scriptsAreOff } from './silence.ts';

export const HYDRATED = 'html[data-hydrated]';

/** Waits until the page answers to clicks. */
export async function hydrated(page: Page) {
  await page.locator(HYDRATED).waitFor({ state: 'attached' });
}

/** Opens an address and waits until the page answers to clicks. */
export async function open(page: Page, path: string) {
  const response = await page.goto(path, { waitUntil: 'domcontentloaded' });
  await hydrated(page);
  return response;
}

interface Options {
  look: Look;
}

interface Fixtures {
  /** Fails the test when the console said anything; on for everybody. */
  silence: Silence;
  requests: Requests;
}

interface WorkerFixtures {
  server: Server;
}

export const test = base.extend<Options & Fixtures, WorkerFixtures>({
  look: [DEFAULT_LOOK, { option: true }],

  server: [
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      const code = await server.stop();
      expect(code, `the server ends in peace:\n${server.log()}`).toBe(0);
    },
    { scope: 'worker', timeout: 40_000 },
  ],

  baseURL: ({ server }, use) => use(server.url),
  viewport: ({ look }, use) => use(SIZES[look.size]),
  isMobile: ({ look }, use) => use(look.size === 'phone'),
  hasTouch: ({ look }, use) => use(look.size === 'phone'),
  locale: ({ look }, use) => use(look.locale),
  colorScheme: ({ look }, use) => use(look.theme),
  storageState: ({ look, server }, use) =>
    use({ cookies: cookiesFor(look, server.url), origins: [] }),

  silence: [
    async ({ context }, use, info) => {
      const silence = listen(context, info);
      await use(silence);
      expect(silence.broken(), 'what the browser complained about').toEqual([]);
    },
    { auto: true },
  ],

  requests: async ({ page }, use) => use(new Requests(page)),
});
