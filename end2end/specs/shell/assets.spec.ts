// The site inside of the binary, as a browser and a proxy ask for it.

import { expect, test } from '../../support/test.ts';

test('assets travel compressed, tell their length and last for ever', async ({ request }) => {
  const home = await (await request.get('/')).text();
  const wasm = /\/assets\/[0-9a-f]+\/pkg\/[\w-]+\.wasm/.exec(home)?.[0] ?? '';
  expect(wasm, 'the page names its WASM').not.toBe('');

  const headers = { 'accept-encoding': 'br' };
  const head = await request.head(wasm, { headers });
  expect(head.status()).toBe(200);
  expect(head.headers()).toMatchObject({
    'content-type': 'application/wasm',
    'content-encoding': 'br',
    'cache-control': 'public, max-age=31536000, immutable',
  });
  expect((await head.body()).length).toBe(0);
  const plain = await request.head(wasm, { headers: { 'accept-encoding': 'identity' } });
  const lengths = [head, plain].map((answer) => Number(answer.headers()['content-length']));
  expect(lengths[0]).toBeGreaterThan(100_000);
  expect(lengths[1]).toBeGreaterThan((lengths[0] ?? 0) * 2);

  const another = wasm.replace(/assets\/[0-9a-f]+/, 'assets/000000000000');
  expect((await request.get(another)).status(), 'another build').toBe(404);
});
