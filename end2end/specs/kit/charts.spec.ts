// Charts show what is small, and cut no names.

import { expect, open, test } from '../../support/test.ts';

test('a donut shows its smallest parts', async ({ page }) => {
  await open(page, '/kit');
  const parts = page.locator('.donut').first().locator('.donut-part');
  await expect(parts).toHaveCount(4);
  const lengths = await parts.evaluateAll((all) =>
    all.map((part) => Number.parseFloat(part.getAttribute('stroke-dasharray') ?? '0')),
  );
  for (const length of lengths) expect(length).toBeGreaterThan(1.4);
});

test.describe('on a phone', () => {
  test.use({ look: { theme: 'light', locale: 'pt-BR', size: 'phone' } });

  test('the names below columns and beside a donut are whole', async ({ page }) => {
    await open(page, '/kit');
    const names = page.locator('.column-name:visible, .donut .legend-name');
    expect(await names.count()).toBeGreaterThan(5);
    const cut = await names.evaluateAll((all) =>
      all.filter((name) => name.scrollWidth > name.clientWidth + 1).map((name) => name.textContent),
    );
    expect(cut).toEqual([]);
  });
});
