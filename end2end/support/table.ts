// The data table of the component page, and how to read it.

import { expect, type Locator, type Page } from '@playwright/test';

import { open } from './test.ts';

export const ALL = 100_000;

export class Table {
  readonly grid: Locator;
  readonly body: Locator;
  /** Rows that are drawn, in no particular order. */
  readonly rows: Locator;
  readonly count: Locator;
  readonly search: Locator;
  readonly drawer: Locator;
  readonly bulk: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByRole('grid');
    this.body = this.grid.locator('.dt-body');
    this.rows = this.body.locator('> [role="row"]:not([hidden])');
    this.count = page.locator('.dt-count');
    this.search = page.locator('.dt-bar').getByRole('searchbox').first();
    this.drawer = page.getByRole('dialog');
    this.bulk = page.getByRole('toolbar', { name: 'Actions on the selection' });
  }

  static async open(page: Page, query = ''): Promise<Table> {
    await open(page, `/kit/table${query}`);
    const table = new Table(page);
    await expect(table.row(0)).toBeVisible();
    return table;
  }

  /** The row at a place in the order, from 0. */
  row(place: number): Locator {
    return this.body.locator(`> [role="row"][aria-rowindex="${place + 2}"]:not([hidden])`);
  }

  head(key: string): Locator {
    return this.grid.locator(`[role="columnheader"][data-key="${key}"]`);
  }

  sorter(key: string): Locator {
    return this.head(key).locator('.dt-sort');
  }

  async cell(place: number, key: string): Promise<Locator> {
    const column = await this.head(key).getAttribute('aria-colindex');
    return this.row(place).locator(`[aria-colindex="${column}"]`);
  }

  async text(place: number, key: string): Promise<string> {
    await this.settled();
    return (await (await this.cell(place, key)).innerText()).trim();
  }

  /** Until what is shown answers what was asked last. */
  async settled() {
    await expect(this.grid).toHaveAttribute('aria-busy', 'false');
  }

  /** What a column reads in the first rows, all of one moment. */
  async column(key: string, count = 12): Promise<string[]> {
    await this.settled();
    return this.grid.evaluate(
      (grid, { key, count }) => {
        const head = grid.querySelector(`[role="columnheader"][data-key="${key}"]`);
        const column = head?.getAttribute('aria-colindex');
        return Array.from({ length: count }, (_, place) => {
          const row = grid.querySelector(`.dt-body > [aria-rowindex="${place + 2}"]:not([hidden])`);
          const cell = row?.querySelector<HTMLElement>(`[aria-colindex="${column}"]`);
          return cell?.innerText.trim() ?? `no row ${place} yet`;
        });
      },
      { key, count },
    );
  }

  /** Keys of the columns, in the order of the screen. */
  keys(): Promise<string[]> {
    return this.grid
      .locator('[role="columnheader"][data-key]')
      .evaluateAll((heads) =>
        heads
          .sort((a, b) => Number(a.getAttribute('aria-colindex')) - Number(b.getAttribute('aria-colindex')))
          .map((head) => head.getAttribute('data-key') ?? ''),
      );
  }

  async menu(key: string, item: string) {
    await this.head(key).hover();
    await this.head(key).getByRole('button', { name: /Column menu/ }).click();
    await this.page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  /** How many rows answer, as the table says it. */
  async total(): Promise<number> {
    await this.settled();
    const text = await this.count.innerText();
    return Number((text.split(/ of | de /)[0] ?? '').replaceAll(/[.,]/g, ''));
  }

  async scrollTo(place: number) {
    await this.grid.evaluate((grid, top) => (grid.scrollTop = top), place * 34);
  }

  /** The cell that the keyboard is on: row from 0, column from 1 as screen readers count. */
  async active(): Promise<{ row: number; column: number } | undefined> {
    return this.grid.evaluate((grid) => {
      const cell = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
      const row = cell?.closest('[role="row"]');
      if (!cell || !row) return undefined;
      return {
        row: Number(row.getAttribute('aria-rowindex')) - 2,
        column: Number(cell.getAttribute('aria-colindex')),
      };
    });
  }
}
