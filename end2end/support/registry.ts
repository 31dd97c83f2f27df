// Writing into the catalog behind the page's back, as Consul's agents do.

import type { Server } from './server.mjs';
import { TOKEN } from './server.mjs';

/** Registers services on a node. */
export async function register(server: Server, node: string, address: string, services: string[]) {
  for (const service of services) {
    const answer = await fetch(`${server.registry()}/v1/catalog/register`, {
      method: 'PUT',
      headers: { 'x-consul-token': TOKEN },
      body: JSON.stringify({ Node: node, Address: address, Service: { Service: service } }),
    });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  }
}
