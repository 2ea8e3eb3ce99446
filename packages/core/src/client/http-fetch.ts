import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * `fetch` over HTTP for the command line: through a local socket where one is named, and without the limit of
 * five minutes after which Node's own gives up, since a backup of a large library takes longer.
 */
export function createHttpFetch(socketPath?: string): typeof fetch {
  return async (input, init) => {
    const asked = new Request(input, init);
    const url = new URL(asked.url);
    return new Promise((resolve, reject) => {
      const sent = httpRequest(
        {
          ...(socketPath ? { socketPath } : { host: url.hostname, port: url.port }),
          path: url.pathname + url.search,
          method: asked.method,
          headers: Object.fromEntries(asked.headers),
          signal: asked.signal,
        },
        (answer) => {
          const status = answer.statusCode ?? 500;
          const headers = new Headers();
          for (const [name, value] of Object.entries(answer.headers)) {
            if (value !== undefined) headers.set(name, String(value));
          }
          const isEmpty = status === 204 || status === 304;
          if (isEmpty) answer.resume();
          const body = isEmpty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
          resolve(new Response(body, { status, headers }));
        },
      );
      sent.once('error', reject);
      if (asked.body) pipeline(Readable.fromWeb(asked.body as never), sent).catch(reject);
      else sent.end();
    });
  };
}
