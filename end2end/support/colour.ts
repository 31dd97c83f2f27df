// What colour a person sees.

import type { Page } from '@playwright/test';

/** The colour behind everything at the bottom right corner of the page. */
export function ground(page: Page): Promise<string> {
  return page.evaluate(() => {
    let at: Element | null = document.elementFromPoint(innerWidth - 3, innerHeight - 3);
    for (; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/, 0\)$|\/ 0\)$|^transparent$/.test(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  });
}

/** From 0, black, to 255, white. */
export function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
