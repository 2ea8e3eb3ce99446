/** What the account tests need around a relay: a mailbox, a Google of our own, and short ways to ask. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';
import type { TestRelay } from './relay.ts';

export interface SignedIn {
  readonly success: true;
  readonly user: { readonly id: string; readonly email: string; readonly authProvider: string };
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export async function ask<T = Record<string, unknown>>(
  relay: TestRelay,
  path: string,
  {
    method = 'POST',
    body,
    token,
    headers = {},
  }: { method?: string; body?: unknown; token?: string; headers?: Record<string, string> } = {},
): Promise<Answer<T>> {
  const response = await fetch(`${relay.url()}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token && { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

/** `Set-Cookie` headers by name, each with its attributes. */
export function cookiesOf({ headers }: Answer<unknown>): Record<string, string> {
  return Object.fromEntries(
    headers.getSetCookie().map((cookie) => {
      const [pair = ''] = cookie.split(';');
      return [pair.slice(0, pair.indexOf('=')), cookie.slice(pair.indexOf('=') + 1)];
    }),
  );
}

/** For a `Cookie` header. */
export function cookieHeader(answer: Answer<unknown>): string {
  return Object.entries(cookiesOf(answer))
    .map(([name, cookie]) => `${name}=${cookie.split(';')[0]}`)
    .join('; ');
}

/** A mail server that keeps what it gets. */
export async function openMailbox(): Promise<{ url: string; mails: { to: string[]; text: string }[] }> {
  const mails: { to: string[]; text: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        // Long lines of quoted-printable are folded with a `=` at the end.
        const text = Buffer.concat(chunks).toString('utf8').replace(/=\r\n/g, '').replace(/=3D/g, '=');
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`, mails };
}

export function tokenInMail(mail: { text: string } | undefined): string {
  return /\?token=([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? 'no token in the mail';
}

/** A JWKS server and the key that it tells of. */
export async function openGoogle(clientId: string) {
  const [ours, foreign] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const sign = (
    claims: object,
    {
      key = ours.privateKey,
      issuer = 'https://accounts.google.com',
      audience = clientId,
      lifetime = '1h',
    }: { key?: CryptoKey; issuer?: string; audience?: string; lifetime?: string } = {},
  ) =>
    new SignJWT({ email_verified: true, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setSubject('google-1')
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(key);
  const env = {
    GOOGLE_CLIENT_ID: clientId,
    GOOGLE_JWKS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/certs`,
  };
  return { env, sign, foreignKey: foreign.privateKey };
}
