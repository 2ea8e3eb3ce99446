import { type Client, createClient } from '../src/client/client.ts';
import type { Core } from '../src/core.ts';

/** The typed client over a core in this process. */
export function clientOf(core: Core): Client {
  return createClient({
    baseUrl: 'http://mirubato.invalid',
    fetch: async (input, init) => core.fetch(new Request(input, init)),
  });
}
