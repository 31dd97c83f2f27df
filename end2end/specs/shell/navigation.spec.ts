// Getting around: no dead links, the way back, and always knowing where one is.

import { allow, expect, open, test } from '../../support/test.ts';
import { Shell } from '../../support/shell.ts';

test('every entry of the sidebar leads to a page of its own', async ({ page }) => {
  await open(page, '/');
  const shell = new Shell(page);
  const paths = await shell.paths();
  expect(paths.length).toBeGreaterThan(20);
  expect(new Set(paths).size, 'no address twice').toBe(paths.length);

  const documents: string[] = [];
  page.on('request', (request) => request.resourceType() === 'document' && documents.push(request.url()));
  const headings = new Set<string>();
  for (const path of paths) {
    const link = shell.navigation.locator(`a[href="${path}"]`);
    await link.click();
    await expect(page).toHaveURL(path);
    await expect(link).toHaveAttribute('aria-current', 'page');
    await expect(shell.navigation.locator('[aria-current="page"]')).toHaveCount(1);
    await expect(shell.heading).toHaveCount(1);
    const heading = (await shell.heading.innerText()).trim();
    expect(headings, `${path} has a heading of its own`).not.toContain(heading);
    headings.add(heading);
    expect(await page.title(), `the title of ${path}`).toContain('Skills Eye');
  }
  expect(documents, 'documents loaded on the way').toEqual([]);
});

test('the server answers every entry by itself', async ({ page, request }) => {
  await open(page, '/');
  for (const path of await new Shell(page).paths()) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(200);
    expect(await answer.text(), path).toMatch(/<h1[\s>]/);
  }
});

test('no link on any page is dead', async ({ page, request }) => {
  await open(page, '/');
  const found = new Map<string, string>();
  for (const path of await new Shell(page).paths()) {
    const html = await (await request.get(path)).text();
    for (const [, href = ''] of html.matchAll(/<a [^>]*href="(\/[^"]*)"/g)) {
      if (!found.has(href)) found.set(href, path);
    }
  }
  expect(found.size).toBeGreaterThan(20);
  for (const [href, on] of found) {
    const answer = await request.get(href.replaceAll('&amp;', '&'));
    expect(answer.status(), `${href}, linked on ${on}`).toBeLessThan(400);
  }
});

test('a page to come says what it will do', async ({ page }) => {
  await open(page, '/targets');
  const shell = new Shell(page);
  await expect(shell.heading).toHaveText(shell.words.targets);
  await expect(shell.main).toContainText('This page does not exist yet');
  expect((await shell.main.innerText()).length).toBeGreaterThan(120);
});

test('the title and the breadcrumb say where one is', async ({ page }) => {
  await open(page, '/');
  const shell = new Shell(page);
  await shell.link(shell.words.targets).click();
  await expect(page).toHaveTitle(/Targets.*Skills Eye/);
  await expect(shell.breadcrumb).toContainText(shell.words.targets);
});

test('Back and Forward work', async ({ page }) => {
  await open(page, '/');
  const shell = new Shell(page);
  const first = await shell.heading.innerText();
  await shell.link(shell.words.targets).click();
  await expect(shell.heading).toHaveText(shell.words.targets);
  await page.goBack();
  await expect(page).toHaveURL('/');
  await expect(shell.heading).toHaveText(first);
  await page.goForward();
  await expect(shell.heading).toHaveText(shell.words.targets);
});

test('the focus follows to the heading of the new page', async ({ page }) => {
  await open(page, '/');
  const shell = new Shell(page);
  await shell.link(shell.words.targets).focus();
  await page.keyboard.press('Enter');
  await expect(shell.heading).toHaveText(shell.words.targets);
  await expect(shell.heading).toBeFocused();
});

test('the first Tab offers to skip to the content', async ({ page }) => {
  await open(page, '/targets');
  const shell = new Shell(page);
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: shell.words.skip });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const inside = () => page.evaluate(() => document.activeElement?.closest('main') !== null);
  await expect.poll(inside, 'the next stop is in the content').toBe(true);
});

test('a slash at the end leads to the page, with its query', async ({ page }) => {
  const answer = await open(page, '/targets/?site=rio');
  expect(answer?.status()).toBe(200);
  await expect(page).toHaveURL('/targets?site=rio');
});

test.describe('an unknown address', () => {
  const missing = { annotation: allow(/status of 404/) };

  test('is a page that says so, with status 404', missing, async ({ page }) => {
    const answer = await open(page, '/nothing/here');
    expect(answer?.status()).toBe(404);
    const shell = new Shell(page);
    await expect(shell.heading).toHaveText(shell.words.notFound);
    await expect(shell.main).toContainText('/nothing/here');
    await shell.main.getByRole('link').first().click();
    await expect(page).not.toHaveURL(/nothing/);
  });

  test('below a page has the title of neither', missing, async ({ page }) => {
    await open(page, '/targets/nothing/here');
    await expect(page).toHaveTitle(/^Page not found/);
  });

  test('costs little when nobody looks', async ({ request }) => {
    const answer = await request.get('/nothing/here', { headers: { accept: 'application/json' } });
    expect(answer.status()).toBe(404);
    expect((await answer.body()).length).toBeLessThan(1_000);
  });
});
