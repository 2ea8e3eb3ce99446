import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  closeCodes,
  MAX_FRAME_BYTES,
  MAX_FRAMES_PER_WINDOW,
  MAX_SOCKETS_PER_USER,
} from '../src/socket/limits.ts';
import { accessToken, closeCodeOf, openProvider, openRelay, openSocket, type TestRelay } from './relay.ts';

/** Asks for the upgrade and answers what came instead of it. */
function askUpgrade(relay: TestRelay, path: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Key': Buffer.from('sixteen bytes 16').toString('base64'),
      'Sec-WebSocket-Version': '13',
    };
    const sent = request(`${relay.url()}${path}`, { headers });
    sent.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve({ status: 101, body: '' });
    });
    sent.once('response', (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    sent.once('error', reject);
    sent.end();
  });
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('before the upgrade', () => {
  it('14.1 answers the original’s bodies', async () => {
    const relay = await openRelay();
    const token = await accessToken('u1');
    const ask = (query: string) => askUpgrade(relay, `/sync/ws?${query}`);
    expect(await ask(`userId=u1&token=${token}`)).toMatchObject({ status: 101 });
    expect(await ask('userId=u1')).toEqual({ status: 400, body: '{"error":"Missing userId or token"}' });
    expect(await ask(`token=${token}`)).toEqual({ status: 400, body: '{"error":"Missing userId or token"}' });
    expect(await ask('userId=u1&token=x')).toEqual({
      status: 401,
      body: '{"error":"Invalid or expired token"}',
    });
    expect(await ask(`userId=u2&token=${token}`)).toEqual({
      status: 403,
      body: '{"error":"User ID mismatch"}',
    });
    for (const doc of ['', 'd'.repeat(201), 'journal\u0000']) {
      expect(await ask(new URLSearchParams({ userId: 'u1', token, doc }).toString())).toEqual({
        status: 400,
        body: '{"error":"Invalid document name"}',
      });
    }
    expect(await askUpgrade(relay, '/elsewhere')).toEqual({ status: 404, body: 'Not Found' });
  });

  it('14.2 takes no forged, foreign, expired or refresh token', async () => {
    const relay = await openRelay();
    const claims = { sub: 'u1', email: 'u1@example.org', iat: 1, exp: 4_000_000_000 };
    const unsigned = `${base64url({ alg: 'none' })}.${base64url(claims)}.`;
    const confused = `${base64url({ alg: 'HS512' })}.${base64url(claims)}`;
    const signature = createHmac('sha512', 'guess').update(confused).digest('base64url');
    const refused = [
      unsigned,
      `${confused}.${signature}`,
      await accessToken('u1', { secret: 'another secret that is long enough!!' }),
      await accessToken('u1', { lifetime: '-1s' }),
      await accessToken('u1', { claims: { type: 'refresh' } }),
      await accessToken('u1', { claims: { email: undefined, jti: 'r1' } }),
    ];
    for (const token of refused) {
      expect((await askUpgrade(relay, `/sync/ws?userId=u1&token=${token}`)).status).toBe(401);
    }
  });
});

it('14.3 who goes away while the token is checked goes alone', async () => {
  const relay = await openRelay();
  const { hostname, port } = new URL(relay.url());
  const path = `/sync/ws?userId=u1&token=${await accessToken('u1')}`;
  const asks = `GET ${path} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: c2l4dGVlbiBieXRlcyAxNg==\r\nSec-WebSocket-Version: 13\r\n\r\n`;
  for (let turns = 0; turns < 40; turns += 1) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(asks);
    for (let turn = 0; turn < turns % 8; turn += 1) await new Promise(setImmediate);
    socket.resetAndDestroy();
  }
  const line = await openProvider(relay, 'u1');
  line.doc.getMap('entries').set('e', 1);
  await expect.poll(() => line.provider.synced).toBe(true);
});

describe('y-websocket clients', () => {
  it('15.1 see each other’s changes and presence', async () => {
    const relay = await openRelay();
    const [a, b] = [await openProvider(relay, 'u1'), await openProvider(relay, 'u1')];
    a.doc.getMap('entries').set('e1', 'left hand');
    await expect.poll(() => b.doc.getMap('entries').get('e1')).toBe('left hand');
    b.doc.getMap('entries').set('e2', 'right hand');
    await expect.poll(() => a.doc.getMap('entries').get('e2')).toBe('right hand');
    a.provider.awareness.setLocalState({ device: 'piano room' });
    await expect
      .poll(() => [...b.provider.awareness.getStates().values()])
      .toContainEqual({ device: 'piano room' });
    a.provider.destroy();
    await expect
      .poll(() => [...b.provider.awareness.getStates().values()])
      .not.toContainEqual({ device: 'piano room' });
  });

  it('15.2 find everything again after the relay was closed, and bring what they wrote meanwhile', async () => {
    const relay = await openRelay();
    const [a, b] = [await openProvider(relay, 'u1'), await openProvider(relay, 'u1')];
    a.doc.getMap('entries').set('e1', 'before');
    await expect.poll(() => b.doc.getMap('entries').get('e1')).toBe('before');
    await relay.close();
    a.doc.getMap('entries').set('e2', 'without the relay, by a');
    b.doc.getMap('entries').set('e3', 'without the relay, by b');
    await relay.reopen();
    const all = { e1: 'before', e2: 'without the relay, by a', e3: 'without the relay, by b' };
    await expect.poll(() => a.doc.getMap('entries').toJSON(), { timeout: 20_000 }).toEqual(all);
    await expect.poll(() => b.doc.getMap('entries').toJSON(), { timeout: 20_000 }).toEqual(all);
    const fresh = await openProvider(relay, 'u1');
    expect(fresh.doc.getMap('entries').toJSON()).toEqual(all);
  });

  it('15.3 reach the documents of their own user alone', async () => {
    const relay = await openRelay();
    const a = await openProvider(relay, 'u1');
    a.doc.getMap('entries').set('e1', 'mine');
    const other = await openProvider(relay, 'u1', { doc: 'annotations/s1' });
    other.doc.getMap('ink').set('i1', 'line');
    const again = await openProvider(relay, 'u1', { doc: 'annotations/s1' });
    await expect.poll(() => again.doc.getMap('ink').toJSON()).toEqual({ i1: 'line' });
    expect(again.doc.getMap('entries').size).toBe(0);
    for (const doc of ['journal', 'annotations/s1', '["u1","journal"]']) {
      const foreign = await openProvider(relay, 'u2', { doc });
      foreign.doc.getMap('entries').set('e1', 'not yours');
      expect(foreign.doc.getMap('ink').size).toBe(0);
      foreign.provider.awareness.setLocalState({ device: 'foreign' });
    }
    const fresh = await openProvider(relay, 'u1');
    expect(fresh.doc.getMap('entries').toJSON()).toEqual({ e1: 'mine' });
    expect([...a.provider.awareness.getStates().values()]).not.toContainEqual({ device: 'foreign' });
  });

  it('15.4 a frame that is none ends its own socket, and the others keep working', async () => {
    const relay = await openRelay();
    const [a, b] = [await openProvider(relay, 'u1'), await openProvider(relay, 'u1')];
    const frames = [
      [],
      [0],
      [0, 7, 1, 1],
      [0, 2, 3, 255, 255, 255],
      [0, 2, 200],
      [1, 2, 255, 255],
      [9, 9],
      [0, 0, 2, 255, 255],
      [0, 2, 2, 0, 0, 77],
    ];
    for (const frame of frames) {
      const socket = await openSocket(relay, 'u1');
      const closed = Promise.race([closeCodeOf(socket), wait(10_000, 'still open')]);
      socket.send(Uint8Array.from(frame));
      expect([frame, await closed]).toEqual([frame, closeCodes['malformed-frame']]);
    }
    a.doc.getMap('entries').set('e1', 'still here');
    await expect.poll(() => b.doc.getMap('entries').get('e1')).toBe('still here');
    const fresh = await openProvider(relay, 'u1');
    expect(fresh.doc.getMap('entries').toJSON()).toEqual({ e1: 'still here' });
  });
});

describe('limits', () => {
  it('16.1 of sockets per user', async () => {
    const relay = await openRelay();
    const sockets = [];
    for (let count = 0; count < MAX_SOCKETS_PER_USER; count += 1) sockets.push(await openSocket(relay, 'u1'));
    expect(await closeCodeOf(await openSocket(relay, 'u1'))).toBe(closeCodes['too-many-devices']);
    await openProvider(relay, 'u2');
    const left = closeCodeOf(sockets[0] as WebSocket);
    sockets[0]?.close();
    await left;
    await openProvider(relay, 'u1');
  });

  it('16.2 of bytes in a frame', async () => {
    const relay = await openRelay();
    const socket = await openSocket(relay, 'u1');
    const closed = closeCodeOf(socket);
    socket.send(new Uint8Array(MAX_FRAME_BYTES + 1));
    expect(await closed).toBe(1009);
  });

  it('16.3 of frames in a while', async () => {
    const relay = await openRelay();
    const socket = await openSocket(relay, 'u1');
    const closed = closeCodeOf(socket);
    for (let count = 0; count <= MAX_FRAMES_PER_WINDOW; count += 1) socket.send(Uint8Array.of(3));
    expect(await closed).toBe(closeCodes['too-many-frames']);
  });

  it('16.4 of a token’s life, also while the socket is open', async () => {
    let aheadMs = 0;
    const relay = await openRelay({ nowMs: () => Date.now() + aheadMs });
    const socket = await openSocket(relay, 'u1', await accessToken('u1', { lifetime: '10m' }));
    const closed = closeCodeOf(socket);
    aheadMs = 11 * 60_000;
    socket.send(Uint8Array.of(3));
    expect(await closed).toBe(closeCodes['token-expired']);
  });
});
