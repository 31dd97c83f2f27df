// Everything that a mouse can use, a key reaches, and the focus is always seen.

import { expect, open, test } from '../../support/test.ts';
import { walk } from '../../support/keyboard.ts';

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ look: { theme, locale: 'en', size: 'desktop' } });
    for (const path of ['/', '/targets', '/kit', '/kit/table']) {
      test(`Tab reaches everything on ${path}`, async ({ page }) => {
        test.slow();
        await open(page, path);
        const { stops, unseen, unreached } = await walk(page);
        expect(stops.length).toBeGreaterThan(10);
        expect(unreached, 'out of reach of the keyboard').toEqual([]);
        expect(unseen, 'stops where the focus is not seen').toEqual([]);
      });
    }
  });
}
