/**
 * Refresh tokens: `family.secret`, both random. A family is one sign-in on one device and has one secret at a time;
 * whoever shows an earlier one shows that the token was copied, and the family ends for both (RFC 9700, 4.14.2).
 */
import { randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { Secrets } from './secrets.ts';

/** From the last refresh: three times the life of an access token. */
export const REFRESH_TOKEN_SECONDS = 90 * 24 * 60 * 60;

const SECRET_BYTES = 32;

export interface Rotated {
  readonly token: string;
  /** As of the exchange, so that no access token is made for who was signed out just after it. */
  readonly user: { readonly id: string; readonly email: string; readonly tokensValidFrom: number };
}

export interface RefreshTokens {
  /** Begins a family. */
  issue(userId: string, deviceName?: string): Promise<string>;
  /** Problem `unauthorized` for whatever is not the newest token of a family that lives. */
  rotate(token: string): Promise<Result<Rotated>>;
  /** Ends the family of a token, when it has one. */
  end(token: string): Promise<void>;
}

export function createRefreshTokens(options: {
  readonly db: Kysely<Tables>;
  readonly secrets: Secrets;
  readonly nowMs: () => number;
}): RefreshTokens {
  const { db, secrets, nowMs } = options;
  const nowSeconds = () => Math.floor(nowMs() / 1000);
  const newSecret = () => randomBytes(SECRET_BYTES).toString('base64url');
  const hash = (secret: string) => secrets.hash('refresh-token', secret);
  const endFamily = async (id: string) => {
    await db.deleteFrom('refresh_families').where('id', '=', id).execute();
  };

  return {
    async issue(userId, deviceName) {
      const [id, secret, now] = [newSecret(), newSecret(), nowSeconds()];
      await db
        .deleteFrom('refresh_families')
        .where('user_id', '=', userId)
        .where('expires_at', '<=', now)
        .execute();
      await db
        .insertInto('refresh_families')
        .values({
          id,
          user_id: userId,
          secret_hash: hash(secret),
          device_name: deviceName ?? null,
          expires_at: now + REFRESH_TOKEN_SECONDS,
        })
        .execute();
      return `${id}.${secret}`;
    },
    async rotate(token) {
      const { id, secret } = parts(token);
      const [next, now] = [newSecret(), nowSeconds()];
      // One statement: of two that show the same token at once, one is late.
      const user = await db
        .updateTable('refresh_families')
        .from('users')
        .set({ secret_hash: hash(next), expires_at: now + REFRESH_TOKEN_SECONDS })
        .whereRef('users.id', '=', 'refresh_families.user_id')
        .where('refresh_families.id', '=', id)
        .where('secret_hash', '=', hash(secret))
        .where('expires_at', '>', now)
        .returning(['users.id', 'users.email', 'users.tokens_valid_from'])
        .executeTakeFirst();
      if (user) {
        const { email, tokens_valid_from } = user;
        return ok({
          token: `${id}.${next}`,
          user: { id: user.id, email, tokensValidFrom: Number(tokens_valid_from) },
        });
      }
      await endFamily(id);
      return fail('unauthorized', 'Invalid or expired refresh token');
    },
    end: (token) => endFamily(parts(token).id),
  };
}

function parts(token: string): { id: string; secret: string } {
  const [id = '', secret = ''] = token.split('.');
  return { id, secret };
}
