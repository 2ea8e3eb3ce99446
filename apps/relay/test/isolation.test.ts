/**
 * Every route, frame and message, aimed by a stranger at what is another user's and, by a second stranger, at what
 * never was: both are answered alike, and the owner notices nothing. What is tried is enumerated from the relay's
 * own description and from the protocol; what is new there and cannot be tried fails.
 */
import { describe, expect, it } from 'vitest';
import { frameTypes, yMessages } from './frame-examples.ts';
import {
  asksOf,
  bearer,
  described,
  documentsFor,
  ENV,
  expectNothingOf,
  frameFor,
  jsonAnswers,
  METRICS_TOKEN,
  messageAnswers,
  neutral,
  newStranger,
  operationsOf,
  send,
  shapeOf,
  unnoticedBy,
} from './isolation-asks.ts';
import { type Ask, type Target, undescribed, variantsOf } from './isolation-recipes.ts';
import { nobody, openOwner } from './isolation-world.ts';
import { accessToken, openRelay } from './relay.ts';
import { askUpgrade } from './socket-lines.ts';

describe('26.1 a stranger gets nothing of a user, and no other answer than for what never was', () => {
  it('from any route', { timeout: 240_000 }, async () => {
    const relay = await openRelay({ env: ENV });
    const owner = await openOwner(relay);
    const description = await described(relay);
    const operations = operationsOf(description);
    expect(operations.length).toBeGreaterThan(15);
    let tried = 0;
    await unnoticedBy(owner, relay, async () => {
      for (const { method, path } of operations) {
        const unknown = nobody();
        const others = asksOf(description, method, path, unknown);
        for (const [index, aimed] of asksOf(description, method, path, owner.target).entries()) {
          const variants = variantsOf(others[index] as Ask, unknown);
          for (const [number, variant] of variantsOf(aimed, owner.target).entries()) {
            const [a, b] = [newStranger(), newStranger()];
            const what = `${variant.method} ${variant.path} (variant ${number})`;
            const got = await send(relay, variant, await bearer(a));
            const wanted = await send(relay, variants[number] as Ask, await bearer(b));
            expectNothingOf(owner, what, got.bytes, JSON.stringify(got.headers));
            expect(shapeOf(got, owner.target, a), what).toEqual(shapeOf(wanted, unknown, b));
            expect([429, 500], what).not.toContain(got.status);
            if (number === 0) expect(got.status, `${what}: it needs a recipe that fits it`).not.toBe(400);
            tried += 1;
          }
        }
      }
      for (const variant of undescribed.flatMap((plain) => variantsOf(plain, owner.target))) {
        const got = await send(relay, variant, { Authorization: `Bearer ${METRICS_TOKEN}` });
        expect(got.status).toBe(200);
        expectNothingOf(owner, variant.path, got.bytes);
        expect(got.bytes.includes(owner.target.userId)).toBe(false);
      }
    });
    process.stdout.write(`${operations.length} routes, ${tried} requests aimed at another user\n`);
  });

  it('while the owner is shown all of it by the same requests', async () => {
    const relay = await openRelay({ env: ENV });
    const owner = await openOwner(relay);
    const description = await described(relay);
    const showing = new Set<string>();
    for (const { method, path } of operationsOf(description)) {
      const isRead = method === 'get' || path === '/api/sync/pull';
      if (!isRead) continue;
      const [first] = asksOf(description, method, path, owner.target);
      const got = await send(relay, first as Ask, { Authorization: `Bearer ${owner.token}` });
      expect(got.status, `${method} ${path}: aimed at what is not there`).toBeLessThan(400);
      if (got.bytes.includes(owner.marker)) showing.add(`${method} ${path}`);
    }
    expect([...showing]).toEqual(
      expect.arrayContaining(['get /api/blobs/{sha256}', 'get /api/user/preferences', 'post /api/sync/pull']),
    );
  });

  it('by any frame of a JSON client', { timeout: 240_000 }, async () => {
    const relay = await openRelay({ env: ENV });
    const owner = await openOwner(relay);
    expect(frameTypes.length).toBeGreaterThan(10);
    await unnoticedBy(owner, relay, async () => {
      for (const type of frameTypes) {
        const unknown = nobody();
        for (const isNaming of [false, true]) {
          const [a, b] = [newStranger(), newStranger()];
          const got = await jsonAnswers(relay, a, frameFor(type, owner.target, isNaming));
          const wanted = await jsonAnswers(relay, b, frameFor(type, unknown, isNaming));
          expectNothingOf(owner, type, ...got);
          expect(got.length).toBeGreaterThan(2);
          expect(
            got.map((text) => neutral(text, owner.target, a)),
            type,
          ).toEqual(wanted.map((text) => neutral(text, unknown, b)));
        }
      }
    });
  });

  it('by any message on any document', { timeout: 240_000 }, async () => {
    const relay = await openRelay({ env: ENV });
    const owner = await openOwner(relay);
    await unnoticedBy(owner, relay, async () => {
      const unknown = nobody();
      const [documents, others] = [documentsFor(owner.target), documentsFor(unknown)];
      for (const message of Object.keys(yMessages(new Uint8Array()))) {
        for (const [index, doc] of documents.entries()) {
          const [a, b] = [newStranger(), newStranger()];
          const got = await messageAnswers(relay, a, { message, doc, id: owner.target.entry });
          const wanted = await messageAnswers(relay, b, {
            message,
            doc: others[index] as string,
            id: unknown.entry,
          });
          expectNothingOf(owner, `${message} on ${doc}`, ...got.frames);
          expect(got.frames.length).toBeGreaterThan(0);
          expect(
            { ...got, frames: got.frames.map((frame) => neutral(frame, owner.target, a)) },
            `${message} on ${doc}`,
          ).toEqual({ ...wanted, frames: wanted.frames.map((frame) => neutral(frame, unknown, b)) });
        }
      }
    });
  });

  it('at the upgrade', async () => {
    const relay = await openRelay({ env: ENV });
    const owner = await openOwner(relay);
    const unknown = nobody();
    await unnoticedBy(owner, relay, async () => {
      const stranger = newStranger();
      const token = await accessToken(stranger);
      const queries = ({ userId }: Target): string[][][] => [
        [
          ['userId', userId],
          ['token', token],
        ],
        [
          ['userId', userId],
          ['userId', stranger],
          ['token', token],
        ],
        [
          ['userId', `${userId} `],
          ['token', token],
        ],
        [
          ['userId', userId.toUpperCase()],
          ['token', token],
        ],
        [
          ['userId', `${stranger}\u0000${userId}`],
          ['token', token],
        ],
        [['userId', userId]],
        [
          ['userId', userId],
          ['token', userId],
        ],
      ];
      const wanted = queries(unknown);
      for (const [index, query] of queries(owner.target).entries()) {
        const answer = await askUpgrade(relay, query);
        expect(answer).toEqual(await askUpgrade(relay, wanted[index]));
        expect(answer.status).toBeGreaterThanOrEqual(400);
      }
    });
  });
});

it('26.3 a route, parameter or frame that nobody knows fails the matrix', () => {
  const paths = { '/api/new/{thing}': { get: {} }, '/api/goals/{id}': { get: {} } };
  const target = nobody();
  expect(() => asksOf({ paths }, 'get', '/api/new/{thing}', target)).toThrow('a recipe');
  expect(asksOf({ paths }, 'get', '/api/goals/{id}', target)).toMatchObject([
    { method: 'GET', path: `/api/goals/${target.goal}` },
  ]);
  expect(() => frameFor('NEW_FRAME', target, false)).toThrow('an example');
});
