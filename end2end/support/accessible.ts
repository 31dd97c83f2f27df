// axe, with the rules of WCAG 2.2 AA.

import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Of the whole page, or of what a selector finds. */
export async function expectAccessible(page: Page, within = 'html') {
  // Colours on their way from one state to the next are nobody's colours.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((a) => (a.effect?.getComputedTiming().endTime === Infinity ? null : a.finished))));
  const { violations } = await new AxeBuilder({ page }).include(within).withTags(TAGS).analyze();
  const lines = violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n').slice(1).join(' ').trim();
      return `${impact} ${id} (${help}) at ${target.join(' ')}: ${why}`;
    }),
  );
  expect(lines, 'what axe found').toEqual([]);
}
