// axe over every kind of page, in every theme, language and size (see COVER).

import { expectAccessible } from '../../support/accessible.ts';
import { COVER, nameOf } from '../../support/looks.ts';
import { allow, open, test } from '../../support/test.ts';

const MISSING = '/nothing/here';
const PAGES = ['/', '/nodes', '/nodes?node=acme-pmw-consul-01', '/hosts', '/cache-management', '/targets', '/kit', '/kit/table', MISSING];

for (const look of COVER) {
  test.describe(nameOf(look), () => {
    test.use({ look });
    for (const path of PAGES) {
      const annotation = path === MISSING ? allow(/status of 404|HTTP_RESPONSE_CODE_FAILURE/) : [];
      test(`axe finds nothing on ${path}`, { annotation }, async ({ page }) => {
        test.slow();
        await open(page, path);
        await expectAccessible(page);
      });
    }
  });
}
