/** Tokens that must let nobody in, each as near to a good one as it can be made. */
import { createHmac } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { SECRET } from './relay.ts';

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function hmac(alg: string, hash: string, claims: object, { secret = SECRET, header = {} } = {}): string {
  const signed = `${encoded({ alg, typ: 'JWT', ...header })}.${encoded(claims)}`;
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

/**
 * @param good a valid access token of `userId`
 * @param others what this relay has given out for another purpose, or has ended
 */
export async function badTokens(
  userId: string,
  good: string,
  others: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: userId, email: `${userId}@example.org`, iat: now, exp: now + 3600 };
  const { email: _email, ...nameless } = claims;
  const { exp: _exp, ...endless } = claims;
  const { sub: _sub, ...nobody } = claims;
  const [header = '', payload = '', signature = ''] = good.split('.');
  const with256 = (given: object, more = {}) => hmac('HS256', 'sha256', given, more);
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const rs256 = (head: object) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', ...head }).sign(privateKey);
  const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  return {
    'of another secret': with256(claims, { secret: 'another secret that is long enough!!' }),
    'of an empty secret': with256(claims, { secret: '' }),
    'with a changed signature': `${header}.${payload}.${flipped}`,
    'with changed claims': `${header}.${encoded({ ...claims, exp: now + 7200 })}.${signature}`,
    'with a changed header': `${encoded({ alg: 'HS256', kid: 'x' })}.${payload}.${signature}`,
    'without its last character': good.slice(0, -1),
    'of half its length': good.slice(0, good.length / 2),
    'without signature': `${header}.${payload}.`,
    'of two parts': `${header}.${payload}`,
    'of its header': header,
    'of four parts': `${good}.${signature}`,
    'of no form': 'x',
    'with the user’s id alone': userId,
    expired: with256({ ...claims, iat: now - 7200, exp: now - 3600 }),
    'not valid yet': with256({ ...claims, nbf: now + 3600 }),
    'without exp': with256(endless),
    'with exp of text': with256({ ...claims, exp: `${now + 3600}` }),
    'with exp of null': with256({ ...claims, exp: null }),
    'without sub': with256(nobody),
    'with sub of nothing': with256({ ...claims, sub: '' }),
    'with sub of a list': with256({ ...claims, sub: [userId] }),
    'with sub of an object': with256({ ...claims, sub: { $ne: '' } }),
    'with sub of a number': with256({ ...claims, sub: 1 }),
    'with sub of 201 characters': with256({ ...claims, sub: userId.padEnd(201) }),
    'without email': with256(nameless),
    'with email of a list': with256({ ...claims, email: [claims.email] }),
    'of type refresh': with256({ ...claims, type: 'refresh' }),
    'of type refresh, as the original’s': with256({ ...nameless, type: 'refresh', jti: 'r1' }),
    'of type magic_link': with256({ ...claims, type: 'magic_link', jti: 'm1' }),
    'of type list': with256({ ...claims, type: ['access'] }),
    'with a critical header': with256(claims, { header: { crit: ['x'], x: 1 } }),
    'alg none': `${encoded({ alg: 'none' })}.${payload}.`,
    'alg None': `${encoded({ alg: 'None' })}.${payload}.`,
    'alg none, signed': `${encoded({ alg: 'none' })}.${payload}.${signature}`,
    'alg of nothing': `${encoded({ typ: 'JWT' })}.${payload}.${signature}`,
    'alg HS512 of our secret': hmac('HS512', 'sha512', claims),
    'alg HS384 of our secret': hmac('HS384', 'sha384', claims),
    'alg HS512, signed as HS256': hmac('HS512', 'sha256', claims),
    'alg RS256, signed as HS256': hmac('RS256', 'sha256', claims),
    'alg RS256 of its own key': await rs256({}),
    'alg RS256 with its key': await rs256({ jwk }),
    ...others,
  };
}
