/** Access tokens in the original system's form: HS256 with claims `sub`, `email`, `iat`, `exp`. */
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

/** The original's: 30 days. */
export const ACCESS_TOKEN_SECONDS = 30 * 24 * 60 * 60;

/** A refresh token of the original has no `email` and a `jti`; whatever names another type is not for access. */
const claimsSchema = z.object({
  sub: z.string().min(1).max(200),
  email: z.string().min(1).max(320),
  iat: z.number().default(0),
  exp: z.number(),
  type: z.literal('access').optional(),
});

export interface Caller {
  readonly userId: string;
  readonly email: string;
  /** Seconds since 1970; 0 when the token does not say. */
  readonly issuedAt: number;
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number;
}

export interface AccessTokens {
  /** Problem `unauthorized` for whatever is not a valid access token of this secret. */
  verify(token: string): Promise<Result<Caller>>;
  issue(user: {
    readonly id: string;
    readonly email: string;
    /** Seconds since 1970; no token is issued as of an earlier moment. */
    readonly tokensValidFrom: number;
  }): Promise<string>;
}

export function createAccessTokens(options: { secret: string; nowMs: () => number }): AccessTokens {
  const key = new TextEncoder().encode(options.secret);
  return {
    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          currentDate: new Date(options.nowMs()),
        });
        const { sub, email, iat, exp } = claimsSchema.parse(payload);
        return ok({ userId: sub, email, issuedAt: iat, expiresAtMs: exp * 1000 });
      } catch (cause) {
        return fail('unauthorized', 'Invalid or expired token', { cause });
      }
    },
    issue({ id, email, tokensValidFrom }) {
      const issuedAt = Math.max(Math.floor(options.nowMs() / 1000), tokensValidFrom);
      return new SignJWT({ email, type: 'access' })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setSubject(id)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
        .sign(key);
    },
  };
}
