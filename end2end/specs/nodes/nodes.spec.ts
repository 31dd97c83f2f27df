// The page of nodes, over the fleet of the demo and a registry that changes.

import { expect, open, test } from '../../support/test.ts';
import { deregister, register } from '../../support/registry.ts';

const PALMAS = 'acme-pmw-consul-01';
const row = (name: string) => `tr:has(a:text-is("${name}"))`;

test('every node is there with its state, its services and its site', async ({ page }) => {
  await open(page, '/nodes');
  const palmas = page.locator(row(PALMAS));
  await expect(palmas).toContainText('192.0.2.10');
  await expect(palmas).toContainText('alive');
  await expect(palmas).toContainText('91');
  await expect(palmas).toContainText('Palmas (TO)');
  await expect(page.locator(row('acme-dtc-consul-01'))).toContainText('does not answer');
  await expect(palmas.locator('.shares')).toHaveAccessibleName(
    '6 critical, 1 warning, 78 passing, 6 unchecked',
  );
});

test('a search narrows the list and stands in the address', async ({ page }) => {
  await open(page, '/nodes');
  const rows = page.locator('tbody tr');
  const all = await rows.count();
  await page.getByLabel('Search node, address or site').fill('198.51');
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/\?q=198\.51$/);
  await page.reload();
  await expect(rows).toHaveCount(1);
  await page.getByLabel('Search node, address or site').fill('nobody');
  await expect(page.getByText('No node contains “nobody”')).toBeVisible();
  await page.getByLabel('Search node, address or site').fill('');
  await expect(rows).toHaveCount(all);
});

test('a node opens beside the list, and the address opens it again', async ({ page }) => {
  await open(page, '/nodes');
  await page.getByRole('link', { name: PALMAS }).click();
  const drawer = page.getByRole('dialog', { name: PALMAS });
  await expect(drawer).toContainText('blackbox_exporter');
  await expect(page).toHaveURL(new RegExp(`\\?node=${PALMAS}$`));
  await expect(page.locator(row(PALMAS))).toHaveAttribute('aria-selected', 'true');
  await page.reload();
  await expect(drawer).toContainText('blackbox_exporter');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(page).toHaveURL(/\/nodes$/);
  await page.goto('/nodes?node=nobody');
  await expect(page.getByText('There is no such node')).toBeVisible();
});

test('what fails on a node is named with its reason', async ({ page }) => {
  await open(page, '/nodes');
  await page.getByRole('link', { name: PALMAS }).click();
  const failing = page.getByRole('dialog', { name: PALMAS }).locator('.service-unwell');
  await expect(failing).toHaveCount(7);
  await expect(failing.first()).toContainText('critical');
  await expect(failing.last()).toContainText('warning');
});

test('a node that goes while it is looked at is told once', async ({ page, server }) => {
  const name = `short-${Date.now()}`;
  await register(server, name, '192.0.2.98', ['icmp']);
  await open(page, `/nodes?node=${name}`);
  const drawer = page.getByRole('dialog', { name });
  await expect(drawer).toContainText('icmp');
  await deregister(server, name);
  await expect(drawer.getByText('There is no such node')).toBeVisible();
  await expect(drawer.getByText('icmp')).toBeHidden();
  await expect(drawer.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});

test('what is registered meanwhile is seen without a reload', async ({ page, server }) => {
  await open(page, '/nodes');
  const name = `late-${Date.now()}`;
  await register(server, name, '192.0.2.99', ['icmp']);
  await expect(page.locator(row(name))).toContainText('192.0.2.99');
  await expect(page.locator(`${row(name)} .list-count`)).toHaveText('1');
  await register(server, name, '192.0.2.99', ['icmp', 'http']);
  await expect(page.locator(`${row(name)} .list-count`)).toHaveText('2');
});
