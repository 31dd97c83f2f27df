// How many event streams the server holds open, by its own count.

import type { APIRequestContext } from '@playwright/test';

export async function openStreams(request: APIRequestContext): Promise<number> {
  const text = await (await request.get('/metrics')).text();
  const line = /^event_streams (\d+)$/m.exec(text);
  if (!line) throw new Error(`/metrics does not say event_streams:\n${text.slice(0, 400)}`);
  return Number(line[1]);
}
