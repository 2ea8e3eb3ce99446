/** Signing in by mailed link, by Google and from a device that is signed in; refreshing and signing out. */
import { createRoute, z } from '@hono/zod-openapi';
import { ProblemError, unwrap } from '@mirubato/domain/problem';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { ACCESS_TOKEN_SECONDS } from '../accounts/access-token.ts';
import type { User } from '../accounts/accounts.ts';
import { MAGIC_LINK_SECONDS } from '../accounts/magic-links.ts';
import type { RelayContext } from '../context.ts';
import { authenticate, clearTokenCookies, REFRESH_COOKIE, setTokenCookies } from './authenticate.ts';
import { createRoutes, errorResponse, jsonContent } from './envelope.ts';
import { clientAddress, limited, type RuleName } from './rate-limit.ts';
import { userSchema, userToJson } from './user-schema.ts';

const MAX_BODY_BYTES = 16 * 1024;

const doneSchema = z.object({ success: z.literal(true), message: z.string() }).openapi('Done');

const signedInSchema = z
  .object({
    success: z.literal(true),
    user: userSchema,
    accessToken: z.string(),
    refreshToken: z.string(),
    expiresIn: z.int().openapi({ description: 'Seconds that the access token lives' }),
  })
  .openapi('SignedIn');

const refreshedSchema = z
  .object({
    accessToken: z.string(),
    expiresIn: z.int().openapi({ description: 'Seconds that the access token lives' }),
    refreshToken: z
      .string()
      .optional()
      .openapi({ description: 'Takes the place of the one sent; only for who sent it in the body' }),
  })
  .openapi('Refreshed');

const refreshTokenSchema = z.object({ refreshToken: z.string().min(1).max(500).optional() });

const body = <T extends z.ZodType>(schema: T, required = true) => ({
  body: { content: { 'application/json': { schema } }, required },
});
const tooMany = errorResponse('Too many requests from this address; see Retry-After.');
const refused = errorResponse('It is wrong, too old, or was used before.');
const bearer = [{ bearer: [] }];
const common = { method: 'post' as const, tags: ['Auth'] };

const requestMagicLink = createRoute({
  ...common,
  path: '/api/auth/request-magic-link',
  summary: 'Mail a link that signs in',
  request: body(z.object({ email: z.string().trim().toLowerCase().pipe(z.email().max(320)) })),
  responses: {
    200: jsonContent(doneSchema, 'The mail was sent, whether or not the address has an account.'),
    400: errorResponse('This is not an address.'),
    429: tooMany,
    503: errorResponse('This relay cannot send mail.'),
  },
});

const verifyMagicLink = createRoute({
  ...common,
  path: '/api/auth/verify-magic-link',
  summary: 'Sign in with the token of a mailed link, once',
  request: body(z.object({ token: z.string().min(1).max(4000) })),
  responses: { 200: jsonContent(signedInSchema, 'Signed in.'), 401: refused, 429: tooMany },
});

const google = createRoute({
  ...common,
  path: '/api/auth/google',
  summary: 'Sign in with an ID token of Google’s',
  request: body(z.object({ credential: z.string().min(1).max(8000) })),
  responses: {
    200: jsonContent(signedInSchema, 'Signed in.'),
    401: refused,
    429: tooMany,
    501: errorResponse('This relay has no Google client id.'),
  },
});

const refresh = createRoute({
  ...common,
  path: '/api/auth/refresh',
  summary: 'Get a new access token for a refresh token, in the cookie or in the body',
  request: body(refreshTokenSchema, false),
  responses: { 200: jsonContent(refreshedSchema, 'Refreshed.'), 401: refused, 429: tooMany },
});

const logout = createRoute({
  ...common,
  path: '/api/auth/logout',
  summary: 'End this sign-in: the refresh token in the cookie or in the body',
  request: body(refreshTokenSchema, false),
  responses: { 200: jsonContent(doneSchema, 'It is ended, or there was none.') },
});

const logoutEverywhere = createRoute({
  ...common,
  path: '/api/auth/logout-everywhere',
  summary: 'End every sign-in of this user',
  security: bearer,
  responses: { 200: jsonContent(doneSchema, 'They are ended.'), 401: errorResponse('Who asks?') },
});

const pairing = createRoute({
  ...common,
  path: '/api/auth/pairing',
  summary: 'Get a code with which a further device signs in, once',
  security: bearer,
  responses: {
    200: jsonContent(
      z.object({ code: z.string(), expiresAt: z.iso.datetime() }).openapi('PairingCode'),
      'It takes the place of an earlier code.',
    ),
    401: errorResponse('Who asks?'),
    429: tooMany,
  },
});

const claimPairing = createRoute({
  ...common,
  path: '/api/auth/pairing/claim',
  summary: 'Sign in with the code that another device shows',
  request: body(
    z.object({
      code: z.string().trim().min(8).max(20),
      deviceName: z.string().trim().min(1).max(100),
    }),
  ),
  responses: { 200: jsonContent(signedInSchema, 'Signed in.'), 401: refused, 429: tooMany },
});

export function authRoutes(context: RelayContext) {
  const { accounts, tokens, refreshTokens, magicLinks, pairingCodes, mailer, limits, config, logger } =
    context;
  const routes = createRoutes();
  const limit = (path: string, name: RuleName) => routes.use(path, limited(limits, name, config));
  routes.use('/api/auth/*', bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }));
  limit(requestMagicLink.path, 'magic-link');
  limit(verifyMagicLink.path, 'verify');
  limit(google.path, 'google');
  limit(refresh.path, 'refresh');
  limit(pairing.path, 'pairing');
  routes.use(pairing.path, authenticate(context));
  routes.use(logoutEverywhere.path, authenticate(context));

  return routes
    .openapi(requestMagicLink, async (c) => {
      const { email } = c.req.valid('json');
      const { publicUrl, isDevelopment } = config;
      if (!publicUrl || (!mailer && !isDevelopment)) {
        throw new HTTPException(503, { message: 'This relay cannot send mail: SMTP_URL is not set' });
      }
      const link = `${publicUrl}/auth/verify?token=${await magicLinks.issue(email)}`;
      if (!mailer) logger.info({ email, link }, 'a magic link, for want of SMTP_URL');
      else {
        await mailer.sendMagicLink(email, link, MAGIC_LINK_SECONDS / 60).catch((error: unknown) => {
          logger.error({ error }, 'a mail could not be sent');
          throw new HTTPException(503, { message: 'The mail could not be sent. Please try again later.' });
        });
      }
      return c.json({ success: true as const, message: 'Magic link sent to your email' }, 200);
    })
    .openapi(verifyMagicLink, async (c) => {
      const email = unwrap(await magicLinks.consume(c.req.valid('json').token));
      return c.json(await signIn(c, await accounts.signIn({ email, provider: 'magic_link' })), 200);
    })
    .openapi(google, async (c) => {
      if (!context.google) throw new HTTPException(501, { message: 'Google sign-in is not configured' });
      const { email, name } = unwrap(await context.google.verify(c.req.valid('json').credential));
      return c.json(
        await signIn(c, await accounts.signIn({ email, provider: 'google', displayName: name })),
        200,
      );
    })
    .openapi(refresh, async (c) => {
      const sent = c.req.valid('json')?.refreshToken;
      const token = sent ?? getCookie(c, REFRESH_COOKIE);
      if (!token) throw new HTTPException(401, { message: 'No refresh token provided' });
      const rotated = unwrap(await refreshTokens.rotate(token));
      const accessToken = await tokens.issue(rotated.user);
      const answer = { accessToken, expiresIn: ACCESS_TOKEN_SECONDS };
      // Scripts of a page may not read what its cookie keeps from them.
      if (sent) return c.json({ ...answer, refreshToken: rotated.token }, 200);
      setTokenCookies(c, config, { accessToken, refreshToken: rotated.token });
      return c.json(answer, 200);
    })
    .openapi(logout, async (c) => {
      for (const token of [c.req.valid('json')?.refreshToken, getCookie(c, REFRESH_COOKIE)]) {
        if (token) await refreshTokens.end(token);
      }
      clearTokenCookies(c, config);
      return c.json({ success: true as const, message: 'Logged out successfully' }, 200);
    })
    .openapi(logoutEverywhere, async (c) => {
      await accounts.endAccess(c.var.caller.userId);
      clearTokenCookies(c, config);
      return c.json({ success: true as const, message: 'Logged out everywhere' }, 200);
    })
    .openapi(pairing, async (c) => {
      const { code, expiresAtMs } = await pairingCodes.issue(c.var.caller.userId);
      return c.json({ code, expiresAt: new Date(expiresAtMs).toISOString() }, 200);
    })
    .openapi(claimPairing, async (c) => {
      const { code, deviceName } = c.req.valid('json');
      const address = clientAddress(c, config);
      // Taken before the try and given back after a right one, so that tries at once cannot slip through.
      await limits.take('pairing-wrong', address);
      await limits.take('pairing-wrong-anywhere', '');
      const userId = unwrap(await pairingCodes.consume(code));
      await limits.giveBack('pairing-wrong', address);
      await limits.giveBack('pairing-wrong-anywhere', '');
      return c.json(await signIn(c, await existing(userId), deviceName), 200);
    });

  async function existing(userId: string): Promise<User> {
    const user = await accounts.find(userId);
    if (!user) throw new ProblemError({ code: 'unauthorized', detail: 'There is no such account' });
    return user;
  }

  async function signIn(
    c: Context,
    user: User,
    deviceName?: string,
  ): Promise<z.infer<typeof signedInSchema>> {
    const accessToken = await tokens.issue(user);
    const refreshToken = await refreshTokens.issue(user.id, deviceName);
    setTokenCookies(c, config, { accessToken, refreshToken });
    return {
      success: true,
      user: userToJson(user),
      accessToken,
      refreshToken,
      expiresIn: ACCESS_TOKEN_SECONDS,
    };
  }
}

export function tooLarge(): never {
  throw new ProblemError({ code: 'body-too-large', detail: 'The request body is too large' });
}
