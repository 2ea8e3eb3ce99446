import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import { rules } from '../src/http/rate-limit.ts';
import { openDatabase } from '../src/store/database.ts';
import { ask, openMailbox, type SignedIn, tokenInMail } from './auth-parts.ts';
import { postgresForTests } from './postgres.ts';
import {
  accessToken,
  closeCodeOf,
  openProvider,
  openRelay,
  openSocket,
  SECRET,
  type TestRelay,
} from './relay.ts';

interface Code {
  readonly code: string;
  readonly expiresAt: string;
}

const pair = async (relay: TestRelay, token: string) =>
  (await ask<Code>(relay, '/api/auth/pairing', { token })).body;

const claim = (relay: TestRelay, code: string, headers: Record<string, string> = {}) =>
  ask<SignedIn>(relay, '/api/auth/pairing/claim', { body: { code, deviceName: 'Tablet' }, headers });

it('17.9 a code brings one further device in, once, within 10 minutes', async () => {
  let aheadMs = 0;
  const relay = await openRelay({ nowMs: () => Date.now() + aheadMs });
  const token = await accessToken('u1');
  expect((await ask(relay, '/api/auth/pairing')).status).toBe(401);
  const first = await pair(relay, token);
  expect(first.code).toMatch(/^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/);
  const lifeMs = Date.parse(first.expiresAt) - Date.now();
  expect(lifeMs).toBeGreaterThan(9 * 60_000);
  expect(lifeMs).toBeLessThanOrEqual(10 * 60_000);
  const tries = await Promise.all([claim(relay, first.code), claim(relay, first.code)]);
  expect(tries.map(({ status }) => status).sort()).toEqual([200, 401]);
  const claimed = tries.find(({ status }) => status === 200)?.body as SignedIn;
  expect(claimed).toMatchObject({
    success: true,
    user: { id: 'u1', email: 'u1@example.org' },
    refreshToken: expect.any(String),
    expiresIn: 2_592_000,
  });
  const me = await ask(relay, '/api/user/me', { method: 'GET', token: claimed.accessToken });
  expect(me.body).toMatchObject({ id: 'u1' });
  const plain = (await pair(relay, token)).code.replace('-', '').toLowerCase();
  expect((await claim(relay, plain)).status).toBe(200);
  const replaced = await pair(relay, token);
  const newest = await pair(relay, token);
  expect((await claim(relay, replaced.code)).status).toBe(401);
  aheadMs = 10 * 60_000 + 1000;
  expect((await claim(relay, newest.code)).status).toBe(401);
});

it('17.10 wrong codes are counted for each client and for all together', async () => {
  const relay = await openRelay({ env: { TRUST_PROXY: 'true' } });
  const { code } = await pair(relay, await accessToken('u1'));
  const from = (address: string) => ({ 'X-Forwarded-For': `10.9.9.9, ${address}` });
  const { points } = rules['pairing-wrong'];
  const tries = await Promise.all(
    Array.from({ length: points * 4 }, () => claim(relay, 'AAAA-AAAA', from('192.0.2.1'))),
  );
  expect(tries.filter(({ status }) => status === 401)).toHaveLength(points);
  const limited = tries.find(({ status }) => status === 429);
  expect(limited?.body).toMatchObject({ success: false, code: 429 });
  expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(500);
  expect((await claim(relay, code, from('192.0.2.1'))).status).toBe(429);
  // The addresses of one /64 are one client.
  for (let count = 0; count < points; count += 1) {
    expect((await claim(relay, 'AAAA-AAAA', from(`2001:db8:0:1::${count}`))).status).toBe(401);
  }
  expect((await claim(relay, 'AAAA-AAAA', from('2001:db8:0:1:ffff::9'))).status).toBe(429);
  expect((await claim(relay, 'AAAA-AAAA', from('2001:db8:0:2::9'))).status).toBe(401);
  const left = rules['pairing-wrong-anywhere'].points - 2 * points - 1;
  for (let sent = 0; sent < left; sent += 50) {
    const burst = Array.from({ length: Math.min(50, left - sent) }, (_, index) =>
      claim(relay, 'AAAA-AAAA', from(`10.0.${Math.floor((sent + index) / 250)}.${(sent + index) % 250}`)),
    );
    for (const { status } of await Promise.all(burst)) expect(status).toBe(401);
  }
  expect((await claim(relay, code, from('198.51.100.7'))).status).toBe(429);
});

it('17.11 links and Google are asked for 10 times a minute from one address, whatever headers say', async () => {
  const relay = await openRelay({
    env: { GOOGLE_CLIENT_ID: 'c', GOOGLE_JWKS_URL: 'http://127.0.0.1:1/certs' },
  });
  for (const [path, body] of [
    ['/api/auth/request-magic-link', { email: 'a@example.org' }],
    ['/api/auth/google', { credential: 'x' }],
  ] as const) {
    const statuses = [];
    for (let count = 0; count < 11; count += 1) {
      const headers = { 'X-Forwarded-For': `192.0.2.${count}` };
      const answer = await ask(relay, path, { body, headers });
      statuses.push(answer.status);
      if (count < 10) continue;
      expect(answer.body).toEqual({
        success: false,
        error: 'Too many requests. Please try again later.',
        code: 429,
      });
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    }
    expect(statuses.slice(0, 10)).not.toContain(429);
    expect(statuses[10]).toBe(429);
  }
});

it('17.12 preferences keep every key, check the known ones, and take 64 KiB', async () => {
  const relay = await openRelay();
  const token = await accessToken('u1');
  const get = async () => (await ask(relay, '/api/user/preferences', { method: 'GET', token })).body;
  const put = (body: unknown) => ask(relay, '/api/user/preferences', { method: 'PUT', body, token });
  expect(await get()).toEqual({});
  const presets = [{ name: 'Slow \u0000 \ud83c', bpm: 60 }];
  expect((await put({ theme: 'dark', metronomePresets: presets })).body).toEqual({
    success: true,
    preferences: { theme: 'dark', metronomePresets: presets },
  });
  const settings = { practiceReminders: true, emailFrequency: 'weekly', quietHours: [22, 7] };
  await put({ customInstruments: ['viol'], theme: 'light', notificationSettings: settings });
  const all = {
    theme: 'light',
    metronomePresets: presets,
    customInstruments: ['viol'],
    notificationSettings: settings,
  };
  expect(await get()).toEqual(all);
  const wrong = [
    { theme: 'pink' },
    { primaryInstrument: 7 },
    { notificationSettings: { emailFrequency: 'hourly' } },
    { notificationSettings: { goalDeadlines: 'yes' } },
    [],
    'text',
  ];
  for (const body of wrong) {
    expect(await put(body)).toMatchObject({ status: 400, body: { error: 'Invalid request body' } });
  }
  expect((await put({ a: 'x'.repeat(40_000) })).status).toBe(200);
  expect((await put({ b: 'x'.repeat(40_000) })).status).toBe(413);
  expect((await put({ c: 'x'.repeat(70_000) })).status).toBe(413);
  expect(await get()).toEqual({ ...all, a: 'x'.repeat(40_000) });
  await Promise.all(Array.from({ length: 8 }, (_, index) => put({ [`k${index}`]: index })));
  expect(Object.keys(await get()).filter((key) => /^k\d$/.test(key))).toHaveLength(8);
  const other = await accessToken('u2');
  expect((await ask(relay, '/api/user/preferences', { method: 'GET', token: other })).body).toEqual({});
});

it('17.13 a deleted account leaves nothing, and its tokens do not bring it back', async () => {
  const relay = await openRelay();
  const token = await accessToken('u1');
  const { doc, provider } = await openProvider(relay, 'u1');
  doc.getMap('entries').set('e1', 'left hand');
  await openProvider(relay, 'u2').then(({ doc }) => doc.getMap('entries').set('e1', 'stays'));
  await expect
    .poll(async () => (await openProvider(relay, 'u1')).doc.getMap('entries').get('e1'))
    .toBe('left hand');
  await ask(relay, '/api/user/preferences', { method: 'PUT', body: { theme: 'dark' }, token });
  const file = Buffer.from('%PDF of u1');
  const hash = createHash('sha256').update(file).digest('hex');
  const put = await fetch(`${relay.url()}/api/blobs/${hash}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}` },
    body: file,
  });
  expect(put.status).toBe(201);
  const files = async () => {
    const entries = await readdir(join(relay.dataDir, 'blobs'), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile());
  };
  expect(await files()).toHaveLength(1);
  const { code } = await pair(relay, token);
  const claimed = await claim(relay, code);
  await pair(relay, token);
  const closed = closeCodeOf(await openSocket(relay, 'u1'));
  provider.shouldConnect = false;
  expect(await ask(relay, '/api/user/me', { method: 'DELETE', token })).toMatchObject({
    status: 200,
    body: { success: true, message: 'Account deleted successfully' },
  });
  expect(await closed).toBe(4401);
  expect(await files()).toEqual([]);
  for (const old of [token, claimed.body.accessToken]) {
    expect((await ask(relay, '/api/user/me', { method: 'GET', token: old })).status).toBe(401);
  }
  const refreshToken = claimed.body.refreshToken;
  expect((await ask(relay, '/api/auth/refresh', { body: { refreshToken } })).status).toBe(401);
  await relay.close();
  const { db, close } = await openDatabase({ dataDir: relay.dataDir, databaseUrl: undefined });
  const { rows: columns } = await sql<{ table_name: string }>`
    SELECT table_name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'user_id'`.execute(db);
  expect(columns.length).toBeGreaterThan(3);
  for (const { table_name } of columns) {
    const { rows } = await sql`SELECT 1 FROM ${sql.table(table_name)} WHERE user_id = 'u1'`.execute(db);
    expect([table_name, rows]).toEqual([table_name, []]);
  }
  const users = await db.selectFrom('users').select('id').execute();
  const documents = await db.selectFrom('documents').select('user_id').execute();
  await close();
  expect(users).toEqual([{ id: 'u2' }]);
  expect(documents).toEqual([{ user_id: 'u2' }]);
  await relay.reopen();
  // An issuer that still knows the user begins anew.
  const later = await new SignJWT({ email: 'u1@example.org' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('u1')
    .setIssuedAt(Math.floor(Date.now() / 1000) + 5)
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET));
  const anew = await ask(relay, '/api/user/preferences', { method: 'GET', token: later });
  expect(anew).toMatchObject({ status: 200, body: {} });
  expect(anew.body).toEqual({});
});

it('17.5, 17.9 and 17.13 hold on PostgreSQL, where requests are truly at once', async (test) => {
  const postgres = await postgresForTests();
  if (!postgres) return test.skip();
  onTestFinished(postgres.drop);
  const mailbox = await openMailbox();
  const relay = await openRelay({
    env: {
      DATABASE_URL: postgres.url,
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'relay@example.org',
      PUBLIC_URL: 'https://app.example.org',
    },
  });
  const statusesOf = (answers: readonly { status: number }[] = []) =>
    answers.map(({ status }) => status).sort();
  const onlyOne = [200, 401, 401, 401];
  const four = <T>(send: () => Promise<T>) => Promise.all([send(), send(), send(), send()]);
  const body = { email: 'ana@example.org' };
  await ask(relay, '/api/auth/request-magic-link', { body });
  await ask(relay, '/api/auth/request-magic-link', { body });
  const links = mailbox.mails.map((mail) => ({ token: tokenInMail(mail) }));
  const verify = (link: unknown) => ask<SignedIn>(relay, '/api/auth/verify-magic-link', { body: link });
  const [first, second] = await Promise.all(links.map((link) => four(() => verify(link))));
  expect(statusesOf(first)).toEqual(onlyOne);
  expect(statusesOf(second)).toEqual(onlyOne);
  const signedIn = [first, second].map((tries) => tries?.find(({ status }) => status === 200)?.body);
  expect(signedIn[0]?.user.id).toBe(signedIn[1]?.user.id);

  const { accessToken: token = '', refreshToken } = signedIn[0] ?? {};
  const { code } = await pair(relay, token);
  expect(statusesOf(await four(() => claim(relay, code)))).toEqual(onlyOne);
  const refresh = () => ask(relay, '/api/auth/refresh', { body: { refreshToken } });
  expect(statusesOf(await four(refresh))).toEqual(onlyOne);
  const keys = Array.from({ length: 20 }, (_, index) => `k${index}`);
  const path = '/api/user/preferences';
  await Promise.all(keys.map((key) => ask(relay, path, { method: 'PUT', body: { [key]: 1 }, token })));
  const { body: preferences } = await ask(relay, path, { method: 'GET', token });
  expect(Object.keys(preferences).sort()).toEqual(keys.sort());
  expect((await ask(relay, '/api/user/me', { method: 'DELETE', token })).status).toBe(200);
  expect((await ask(relay, '/api/user/me', { method: 'GET', token })).status).toBe(401);
  await relay.close();
});
