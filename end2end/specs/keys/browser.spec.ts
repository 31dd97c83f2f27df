// The browser of keys: what one sees is what is stored, and no write goes over another one.

import type { Page } from '@playwright/test';

import { expectAccessible } from '../../support/accessible.ts';
import { COVER, nameOf } from '../../support/looks.ts';
import { write } from '../../support/registry.ts';
import { expect, hydrated, open, scriptsAreOff, test } from '../../support/test.ts';

const FOLDER = 'skills/eye/settings/';
const KEY = 'skills/eye/settings/ui.json';
const OTHERS = 'apps/outro/numero';
const OPENED: Record<string, string>[] = [{ prefix: FOLDER, key: KEY }, { prefix: 'skills/eye/' }, { key: OTHERS }];

function address(words: Record<string, string>): string {
  return `/kv-browser?${new URLSearchParams(words)}`;
}

class Browser {
  constructor(readonly page: Page) {}

  static async open(page: Page, words: Record<string, string> = {}) {
    await open(page, address(words));
    return new Browser(page);
  }

  get drawer() {
    return this.page.locator('dialog.drawer');
  }

  get editor() {
    return this.drawer.getByRole('textbox', { name: 'Value' });
  }

  get question() {
    return this.page.getByRole('alertdialog');
  }

  get tree() {
    return this.page.getByRole('navigation', { name: 'Folders' });
  }

  row(name: string) {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }

  button(name: string) {
    return this.drawer.getByRole('button', { name, exact: true });
  }

  /** What is told of the key under a word. */
  fact(word: string) {
    const term = this.page.locator('dt', { hasText: new RegExp(`^${word}$`) });
    return this.drawer.locator('.pair').filter({ has: term }).locator('dd > :first-child');
  }

  /** Writes a value and waits until the drawer shows it as the stored one. */
  async save(text: string, word = 'Save') {
    await this.editor.fill(text);
    await this.button(word).click();
    await this.saved();
  }

  /** The stored value is shown: there is nothing to save, and nothing on its way. */
  async saved() {
    await expect(this.button('Save')).toHaveAttribute('aria-disabled', 'true');
    await expect(this.button('Save')).not.toHaveAttribute('aria-busy', 'true');
  }
}

test('folders lead to a key, and the address says where', async ({ page }) => {
  const browser = await Browser.open(page);
  await browser.tree.getByRole('link', { name: 'Earlier system' }).click();
  await expect(page).toHaveURL(/prefix=skills%2Feye%2F/);
  await browser.tree.getByRole('link', { name: 'settings' }).click();
  await expect(browser.row('ui.json')).toContainText('JSON');
  await expect(browser.row('ui.json')).toContainText('theme');
  await browser.row('ui.json').getByRole('link').click();
  await expect(browser.editor).toHaveValue(/"theme": "dark"/);
  await page.keyboard.press('Escape');
  await expect(browser.editor).toHaveCount(0);
  await expect(page).not.toHaveURL(/key=/);
  await page.goBack();
  await expect(browser.editor).toBeVisible();
});

test('an address survives a reload', async ({ page }) => {
  const browser = await Browser.open(page, { prefix: FOLDER, key: KEY });
  await expect(browser.editor).toHaveValue(/"theme"/);
  await open(page, page.url());
  await expect(browser.editor).toHaveValue(/"theme"/);
  await expect(browser.row('ui.json')).toHaveAttribute('aria-selected', 'true');
});

test('words are found in keys and in values', async ({ page }) => {
  const browser = await Browser.open(page);
  await page.getByRole('textbox', { name: 'Search keys and values' }).fill('Palmas');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/q=Palmas/);
  await expect(browser.row('skills/eye/metadata/sites')).toContainText(/palmas/i);
  await page.getByRole('link', { name: 'Clear the search' }).click();
  await expect(page).not.toHaveURL(/q=/);
});

test('a key is made, changed and removed', async ({ page }) => {
  const key = `${FOLDER}made-here.json`;
  const browser = await Browser.open(page, { prefix: FOLDER });
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByRole('textbox', { name: 'Name of the key' }).fill(key);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/key=.*made-here/);
  await browser.save('{"a": 1}', 'Create');
  await expect(browser.row('made-here.json')).toContainText('{"a": 1}');

  await browser.editor.fill('{"a": ');
  await expect(browser.button('Save')).toHaveAttribute('aria-disabled', 'true');
  await expect(browser.drawer.locator('.editor-problem')).toContainText('Line 1');
  await browser.save('{"a": 2}');
  await open(page, page.url());
  await expect(browser.editor).toHaveValue(/"a": 2/);

  await browser.button('Delete').click();
  await expect(browser.question).toContainText('Nothing is kept of what it was');
  await expect(browser.question.locator('.diff-removed')).not.toHaveCount(0);
  await expect(browser.question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await browser.question.getByRole('button', { name: 'Delete' }).click();
  await expect(browser.drawer).toContainText('There is no such key');
  await expect(browser.row('made-here.json')).toHaveCount(0);
});

test('two who write the same key see each other', async ({ page, context }) => {
  const key = `${FOLDER}shared.json`;
  const mine = await Browser.open(page, { key });
  await mine.save('{"by": "nobody"}', 'Create');
  const theirs = await Browser.open(await context.newPage(), { key });

  await mine.editor.fill('{\n  "by": "me"\n}');
  await theirs.save('{"by": "them"}');
  await mine.button('Save').click();
  const conflict = mine.drawer.getByRole('alert').filter({ hasText: 'Somebody else saved' });
  await expect(conflict).toBeVisible();
  await expect(conflict.locator('.diff-removed')).toContainText('them');
  await expect(conflict.locator('.diff-added')).toContainText('me');

  await mine.button('Keep editing').click();
  await expect(conflict).toHaveCount(0);
  await expect(mine.editor).toHaveValue('{\n  "by": "me"\n}');
  await mine.button('Save').click();
  await mine.button('Overwrite theirs').click();
  await expect(conflict).toHaveCount(0);
  await mine.saved();

  await theirs.editor.fill('{"by": "them again"}');
  await theirs.button('Save').click();
  await theirs.button('Take theirs').click();
  await expect(theirs.editor).toHaveValue(/"by": "me"/);
});

test('a conflict shows what is different, not how it is laid out', async ({ page, server }) => {
  const key = `${FOLDER}laid-out.json`;
  const mine = '{"b": 3, "a": 1.10}';
  await write(server, key, '{"b": 1, "a": 1.10}');
  const browser = await Browser.open(page, { key });
  await browser.editor.fill(mine);
  await write(server, key, '{"b":2,"a":1.10}');
  await browser.button('Save').click();
  const conflict = browser.drawer.getByRole('alert').filter({ hasText: 'Somebody else saved' });
  await expect(conflict.locator('.diff-removed')).toHaveText(['2−  "b": 2,']);
  await expect(conflict.locator('.diff-added')).toHaveText(['2+  "b": 3,']);
  await browser.button('Overwrite theirs').click();
  await browser.saved();
  const stored = await page.request.get(`/api/v1/kv/value?key=${key}`);
  expect(await stored.text()).toContain(`"value":${mine}`);
});

test('what is not saved survives the drawer and the page', async ({ page }) => {
  const browser = await Browser.open(page, { prefix: FOLDER, key: KEY });
  const stored = await browser.editor.inputValue();
  await browser.editor.fill('{"theme": "mine"}');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(browser.editor).toHaveCount(0);
  await page.getByRole('link', { name: 'Sites' }).first().click();
  await expect(page).toHaveURL(/\/sites/);
  await page.goBack();
  const notice = page.getByRole('status').filter({ hasText: 'Not saved' });
  await notice.getByRole('link', { name: KEY }).click();
  await expect(browser.editor).toHaveValue('{"theme": "mine"}');

  const asked: string[] = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await page.reload();
  expect(asked).toEqual(['beforeunload']);
  await hydrated(page);
  await expect(browser.editor).toHaveValue(stored);
  await expect(notice).toHaveCount(0);
});

test('a document is restored out of its history', async ({ page }) => {
  const key = 'skills/eye/v2/docs/restored-here';
  const browser = await Browser.open(page, { key });
  await browser.save('{"n": 1}', 'Create');
  await browser.save('{"n": 2}');
  const version = browser.drawer.locator('.keys-version').filter({ hasText: 'version 1' });
  await version.getByRole('button', { name: 'Restore' }).click();
  await expect(browser.question.locator('.diff-removed')).toContainText('2');
  await expect(browser.question.locator('.diff-added')).toContainText('1');
  await browser.question.getByRole('button', { name: 'Restore' }).click();
  await expect(browser.editor).toHaveValue(/"n": 1/);
  await expect(browser.drawer.locator('.keys-version')).toHaveCount(2);
});

test('an earlier version is looked at before it is restored', async ({ page }) => {
  const key = 'skills/eye/v2/docs/looked-at-here';
  const browser = await Browser.open(page, { key });
  await browser.save('{"n": 1}', 'Create');
  const size = await browser.fact('Size').textContent();
  const index = await browser.fact('Index').textContent();
  await browser.save('{"n": 2}');
  const version = browser.drawer.locator('.keys-version').filter({ hasText: 'version 1' });
  await expect(version).toContainText(`Index ${index} · ${size}`);
  await expect(version).toContainText('edit by hand');
  await version.getByRole('button', { name: 'View' }).click();
  const shown = page.getByRole('dialog', { name: `version 1` });
  await expect(shown.locator('.code')).toContainText('"n": 1');
  await page.keyboard.press('Escape');
  await expect(shown).toBeHidden();
  await expect(browser.editor).toHaveValue(/"n": 2/);
});

test('a document that was removed is found in its folder and comes back', async ({ page }) => {
  const folder = 'skills/eye/v2/docs/';
  const browser = await Browser.open(page, { prefix: folder, key: `${folder}taken-away` });
  await browser.save('{"n": 1}', 'Create');
  await expect(browser.row('taken-away').locator('.badge')).toHaveCount(0);
  await browser.button('Delete').click();
  await browser.question.getByRole('button', { name: 'Delete' }).click();
  await expect(browser.drawer).toContainText('This document was removed');
  await page.keyboard.press('Escape');
  await expect(browser.row('taken-away').locator('.badge')).toHaveText('removed');
  await browser.row('taken-away').getByRole('link').click();
  await browser.drawer.locator('.keys-version').getByRole('button', { name: 'Restore' }).click();
  await browser.question.getByRole('button', { name: 'Restore' }).click();
  await expect(browser.editor).toHaveValue(/"n": 1/);
  await expect(browser.row('taken-away').locator('.badge')).toHaveCount(0);
});

test('the dialog of a new key says where keys may be', async ({ page }) => {
  const browser = await Browser.open(page, { prefix: FOLDER });
  await page.getByRole('button', { name: 'New key' }).click();
  const dialog = page.getByRole('dialog', { name: 'New key' });
  const name = dialog.getByRole('textbox', { name: 'Name of the key' });
  const go = dialog.getByRole('button', { name: 'Open' });
  for (const wrong of ['vault/secret', 'skills/eye/v2/auth/people', 'skills/eye/v2/docs/Board', 'skills/eye//x']) {
    await name.fill(wrong);
    await expect(dialog).toContainText('skills/eye/v2/docs/');
    await expect(name).toHaveAttribute('aria-invalid', 'true');
    await expect(go).toBeDisabled();
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(/key=/);
  }
  for (const right of ['skills/eye/v2/docs/board-2', `${FOLDER}x`]) {
    await name.fill(right);
    await expect(name).not.toHaveAttribute('aria-invalid', 'true');
    await expect(go).toBeEnabled();
  }
  await open(page, address({ key: 'vault/secret' }));
  await expect(browser.drawer.getByRole('alert')).toBeVisible();
  await expect(browser.button('Try again')).toHaveCount(0);
});

test('what begins as JSON is checked as JSON in a new key too', async ({ page }) => {
  const browser = await Browser.open(page, { key: `${FOLDER}no-ending` });
  await browser.editor.fill('{"a": ');
  await expect(browser.drawer.locator('.editor-problem')).toContainText('Line 1');
  // It may be a text all the same.
  await expect(browser.button('Create')).not.toHaveAttribute('aria-disabled', 'true');
  await browser.editor.fill('a: 1');
  await expect(browser.drawer.locator('.editor-problem')).toHaveCount(0);
});

test.describe('on a narrow desk', () => {
  test.use({ viewport: { width: 1024, height: 768 } });

  test('no name is broken while its neighbour has room', async ({ page, server }) => {
    await write(server, `${FOLDER}categories.json`, JSON.stringify({ text: 'long '.repeat(60) }));
    const browser = await Browser.open(page, { prefix: FOLDER });
    const link = browser.row('categories.json').getByRole('link');
    const lines = await link.evaluate((link) => {
      const range = document.createRange();
      range.selectNodeContents(link);
      return new Set(Array.from(range.getClientRects(), (rect) => rect.top)).size;
    });
    expect(lines).toBe(1);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(1024);
  });
});

test('what was broken behind our back is restored, and says so', async ({ page, server }) => {
  const key = 'skills/eye/v2/docs/broken-here';
  const browser = await Browser.open(page, { key });
  await browser.save('{"n": 1}', 'Create');
  await browser.save('{"n": 2}');
  await write(server, key, 'garbage');
  await open(page, page.url());
  await expect(browser.drawer.getByRole('note')).toContainText('restored by itself');
  await expect(browser.editor).toHaveValue(/"n": 2/);
  await expect(browser.drawer).toContainText('automatic restore');
});

test('what belongs to others says why it is only read', async ({ page }) => {
  const browser = await Browser.open(page, { key: OTHERS });
  await expect(browser.drawer.getByRole('note')).toContainText('kv.readable');
  await expect(browser.editor).toHaveCount(0);
  await expect(browser.button('Delete')).toHaveCount(0);
  await expect(browser.drawer.locator('.code')).toContainText('42');
});

test('a folder that is private is refused and the way back is there', async ({ page }) => {
  const browser = await Browser.open(page, { prefix: 'skills/eye/v2/auth/' });
  await expect(page.getByRole('main').getByRole('alert')).toContainText('never shown');
  await browser.tree.getByRole('link', { name: 'Everything' }).click();
  await expect(browser.row('skills/')).toBeVisible();
});

test('a folder is handed over as a file', async ({ page }) => {
  await Browser.open(page, { prefix: FOLDER });
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export JSON' }).click();
  expect((await download).suggestedFilename()).toBe('kv-skills-eye-settings.json');
});

test.describe('with JavaScript off', () => {
  test.use({ javaScriptEnabled: false });

  test('the server renders folder and key', { annotation: scriptsAreOff }, async ({ page }) => {
    await page.goto(address({ prefix: FOLDER, key: KEY }));
    const browser = new Browser(page);
    await expect(browser.row('ui.json')).toBeVisible();
    await expect(browser.drawer).toContainText('theme');
  });
});

for (const look of COVER) {
  test.describe(nameOf(look), () => {
    test.use({ look });
    for (const words of OPENED) {
      const path = address(words);
      test(`axe finds nothing on ${path}`, async ({ page }) => {
        test.slow();
        await open(page, path);
        await expectAccessible(page);
      });
    }
  });
}
