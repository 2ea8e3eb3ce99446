import { unwrap } from '@mirubato/domain/problem';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { HTTPException } from 'hono/http-exception';
import { ACCESS_TOKEN_SECONDS, type Caller } from '../accounts/access-token.ts';
import { REFRESH_TOKEN_SECONDS } from '../accounts/refresh-tokens.ts';
import type { Config } from '../config.ts';
import type { RelayContext } from '../context.ts';
import type { RelayEnv } from './envelope.ts';

/** The original's. */
export const ACCESS_COOKIE = 'auth-token';
/** The original's. */
export const REFRESH_COOKIE = 'refresh-token';

const REFRESH_PATH = '/api/auth';
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Lets in who has a valid access token, as bearer or cookie, and gives an unknown user its account. */
export function authenticate({ tokens, accounts }: Pick<RelayContext, 'tokens' | 'accounts'>) {
  return createMiddleware<RelayEnv>(async (c, next) => {
    const token = bearerOf(c) ?? getCookie(c, ACCESS_COOKIE);
    if (!token) throw new HTTPException(401, { message: 'No authentication token provided' });
    const caller = unwrap(await tokens.verify(token));
    unwrap(await accounts.ensure(caller));
    c.set('caller', caller);
    await next();
  });
}

/** Who asks, where anybody may: nobody in particular without a valid token. */
export async function callerOf(
  c: Context,
  { tokens, accounts }: Pick<RelayContext, 'tokens' | 'accounts'>,
): Promise<Caller | undefined> {
  const token = bearerOf(c) ?? getCookie(c, ACCESS_COOKIE);
  const caller = token ? await tokens.verify(token) : undefined;
  return caller?.ok && (await accounts.ensure(caller.value)).ok ? caller.value : undefined;
}

/**
 * A page of another origin may neither use a browser's cookies to change something nor sign the browser in: an
 * unsafe request without bearer token that names an origin, or that has our cookies, needs one of the list.
 */
export function refuseForeignOrigins({ allowedOrigins }: Pick<Config, 'allowedOrigins'>) {
  return createMiddleware(async (c, next) => {
    const origin = c.req.header('origin');
    const isAllowed = origin !== undefined && allowedOrigins.includes(origin);
    const hasCookie = getCookie(c, ACCESS_COOKIE) ?? getCookie(c, REFRESH_COOKIE);
    const isAtRisk = !SAFE_METHODS.includes(c.req.method) && bearerOf(c) === undefined;
    if (isAtRisk && !isAllowed && (origin !== undefined || hasCookie !== undefined)) {
      throw new HTTPException(403, { message: 'This origin is not allowed' });
    }
    await next();
  });
}

export function setTokenCookies(
  c: Context,
  config: Config,
  { accessToken, refreshToken }: { readonly accessToken: string; readonly refreshToken: string },
): void {
  const common = { httpOnly: true, secure: isSecure(config), sameSite: 'Lax' } as const;
  setCookie(c, ACCESS_COOKIE, accessToken, { ...common, path: '/', maxAge: ACCESS_TOKEN_SECONDS });
  setCookie(c, REFRESH_COOKIE, refreshToken, {
    ...common,
    path: REFRESH_PATH,
    maxAge: REFRESH_TOKEN_SECONDS,
  });
}

export function clearTokenCookies(c: Context, config: Config): void {
  const secure = isSecure(config);
  deleteCookie(c, ACCESS_COOKIE, { secure, path: '/' });
  deleteCookie(c, REFRESH_COOKIE, { secure, path: REFRESH_PATH });
}

/** A browser keeps no secure cookie of an http:// page, except where it counts the host as safe. */
function isSecure({ isDevelopment, publicUrl }: Config): boolean {
  return !(isDevelopment && publicUrl?.startsWith('http:'));
}

function bearerOf(c: Context): string | undefined {
  const [scheme, bearer] = (c.req.header('authorization') ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && bearer ? bearer : undefined;
}
