// The machine under an agent. The demo has one agent: the machine that runs it.

import { allow, expect, open, test } from '../../support/test.ts';

test('the machine of the first agent is shown', async ({ page }) => {
  await open(page, '/hosts');
  await expect(page.getByLabel('Choose a node')).toHaveValue('skills-eye');
  const system = page.locator('.card', { hasText: 'System' });
  await expect(system).toContainText('linux');
  for (const gauge of ['Memory', 'Disk']) {
    await expect(page.getByRole('progressbar', { name: gauge })).toHaveAttribute(
      'aria-valuenow',
      /^\d+$/,
    );
  }
  await expect(page.locator('.page-standing')).toContainText('read');
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect(page.getByText('read just now')).toBeVisible();
});

test('a node without an agent says so', { annotation: allow(/status of 502/) }, async ({ page }) => {
  await open(page, '/hosts?node=acme-pmw-consul-01');
  await expect(page.getByText('has no agent that could be asked')).toBeVisible();
  await expect(page.getByLabel('Choose a node')).toHaveValue('acme-pmw-consul-01');
  await page.getByLabel('Choose a node').selectOption('skills-eye');
  await expect(page).toHaveURL(/\?node=skills-eye$/);
  await expect(page.getByRole('progressbar', { name: 'Memory' })).toBeVisible();
});
