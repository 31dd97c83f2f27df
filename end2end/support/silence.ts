// A page that says anything on its console, or asks for something it does not get, is broken.

import type { BrowserContext, TestInfo } from '@playwright/test';

/**
 * The only way to allow a message: `annotation: allow(/reason why/)` on the test itself,
 * so that it stands in the report.
 */
export const allow = (pattern: RegExp) => ({ type: 'allowed on the console', description: pattern.source });

/** Without scripts the browser refuses those that are preloaded, and says that they go unused. */
export const scriptsAreOff = allow(/\.js: csp$|was preloaded using link preload but not used/);

export interface Silence {
  /** What was said and not allowed, so far. */
  broken(): string[];
}

export function listen(context: BrowserContext, info: TestInfo): Silence {
  const said: string[] = [];
  context.on('console', (message) => {
    const { url, lineNumber } = message.location();
    said.push(`console.${message.type()}: ${message.text()} (${url}:${lineNumber})`);
  });
  context.on('weberror', (error) => said.push(`page error: ${error.error().stack ?? error.error()}`));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason given';
    // Leaving a page ends its stream and what it no longer waits for.
    if (reason !== 'net::ERR_ABORTED') said.push(`request failed: ${request.url()}: ${reason}`);
  });
  return {
    broken() {
      const allowed = info.annotations
        .filter(({ type }) => type === 'allowed on the console')
        .map(({ description }) => new RegExp(description ?? '$^'));
      return said.filter((line) => !allowed.some((pattern) => pattern.test(line)));
    },
  };
}
