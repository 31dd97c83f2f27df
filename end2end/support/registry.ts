// Writing into the catalog behind the page's back, as Consul's agents do.

import type { Server } from './server.mjs';
import { TOKEN } from './server.mjs';

/** Registers services on a node. */
export async function register(server: Server, node: string, address: string, services: string[]) {
  for (const service of services) {
    const body = { Node: node, Address: address, Service: { Service: service } };
    await put(server, 'catalog/register', JSON.stringify(body));
  }
}

/** Takes a node out of the catalog with all that is on it. */
export async function deregister(server: Server, node: string) {
  await put(server, 'catalog/deregister', JSON.stringify({ Node: node }));
}

/** Writes a key without asking what was there. */
export async function write(server: Server, key: string, value: string) {
  await put(server, `kv/${key}`, value);
}

async function put(server: Server, path: string, body: string) {
  const headers = { 'x-consul-token': TOKEN };
  const answer = await fetch(`${server.registry()}/v1/${path}`, { method: 'PUT', headers, body });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
}
