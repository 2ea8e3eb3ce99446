/** ID tokens of Google's sign-in (https://developers.google.com/identity/gsi/web/guides/verify-google-id-token). */
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';

const ISSUERS = ['https://accounts.google.com', 'accounts.google.com'];
const JWKS_TIMEOUT_MS = 5000;

const claimsSchema = z.object({
  email: z.email().max(320),
  email_verified: z.literal(true),
  name: z.string().max(200).optional(),
});

export interface GoogleIdentity {
  readonly email: string;
  readonly name: string | undefined;
}

export interface GoogleTokens {
  /**
   * Problems: `unauthorized` for whatever is not a token of Google's for us with an address that Google has
   * verified; `internal` when Google's keys cannot be had.
   */
  verify(credential: string): Promise<Result<GoogleIdentity>>;
}

export function createGoogleTokens(options: {
  readonly clientId: string;
  readonly jwksUrl: string;
  readonly nowMs: () => number;
}): GoogleTokens {
  const keys = createRemoteJWKSet(new URL(options.jwksUrl), { timeoutDuration: JWKS_TIMEOUT_MS });
  return {
    async verify(credential) {
      try {
        const { payload } = await jwtVerify(credential, keys, {
          algorithms: ['RS256'],
          issuer: ISSUERS,
          audience: options.clientId,
          requiredClaims: ['exp', 'sub'],
          currentDate: new Date(options.nowMs()),
        });
        const { email, name } = claimsSchema.parse(payload);
        return ok({ email, name });
      } catch (cause) {
        if (isOurFault(cause)) return fail('internal', 'Google’s keys cannot be read', { cause });
        return fail('unauthorized', 'Invalid Google credential', { cause });
      }
    },
  };
}

/** Anything that does not speak of the token itself: the network, or an answer that holds no keys. */
function isOurFault(cause: unknown): boolean {
  if (cause instanceof z.ZodError) return false;
  if (cause instanceof errors.JWKSTimeout || cause instanceof errors.JWKSInvalid) return true;
  return !(cause instanceof errors.JOSEError) || cause.code === 'ERR_JOSE_GENERIC';
}
