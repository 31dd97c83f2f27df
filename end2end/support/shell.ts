// The parts of the frame around every page, by what they are and not by how they look.

import type { Locator, Page } from '@playwright/test';

import type { Locale } from './looks.ts';
import { WORDS } from './words.ts';

export class Shell {
  readonly words: (typeof WORDS)[Locale];
  readonly main: Locator;
  readonly heading: Locator;
  readonly bar: Locator;
  readonly navigation: Locator;
  /** The whole column at the side. */
  readonly sidebar: Locator;
  readonly freshness: Locator;
  readonly links: Locator;
  readonly breadcrumb: Locator;
  readonly palette: Locator;

  constructor(
    readonly page: Page,
    locale: Locale = 'en',
  ) {
    this.words = WORDS[locale];
    this.main = page.getByRole('main');
    this.heading = this.main.getByRole('heading', { level: 1 });
    this.bar = page.getByRole('banner');
    this.navigation = page.getByRole('navigation', { name: this.words.navigation });
    this.sidebar = page.getByRole('complementary');
    this.freshness = page.locator('.freshness-word');
    this.links = this.navigation.locator('a[href^="/"]');
    this.breadcrumb = page.getByRole('navigation', { name: this.words.breadcrumb });
    this.palette = page.getByRole('dialog', { name: this.words.palette });
  }

  link(name: string): Locator {
    return this.navigation.getByRole('link').filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** Every address that the sidebar leads to. */
  paths(): Promise<string[]> {
    return this.links.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  }
}
