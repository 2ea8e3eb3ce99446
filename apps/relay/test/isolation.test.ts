/**
 * Every route, frame and message, aimed by a stranger at what is another user's and, by a second stranger, at what
 * never was: both are answered alike, and the owner notices nothing. What is tried is enumerated from the relay's
 * own description and from the protocol; what is new there and cannot be tried fails.
 */
import { describe, expect, it } from 'vitest';
import { ask as askJson } from './auth-parts.ts';
import { badTokens } from './bad-tokens.ts';
import { type Description, deriveAsk, type Operation } from './derived-requests.ts';
import { exampleFrames, frameTypes, updateOf, yFrame, yMessages } from './frame-examples.ts';
import { type Ask, recipes, type Target, undescribed, variantsOf } from './isolation-recipes.ts';
import { nobody, type Owner, openOwner } from './isolation-world.ts';
import { accessToken, openRelay, type TestRelay } from './relay.ts';
import { askUpgrade, closeSocket, heard, openLine } from './socket-lines.ts';

const ORIGIN = 'http://app.example.org';
const METRICS_TOKEN = 'metrics token of this test';
const ENV = { NODE_ENV: 'development', PUBLIC_URL: ORIGIN, TRUST_PROXY: 'true', METRICS_TOKEN };

/** Differ between two answers that tell the same. */
const VOLATILE = ['date', 'content-length', 'keep-alive', 'connection', 'transfer-encoding'];

let count = 0;
const newStranger = () => `stranger-${String(count++).padStart(6, '0')}`;

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly bytes: Buffer;
}

async function send(relay: TestRelay, given: Ask, headers: Record<string, string>): Promise<Answer> {
  const { method, path, body } = given;
  const isBytes = body instanceof Uint8Array;
  count += 1;
  // Each from an address of its own, so that no limit of an address answers in the route's place.
  const address = `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`;
  const response = await fetch(`${relay.url()}${path}`, {
    method,
    headers: {
      ...(body && !isBytes && { 'Content-Type': 'application/json' }),
      'X-Forwarded-For': address,
      ...given.headers,
      ...headers,
    },
    ...(body && { body: isBytes ? body : JSON.stringify(body) }),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}

async function described(relay: TestRelay): Promise<Description> {
  return (await fetch(`${relay.url()}/openapi.json`)).json() as Promise<Description>;
}

function operationsOf({ paths }: Description): { method: string; path: string; operation: Operation }[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  );
}

function asksOf(description: Description, method: string, path: string, target: Target): readonly Ask[] {
  return recipes[`${method} ${path}`]?.(target) ?? [deriveAsk(description, method, path, target)];
}

/** Without what names the one or the other target or stranger, and without times. */
function neutral(bytes: string | Uint8Array, { documents, ...ids }: Target, stranger: string): string {
  let text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1');
  const names = [...documents.slice(1), ...Object.values(ids), stranger].map(String);
  for (const name of names.sort((a, b) => b.length - a.length)) text = text.replaceAll(name, '<id>');
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>').replace(/"timestamp":\d+/g, '"timestamp":0');
}

/** Keys and types; of an error every word. */
function shapeOf(answer: Answer, target: Target, stranger: string): unknown {
  const headers = Object.entries(answer.headers)
    .filter(([name]) => !VOLATILE.includes(name))
    .map(([name, value]) => [name, name === 'set-cookie' ? '' : neutral(value, target, stranger)]);
  const text = neutral(answer.bytes.toString('utf8'), target, stranger);
  return { status: answer.status, headers, body: answer.status < 400 ? typesOf(text) : text };
}

function typesOf(text: string): unknown {
  const typed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(typed);
    if (typeof value !== 'object' || value === null) return typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, typed(inner)]));
  };
  try {
    return typed(JSON.parse(text));
  } catch {
    return 'text';
  }
}

function expectNothingOf({ marker }: Owner, what: string, ...told: (string | Uint8Array)[]): void {
  for (const bytes of told) {
    const text = typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('latin1');
    if (text.includes(marker)) throw new Error(`${what} tells the owner’s ${text}`);
  }
}

/** Runs what strangers do, and proves that the owner neither lost nor heard anything by it. */
async function unnoticedBy(owner: Owner, relay: TestRelay, work: () => Promise<void>): Promise<void> {
  const before = await owner.state();
  const heardBefore = owner.heardFrames();
  await work();
  expect(await owner.state()).toBe(before);
  expect(owner.heardFrames()).toBe(heardBefore);
  const { refreshToken, pairingCode } = owner;
  const refreshed = await askJson(relay, '/api/auth/refresh', { body: { refreshToken } });
  const claimed = await askJson(relay, '/api/auth/pairing/claim', {
    body: { code: pairingCode, deviceName: 'the owner’s' },
  });
  expect([refreshed.status, claimed.status]).toEqual([200, 200]);
}

describe('26.1 a stranger gets nothing of a user, and no other answer than for what never was', () => {
  it('from any route', { timeout: 40_000 }, async () => {
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

  it('by any frame of a JSON client', { timeout: 40_000 }, async () => {
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

  it('by any message on any document', { timeout: 40_000 }, async () => {
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

describe('26.2 what is no access token, or an ended one, lets nobody in', () => {
  it('to any route or socket', { timeout: 40_000 }, async () => {
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
            if (operation.security?.length) {
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
    const open = operationsOf(description).filter(({ operation }) => !operation.security?.length);
    for (const { method, path } of open) {
      expect(path, `${method} ${path} lets everybody in`).toMatch(
        /^\/(?:health|livez|readyz|api\/auth\/(?:request-magic-link|verify-magic-link|google|refresh|logout|pairing\/claim))$/,
      );
    }
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

async function bearer(userId: string): Promise<Record<string, string>> {
  return { Authorization: `Bearer ${await accessToken(userId)}` };
}

function carriersOf(token: string): Record<string, string>[] {
  return [{ Authorization: `Bearer ${token}` }, { Cookie: `auth-token=${token}`, Origin: ORIGIN }];
}

/** @param isNaming says whose it is meant to be, wherever that could be believed */
function frameFor(type: string, target: Target, isNaming: boolean): object {
  const examples: Record<string, Record<string, unknown>> = exampleFrames(
    target,
    'by a stranger',
    new Date().toISOString(),
  );
  const frame = examples[type];
  if (!frame) throw new Error(`give ${type} an example in frame-examples.ts`);
  if (!isNaming) return frame;
  const names = { userId: target.userId, user_id: target.userId };
  const named = Object.entries(frame).map(([key, value]) => [
    key,
    typeof value === 'object' && !Array.isArray(value) ? { ...value, ...names } : value,
  ]);
  return { ...Object.fromEntries(named), ...names };
}

async function jsonAnswers(relay: TestRelay, userId: string, frame: object): Promise<string[]> {
  const token = await accessToken(userId);
  const lines = [await openLine(relay, { userId, token }), await openLine(relay, { userId, token })];
  for (const { socket } of lines) socket.send(ping());
  for (const line of lines) await heard(line, isPong);
  const [sender, listener] = lines as [(typeof lines)[0], (typeof lines)[0]];
  sender.socket.send(JSON.stringify(frame));
  for (const lastSeq of [0, 5, 1e9]) {
    sender.socket.send(
      JSON.stringify({ type: 'SYNC_REQUEST', timestamp: new Date().toISOString(), lastSeq }),
    );
  }
  const before = sender.frames.length;
  sender.socket.send(ping());
  await heard(sender, (text) => isPong(text) && sender.frames.indexOf(text) >= before);
  await expect.poll(() => sender.frames.filter(isPong).length).toBeGreaterThan(1);
  for (const { socket } of lines) await closeSocket(socket);
  return [...sender.frames, ...listener.frames].map(String);
}

const ping = () => JSON.stringify({ type: 'PING', timestamp: new Date().toISOString() });
const isPong = (frame: string | Uint8Array) => String(frame).startsWith('{"type":"PONG"');

/** Documents of the target's, and names that may be taken for them. */
function documentsFor({ documents, userId }: Target): string[] {
  return documents.flatMap((name) => [
    name,
    JSON.stringify([userId, name]),
    `${userId}/${name}`,
    `../${userId}/${name}`,
    ` ${name}`,
    `${name}\u200b`,
  ]);
}

async function messageAnswers(
  relay: TestRelay,
  userId: string,
  { message, doc, id }: { message: string; doc: string; id: string },
) {
  const token = await accessToken(userId);
  const line = await openLine(relay, { userId, token, doc, stored: '1' });
  const update = updateOf('entries', `${id} relay`, { notes: ['by a stranger', 1] });
  const frame = yMessages(update, { clientId: 100, text: 'stranger' })[message];
  line.socket.send(frame as Uint8Array<ArrayBuffer>);
  line.socket.send(yFrame([3]));
  line.socket.send(yFrame([0, 0], Uint8Array.of(0)));
  const isAnswer = (answer: string | Uint8Array) => answer[0] === 0 && answer[1] === 1;
  const wanted = message === 'step 1' ? 2 : 1;
  await heard(line, () => line.frames.filter(isAnswer).length === wanted);
  const { frames, closeCode } = line;
  await closeSocket(line.socket);
  return { frames, closeCode };
}
