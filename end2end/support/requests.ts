// How many requests of which kind a page makes: a page that asks twice is slow twice.

import type { Page, Request } from '@playwright/test';

export type Kind =
  | 'document'
  | 'script'
  | 'wasm'
  | 'style'
  | 'font'
  | 'image'
  | 'icon'
  | 'stream'
  | 'rpc'
  | 'other';

export interface Seen {
  kind: Kind;
  path: string;
}

function kindOf(request: Request): Kind {
  const path = new URL(request.url()).pathname;
  if (path.startsWith('/rpc/')) return 'rpc';
  if (path.startsWith('/api/v1/events')) return 'stream';
  if (path.endsWith('.wasm')) return 'wasm';
  // The tab's own picture: Chromium asks again at every change of the address.
  if (path.endsWith('/favicon.svg')) return 'icon';
  if (path.endsWith('.svg')) return 'image';
  switch (request.resourceType()) {
    case 'document':
      return 'document';
    case 'script':
      return 'script';
    case 'stylesheet':
      return 'style';
    case 'font':
      return 'font';
    case 'image':
      return 'image';
    case 'eventsource':
      return 'stream';
    default:
      return 'other';
  }
}

export class Requests {
  private readonly page: Page;
  seen: Seen[] = [];
  private last = Date.now();

  constructor(page: Page) {
    this.page = page;
    page.on('request', (request) => {
      this.last = Date.now();
      const { pathname, search } = new URL(request.url());
      this.seen.push({ kind: kindOf(request), path: pathname + search });
    });
  }

  /** Forgets what was seen: count from here. */
  forget() {
    this.seen = [];
  }

  /** What the page itself asked for. */
  get asked(): Seen[] {
    return this.seen.filter(({ kind }) => kind !== 'icon');
  }

  /** Waits until the page has asked for nothing for a while. */
  async settled(quiet = 400) {
    this.last = Math.max(this.last, Date.now());
    while (Date.now() - this.last < quiet) await this.page.waitForTimeout(50);
  }

  count(): Partial<Record<Kind, number>> {
    const counts: Partial<Record<Kind, number>> = {};
    for (const { kind } of this.seen) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }
}
