import { request } from 'node:http';
import { unwrap } from '@mirubato/domain/problem';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serveLoopback } from '../../src/http/loopback.ts';

/** A bare request: fetch forbids setting Host and Origin. */
function send(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', reject);
    sent.end();
  });
}

async function openServer(): Promise<string> {
  const server = unwrap(
    await serveLoopback({ fetch: async () => new Response('inside'), token: 'secret', port: 0 }),
  );
  onTestFinished(() => server.close());
  return server.url;
}

describe('loopback', () => {
  it('6.1 answers the holder of the token alone', async () => {
    const url = await openServer();
    expect(await send(`${url}/api/health`, { authorization: 'Bearer secret' })).toBe(200);
    expect(await send(`${url}/api/health`, { authorization: 'Bearer secreT' })).toBe(401);
    expect(await send(`${url}/api/health`, { authorization: 'Bearer secret and more' })).toBe(401);
    expect(await send(`${url}/api/health`, {})).toBe(401);
  });

  it('6.2 answers no foreign name that is pointed at this computer', async () => {
    const url = await openServer();
    const authorization = 'Bearer secret';
    expect(await send(`${url}/api/health`, { authorization, host: 'attacker.example' })).toBe(403);
    expect(await send(`${url}/api/health`, { authorization, host: 'localhost' })).toBe(403);
    expect(await send(`${url}/`, { host: 'attacker.example' })).toBe(403);
  });

  it('6.3 answers no page of another origin', async () => {
    const url = await openServer();
    const authorization = 'Bearer secret';
    expect(await send(`${url}/api/health`, { authorization, origin: 'https://attacker.example' })).toBe(403);
    expect(await send(`${url}/api/health`, { authorization, origin: 'null' })).toBe(403);
    expect(await send(`${url}/api/health`, { authorization, origin: url })).toBe(200);
  });

  it('6.4 a port that is taken is a problem and not a crash', async () => {
    const url = await openServer();
    const port = Number(new URL(url).port);
    const second = await serveLoopback({ fetch: async () => new Response(''), token: 'x', port });
    expect(second.ok).toBe(false);
  });
});
