// Clocks inside the page.

import type { Page } from '@playwright/test';

/** Notes, on the page's own clock, when it became answerable. Call before it is opened. */
export async function noteHydration(page: Page) {
  await page.addInitScript(() => {
    const note = () => {
      if (!document.documentElement?.hasAttribute('data-hydrated')) return;
      document.documentElement.setAttribute('data-test-hydrated-at', `${performance.now()}`);
      watch.disconnect();
    };
    const watch = new MutationObserver(note);
    watch.observe(document, { attributes: true, subtree: true, childList: true, attributeFilter: ['data-hydrated'] });
  });
}

/** Milliseconds from the start of the navigation. */
export async function hydratedAt(page: Page): Promise<number> {
  const noted = page.locator('html[data-test-hydrated-at]');
  await noted.waitFor({ state: 'attached' });
  return Number(await noted.getAttribute('data-test-hydrated-at'));
}

/** The sum of all shifts that no hand caused, since the page was opened. */
export function layoutShift(page: Page): Promise<{ sum: number; moved: string[] }> {
  return page.evaluate(
    () =>
      new Promise<{ sum: number; moved: string[] }>((done) => {
        interface Shift extends PerformanceEntry {
          value: number;
          hadRecentInput: boolean;
          sources: { node?: Node }[];
        }
        let sum = 0;
        const moved: string[] = [];
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries() as Shift[]) {
            if (shift.hadRecentInput) continue;
            sum += shift.value;
            for (const { node } of shift.sources) {
              const element = node instanceof Element ? node : node?.parentElement;
              if (element) moved.push(`${element.tagName.toLowerCase()}.${element.className}`);
            }
          }
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done({ sum, moved }), 100);
      }),
  );
}
