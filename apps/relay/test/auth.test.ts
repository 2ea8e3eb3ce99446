import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import {
  ask,
  cookieHeader,
  cookiesOf,
  openGoogle,
  openMailbox,
  type SignedIn,
  tokenInMail,
} from './auth-parts.ts';
import { accessToken, closeCodeOf, openRelay, openSocket, type TestRelay } from './relay.ts';

const PUBLIC_URL = 'https://app.example.org';

async function openMailingRelay(more: { env?: Record<string, string>; nowMs?: () => number } = {}) {
  const mailbox = await openMailbox();
  const env = { SMTP_URL: mailbox.url, MAIL_FROM: 'relay@example.org', PUBLIC_URL, ...more.env };
  const relay = await openRelay({ ...more, env });
  return { relay, mails: mailbox.mails };
}

async function signIn({ relay, mails }: Awaited<ReturnType<typeof openMailingRelay>>, email: string) {
  expect(await ask(relay, '/api/auth/request-magic-link', { body: { email } })).toMatchObject({
    status: 200,
  });
  const answer = await ask<SignedIn>(relay, '/api/auth/verify-magic-link', {
    body: { token: tokenInMail(mails.at(-1)) },
  });
  expect(answer.status).toBe(200);
  return answer;
}

const me = (relay: TestRelay, token: string) => ask(relay, '/api/user/me', { method: 'GET', token });

/** The status with which the socket of a user is refused, or 101. */
function socketStatus(relay: TestRelay, userId: string, token: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Key': Buffer.from('sixteen bytes 16').toString('base64'),
      'Sec-WebSocket-Version': '13',
    };
    const query = new URLSearchParams({ userId, token });
    const sent = request(`${relay.url()}/sync/ws?${query}`, { headers });
    sent.once('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    sent.once('response', (response) => resolve(response.statusCode ?? 0));
    sent.once('error', reject);
    sent.end();
  });
}

describe('mailed links', () => {
  it('17.1 sign in once, within 15 minutes, at the configured address', async () => {
    let aheadMs = 0;
    const opened = await openMailingRelay({ nowMs: () => Date.now() + aheadMs });
    const { relay, mails } = opened;
    const asked = await ask(relay, '/api/auth/request-magic-link', {
      body: { email: ' Ana@Example.org ' },
      headers: { Origin: PUBLIC_URL, Host: 'evil.example' },
    });
    expect(asked).toMatchObject({
      status: 200,
      body: { success: true, message: 'Magic link sent to your email' },
    });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.to).toEqual(['ana@example.org']);
    expect(mails[0]?.text).toContain(`${PUBLIC_URL}/auth/verify?token=`);
    const token = tokenInMail(mails[0]);
    const tries = await Promise.all(
      [1, 2, 3].map(() => ask<SignedIn>(relay, '/api/auth/verify-magic-link', { body: { token } })),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    const signedIn = tries.find(({ status }) => status === 200)?.body as SignedIn;
    expect(signedIn).toMatchObject({
      success: true,
      user: {
        id: expect.stringMatching(/^user_/),
        email: 'ana@example.org',
        displayName: null,
        authProvider: 'magic_link',
        role: 'user',
      },
      expiresIn: 2_592_000,
    });
    expect(tries.find(({ status }) => status === 401)?.body).toEqual({
      success: false,
      error: 'Invalid or expired magic link',
      code: 401,
    });
    expect((await me(relay, signedIn.accessToken)).body).toEqual(signedIn.user);

    const again = await ask(relay, '/api/auth/request-magic-link', { body: { email: 'ana@example.org' } });
    expect(again.body).toEqual(asked.body);
    const sameUser = await signIn(opened, 'ANA@example.org');
    expect(sameUser.body.user.id).toBe(signedIn.user.id);

    await ask(relay, '/api/auth/request-magic-link', { body: { email: 'ana@example.org' } });
    aheadMs = 15 * 60_000 + 1000;
    const late = await ask(relay, '/api/auth/verify-magic-link', {
      body: { token: tokenInMail(mails.at(-1)) },
    });
    expect(late.status).toBe(401);
    const bad = await ask(relay, '/api/auth/request-magic-link', { body: { email: 'no address' } });
    expect(bad).toMatchObject({ status: 400, body: { error: 'Invalid request body', code: 400 } });
  });

  it('17.2 need a mail server, except in development', async () => {
    const relay = await openRelay({ env: { PUBLIC_URL } });
    const refused = await ask(relay, '/api/auth/request-magic-link', { body: { email: 'a@example.org' } });
    expect(refused).toMatchObject({ status: 503, body: { error: expect.stringContaining('SMTP_URL') } });
    const lines: object[] = [];
    const note = (fields: object) => void lines.push(fields);
    const logger = { info: note, warn: note, error: note };
    const local = await openRelay({ env: { NODE_ENV: 'development' }, logger });
    const asked = await ask(local, '/api/auth/request-magic-link', { body: { email: 'a@example.org' } });
    expect(asked.status).toBe(200);
    const { link } = lines.find((fields) => 'link' in fields) as { link: string };
    expect(link).toMatch(/^http:\/\/localhost:\d+\/auth\/verify\?token=/);
    const token = new URL(link).searchParams.get('token');
    const signedIn = await ask(local, '/api/auth/verify-magic-link', { body: { token } });
    expect(signedIn.status).toBe(200);
    expect(cookiesOf(signedIn)['auth-token']).not.toContain('Secure');
  });

  it('17.3 neither take over nor are kept out by an account whose address nobody proved', async () => {
    const opened = await openMailingRelay();
    const { relay } = opened;
    const foreign = await accessToken('foreign-1', { claims: { email: 'Ana@example.org' } });
    expect((await me(relay, foreign)).body).toMatchObject({ id: 'foreign-1', email: 'ana@example.org' });
    const first = await signIn(opened, 'ana@example.org');
    expect(first.body.user.id).not.toBe('foreign-1');
    const later = await accessToken('foreign-2', { claims: { email: 'ana@example.org' } });
    expect((await me(relay, later)).body).toMatchObject({ id: 'foreign-2' });
    expect((await signIn(opened, 'ana@example.org')).body.user.id).toBe(first.body.user.id);
    expect((await me(relay, foreign)).body).toMatchObject({ id: 'foreign-1' });
    // An issuer that knows the secret names a user of ours by id: the address that was proven stays.
    const named = await accessToken(first.body.user.id, { claims: { email: 'else@example.org' } });
    expect((await me(relay, named)).body).toMatchObject({ email: 'ana@example.org' });
  });
});

describe('Google', () => {
  it('17.4 signs in with a token of Google’s for us with a verified address, and nothing else', async () => {
    const google = await openGoogle('our-client');
    const opened = await openMailingRelay({ env: google.env });
    const { relay } = opened;
    const post = (credential: string) => ask<SignedIn>(relay, '/api/auth/google', { body: { credential } });
    const byMail = await signIn(opened, 'ana@example.org');
    const signedIn = await post(await google.sign({ email: 'Ana@example.org', name: 'Ana' }));
    expect(signedIn).toMatchObject({
      status: 200,
      body: { user: { id: byMail.body.user.id, authProvider: 'google', displayName: 'Ana' } },
    });
    const email = 'eve@example.org';
    const bare = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const claims = Buffer.from(JSON.stringify({ email, email_verified: true })).toString('base64url');
    const refused = [
      'x',
      `${bare}.${claims}.`,
      await google.sign({ email }, { key: google.foreignKey }),
      await google.sign({ email }, { issuer: 'https://accounts.example.org' }),
      await google.sign({ email }, { audience: 'another-client' }),
      await google.sign({ email }, { lifetime: '-1m' }),
      await google.sign({ email, email_verified: false }),
      await google.sign({ email, email_verified: 'true' }),
    ];
    for (const credential of refused) {
      expect(await post(credential)).toMatchObject({
        status: 401,
        body: { error: 'Invalid Google credential' },
      });
    }
    const without = await openRelay();
    expect(await ask(without, '/api/auth/google', { body: { credential: 'x' } })).toMatchObject({
      status: 501,
      body: { success: false, error: 'Google sign-in is not configured', code: 501 },
    });
  });
});

describe('refresh tokens', () => {
  it('17.5 are exchanged at each use, and one used twice ends its family', async () => {
    const opened = await openMailingRelay();
    const { relay } = opened;
    const { body: signedIn } = await signIn(opened, 'ana@example.org');
    const { body: elsewhere } = await signIn(opened, 'ana@example.org');
    const refresh = (refreshToken: string) =>
      ask<SignedIn>(relay, '/api/auth/refresh', { body: { refreshToken } });
    const second = await refresh(signedIn.refreshToken);
    expect(second).toMatchObject({ status: 200, body: { expiresIn: 2_592_000 } });
    expect((await me(relay, second.body.accessToken)).status).toBe(200);
    const third = await refresh(second.body.refreshToken);
    expect(third.status).toBe(200);
    expect((await refresh(second.body.refreshToken)).status).toBe(401);
    expect((await refresh(third.body.refreshToken)).status).toBe(401);
    expect((await refresh(elsewhere.refreshToken)).status).toBe(200);
    expect((await ask(relay, '/api/auth/refresh')).body).toEqual({
      success: false,
      error: 'No refresh token provided',
      code: 401,
    });
    const { body: raced } = await signIn(opened, 'ana@example.org');
    const both = await Promise.all([refresh(raced.refreshToken), refresh(raced.refreshToken)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    const winner = both.find(({ status }) => status === 200);
    expect((await refresh(winner?.body.refreshToken as string)).status).toBe(401);
  });

  it('17.5 live 90 days from the last use', async () => {
    let aheadMs = 0;
    const opened = await openMailingRelay({ nowMs: () => Date.now() + aheadMs });
    const { body } = await signIn(opened, 'ana@example.org');
    const refresh = (refreshToken: string) =>
      ask<SignedIn>(opened.relay, '/api/auth/refresh', { body: { refreshToken } });
    const day = 24 * 60 * 60_000;
    aheadMs = 89 * day;
    const next = await refresh(body.refreshToken);
    expect(next.status).toBe(200);
    aheadMs = 180 * day;
    expect((await refresh(next.body.refreshToken)).status).toBe(401);
  });

  it('17.6 no token is good for another purpose, and none that we did not sign is good at all', async () => {
    const opened = await openMailingRelay();
    const { relay, mails } = opened;
    const { body } = await signIn(opened, 'ana@example.org');
    const userId = body.user.id;
    await ask(relay, '/api/auth/request-magic-link', { body: { email: 'ana@example.org' } });
    const claims = { sub: userId, email: 'ana@example.org', iat: 1, exp: 4_000_000_000 };
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = `${encode({ alg: 'HS256' })}.${encode(claims)}`;
    const signed = (secret: string) => createHmac('sha256', secret).update(head).digest('base64url');
    const refused = {
      forged: `${body.accessToken.slice(0, -3)}abc`,
      'alg none': `${encode({ alg: 'none' })}.${encode(claims)}.`,
      'without signature': `${head}.`,
      'empty secret': `${head}.${signed('another')}`,
      'wrong secret': await accessToken(userId, { secret: 'another secret that is long enough!!' }),
      expired: await accessToken(userId, { lifetime: '-1s' }),
      refresh: body.refreshToken,
      'refresh of the original': await accessToken(userId, { claims: { email: undefined, jti: 'r1' } }),
      'refresh by type': await accessToken(userId, { claims: { type: 'refresh' } }),
      'magic link': tokenInMail(mails.at(-1)),
    };
    for (const [kind, token] of Object.entries(refused)) {
      expect([kind, (await me(relay, token)).status]).toEqual([kind, 401]);
      expect([kind, await socketStatus(relay, userId, token)]).toEqual([kind, 401]);
    }
    expect(await socketStatus(relay, userId, body.accessToken)).toBe(101);
    for (const refreshToken of [body.accessToken, tokenInMail(mails.at(-1)), 'x', 'x.y', '.']) {
      expect((await ask(relay, '/api/auth/refresh', { body: { refreshToken } })).status).toBe(401);
    }
    const ours = await accessToken(userId, { claims: { type: 'magic_link', jti: 'j1' } });
    for (const token of [body.accessToken, ours]) {
      expect((await ask(relay, '/api/auth/verify-magic-link', { body: { token } })).status).toBe(401);
    }
    expect((await ask(relay, '/api/user/me', { method: 'GET' })).body).toEqual({
      success: false,
      error: 'No authentication token provided',
      code: 401,
    });
  });
});

describe('signing out', () => {
  it('17.7 ends one sign-in, or every one with its sockets', async () => {
    // One moment, so that who comes back does so in the second in which the earlier tokens ended.
    const nowMs = Date.now();
    const opened = await openMailingRelay({ nowMs: () => nowMs });
    const { relay } = opened;
    const one = await signIn(opened, 'ana@example.org');
    const other = await signIn(opened, 'ana@example.org');
    const userId = one.body.user.id;
    const out = await ask(relay, '/api/auth/logout', {
      headers: { Cookie: cookieHeader(one), Origin: PUBLIC_URL },
    });
    expect(out.status).toBe(200);
    expect(cookiesOf(out)['auth-token']).toMatch(/^; Max-Age=0/);
    expect(cookiesOf(out)['refresh-token']).toMatch(/^; Max-Age=0/);
    const refresh = (refreshToken: string) =>
      ask<SignedIn>(relay, '/api/auth/refresh', { body: { refreshToken } });
    expect((await refresh(one.body.refreshToken)).status).toBe(401);
    const refreshed = await refresh(other.body.refreshToken);
    expect(refreshed.status).toBe(200);

    const bystander = await signIn(opened, 'ben@example.org');
    const closed = closeCodeOf(await openSocket(relay, userId, other.body.accessToken));
    const stays = await openSocket(relay, bystander.body.user.id, bystander.body.accessToken);
    const everywhere = await ask(relay, '/api/auth/logout-everywhere', { token: other.body.accessToken });
    expect(everywhere.status).toBe(200);
    expect(await closed).toBe(4401);
    for (const token of [one.body.accessToken, other.body.accessToken, refreshed.body.accessToken]) {
      expect((await me(relay, token)).status).toBe(401);
      expect(await socketStatus(relay, userId, token)).toBe(401);
    }
    expect((await refresh(refreshed.body.refreshToken)).status).toBe(401);
    expect(stays.readyState).toBe(WebSocket.OPEN);
    expect((await me(relay, bystander.body.accessToken)).status).toBe(200);
    const back = await signIn(opened, 'ana@example.org');
    expect(back.body.user.id).toBe(userId);
    expect((await me(relay, back.body.accessToken)).status).toBe(200);
    expect(await socketStatus(relay, userId, back.body.accessToken)).toBe(101);
  });
});

describe('cookies', () => {
  it('17.8 are for our own pages alone', async () => {
    const opened = await openMailingRelay({
      env: { ALLOWED_ORIGINS: 'https://b.example, http://localhost:4000' },
    });
    const { relay, mails } = opened;
    const signedIn = await signIn(opened, 'ana@example.org');
    const cookies = cookiesOf(signedIn);
    expect(cookies['auth-token']).toMatch(/; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(cookies['refresh-token']).toMatch(/; Path=\/api\/auth; HttpOnly; Secure; SameSite=Lax$/);
    const Cookie = cookieHeader(signedIn);
    const read = await ask(relay, '/api/user/me', { method: 'GET', headers: { Cookie } });
    expect(read.status).toBe(200);
    const put = (headers: Record<string, string>, token?: string) =>
      ask(relay, '/api/user/preferences', {
        method: 'PUT',
        body: { theme: 'dark' },
        headers,
        ...(token && { token }),
      });
    expect((await put({ Cookie })).status).toBe(403);
    for (const Origin of [
      'https://evil.example',
      'null',
      `${PUBLIC_URL}.evil.example`,
      'http://app.example.org',
    ]) {
      expect((await put({ Cookie, Origin })).status).toBe(403);
      expect((await ask(relay, '/api/auth/refresh', { headers: { Cookie, Origin } })).status).toBe(403);
      expect((await ask(relay, '/api/auth/logout', { headers: { Cookie, Origin } })).status).toBe(403);
      expect(
        (await ask(relay, '/api/user/me', { method: 'DELETE', headers: { Cookie, Origin } })).status,
      ).toBe(403);
    }
    for (const Origin of [PUBLIC_URL, 'https://b.example', 'http://localhost:4000']) {
      const allowed = await put({ Cookie, Origin });
      expect(allowed.status).toBe(200);
      expect(allowed.headers.get('access-control-allow-origin')).toBe(Origin);
      expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
    }
    expect((await put({}, signedIn.body.accessToken)).status).toBe(200);

    // A page of another origin cannot sign the browser in as somebody else either.
    await ask(relay, '/api/auth/request-magic-link', { body: { email: 'eve@example.org' } });
    const planted = await ask(relay, '/api/auth/verify-magic-link', {
      body: { token: tokenInMail(mails.at(-1)) },
      headers: { Origin: 'https://evil.example' },
    });
    expect(planted.status).toBe(403);

    const refreshed = await ask(relay, '/api/auth/refresh', { headers: { Cookie, Origin: PUBLIC_URL } });
    expect(refreshed.status).toBe(200);
    expect(refreshed.body).not.toHaveProperty('refreshToken');
    expect(Object.keys(cookiesOf(refreshed)).sort()).toEqual(['auth-token', 'refresh-token']);

    const preflight = (Origin: string) =>
      fetch(`${relay.url()}/api/user/me`, {
        method: 'OPTIONS',
        headers: { Origin, 'Access-Control-Request-Method': 'PUT' },
      });
    const ours = await preflight(PUBLIC_URL);
    expect(ours.headers.get('access-control-allow-origin')).toBe(PUBLIC_URL);
    expect(ours.headers.get('access-control-allow-headers')?.split(',')).toEqual(
      expect.arrayContaining(['Content-Type', 'Authorization', 'X-Device-ID', 'X-Idempotency-Key']),
    );
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    const unauthorized = await ask(relay, '/api/user/me', { method: 'GET', headers: { Origin: PUBLIC_URL } });
    expect(unauthorized.status).toBe(401);
    expect(unauthorized.headers.get('access-control-allow-origin')).toBe(PUBLIC_URL);
  });
});
