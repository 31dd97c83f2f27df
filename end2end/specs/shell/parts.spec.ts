// Pages whose code is loaded when they are opened.

import { allow, expect, HYDRATED, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';

const PART = /\/pkg\/split_nodes\.wasm$/;
const lost = allow(/split_nodes\.wasm|Failed to fetch|Failed to load resource/);

test('a page begins with the files of its part, and asks for each once', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => request.url().endsWith('.wasm') && asked.push(request.url()));
  const hinted = await (await page.request.get('/nodes')).text();
  const files = [...hinted.matchAll(/rel="preload"[^>]* href="([^"]+\.wasm)"/g)].map(([, file]) => file);
  expect(files.some((file) => PART.test(file ?? '')), files.join()).toBe(true);
  await open(page, '/nodes');
  expect(asked.map((url) => new URL(url).pathname).sort()).toEqual(files.sort());
});

test('another page does not load it, and going there does', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => PART.test(request.url()) && asked.push(request.url()));
  await open(page, '/');
  const shell = new Shell(page);
  await expect(shell.freshness).toHaveText('live');
  expect(asked).toEqual([]);
  await shell.link('Nodes').first().click();
  await expect(shell.heading).toContainText('Nodes');
  expect(asked.length).toBe(1);
});

test('a part that cannot be had is told, and comes after all', { annotation: lost }, async ({ page }) => {
  await open(page, '/');
  await page.route(PART, (route) => route.abort('connectionfailed'));
  await new Shell(page).link('Nodes').first().click();
  const told = page.getByRole('alert').filter({ hasText: 'server' });
  await expect(told).toBeVisible();
  // The frame is alive meanwhile.
  await new Shell(page).link('Sites').first().click();
  await expect(new Shell(page).heading).toContainText('Sites');
  await page.unroute(PART);
  await new Shell(page).link('Nodes').first().click();
  await expect(new Shell(page).heading).toContainText('Nodes');
  await expect(page.getByRole('link', { name: 'acme-pmw-consul-01' })).toBeVisible();
});

test('what the server rendered waits for its part', { annotation: lost }, async ({ page }) => {
  let refused = 0;
  await page.route(PART, (route) => {
    refused += 1;
    return refused <= 2 ? route.abort('connectionfailed') : route.continue();
  });
  await page.goto('/nodes', { waitUntil: 'domcontentloaded' });
  await expect(page.getByRole('link', { name: 'acme-pmw-consul-01' })).toBeVisible();
  await page.locator(HYDRATED).waitFor({ state: 'attached' });
  expect(refused).toBeGreaterThan(1);
  await page.getByRole('link', { name: 'acme-pmw-consul-01' }).click();
  await expect(page.getByRole('dialog', { name: 'acme-pmw-consul-01' })).toBeVisible();
});
