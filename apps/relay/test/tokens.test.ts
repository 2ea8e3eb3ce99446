/** Every route and the socket, with everything that is nearly an access token. */
import { describe, expect, it } from 'vitest';
import { ask as askJson } from './auth-parts.ts';
import { badTokens } from './bad-tokens.ts';
import {
  asksOf,
  carriersOf,
  described,
  ENV,
  expectNothingOf,
  METRICS_TOKEN,
  newStranger,
  operationsOf,
  send,
  unnoticedBy,
} from './isolation-asks.ts';
import type { Ask } from './isolation-recipes.ts';
import { openOwner } from './isolation-world.ts';
import { accessToken, openRelay } from './relay.ts';
import { askUpgrade } from './socket-lines.ts';

/** An empty alternative says that one may come without. */
function asksForToken({ security = [] }: { security?: readonly object[] }): boolean {
  return security.length > 0 && security.every((scheme) => Object.keys(scheme).length > 0);
}

describe('26.2 what is no access token, or an ended one, lets nobody in', () => {
  it('to any route or socket', { timeout: 240_000 }, async () => {
    const links: string[] = [];
    const info = (told: object) => links.push(String((told as { link?: string }).link ?? ''));
    const logger = { info, warn: () => undefined, error: () => undefined };
    const relay = await openRelay({ env: ENV, logger });
    const owner = await openOwner(relay);
    const { userId, email } = owner.target;
    await askJson(relay, '/api/auth/request-magic-link', { body: { email } });
    const link = links.map((text) => /token=(.+)/.exec(text)?.[1]).find((found) => found !== undefined);
    if (!link) throw new Error('no link was logged');
    const bad = await badTokens(userId, owner.token, {
      'the token of a mailed link': link,
      'a refresh token': owner.refreshToken,
      'a pairing code': owner.pairingCode,
      'the token of the metrics': METRICS_TOKEN,
    });
    const tokens = Object.entries(bad).map(([name, token]) => ({ name, token, userId }));
    for (const [name, method, path] of [
      ['of a deleted user', 'DELETE', '/api/user/me'],
      ['of a user who signed out everywhere', 'POST', '/api/auth/logout-everywhere'],
    ] as const) {
      const ended = newStranger();
      const token = await accessToken(ended);
      expect((await askJson(relay, path, { method, token })).status).toBe(200);
      tokens.push({ name, token, userId: ended });
    }
    const description = await described(relay);
    let tried = 0;
    await unnoticedBy(owner, relay, async () => {
      for (const { name, token, userId: named } of tokens) {
        for (const { method, path, operation } of operationsOf(description)) {
          const [first] = asksOf(description, method, path, owner.target);
          for (const headers of carriersOf(token)) {
            const got = await send(relay, first as Ask, headers);
            const what = `${method} ${path} with a token ${name}`;
            expectNothingOf(owner, what, got.bytes, JSON.stringify(got.headers));
            if (asksForToken(operation)) {
              expect(got.status, what).toBe(401);
              expect(JSON.parse(got.bytes.toString()), what).toEqual({
                success: false,
                error: expect.stringMatching(
                  /^(?:Invalid or expired token|No authentication token provided)$/,
                ),
                code: 401,
              });
            } else expect([429, 500], what).not.toContain(got.status);
            tried += 1;
          }
        }
        const refused = await askUpgrade(relay, { userId: named, token });
        expect(refused, `the socket with a token ${name}`).toEqual({
          status: 401,
          body: '{"error":"Invalid or expired token"}',
        });
      }
    });
    process.stdout.write(`${tokens.length} tokens, ${tried} requests\n`);
  });

  it('though the good token does, and every described route but these asks for one', async () => {
    const relay = await openRelay({ env: ENV });
    const { token, target } = await openOwner(relay);
    const description = await described(relay);
    for (const headers of carriersOf(token)) {
      expect((await send(relay, { method: 'GET', path: '/api/user/me' }, headers)).status).toBe(200);
    }
    expect(await askUpgrade(relay, { userId: target.userId, token })).toMatchObject({ status: 101 });
    const open = operationsOf(description).filter(({ operation }) => !asksForToken(operation));
    for (const { method, path } of open) {
      expect(path, `${method} ${path} lets everybody in`).toMatch(
        /^\/(?:health|livez|readyz|broadcast|api\/autocomplete\/(?:composers|pieces)|api\/auth\/(?:request-magic-link|verify-magic-link|google|refresh|logout|pairing\/claim))$/,
      );
    }
  });
});
