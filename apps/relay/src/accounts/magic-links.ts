/** Links that sign in who can read the mail of an address, once. */
import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { jwtVerify, SignJWT } from 'jose';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../store/tables.ts';
import { normalEmail } from './accounts.ts';
import type { Secrets } from './secrets.ts';

/** The original's. */
export const MAGIC_LINK_SECONDS = 15 * 60;

const claimsSchema = z.object({
  email: z.string().min(1),
  type: z.literal('magic_link'),
  jti: z.string().min(1),
});

export interface MagicLinks {
  issue(email: string): Promise<string>;
  /** Answers the address. Problem `unauthorized` for a token that is not ours, is too old or was used. */
  consume(token: string): Promise<Result<string>>;
}

export function createMagicLinks(options: {
  readonly db: Kysely<Tables>;
  readonly secrets: Secrets;
  readonly nowMs: () => number;
}): MagicLinks {
  const { db, secrets, nowMs } = options;
  const key = secrets.key('magic-link');
  const hash = (id: string) => secrets.hash('magic-link', id);
  const nowSeconds = () => Math.floor(nowMs() / 1000);

  return {
    async issue(email) {
      const [id, now] = [randomUUID(), nowSeconds()];
      const expiresAt = now + MAGIC_LINK_SECONDS;
      await db.deleteFrom('magic_links').where('expires_at', '<=', now).execute();
      await db
        .insertInto('magic_links')
        .values({ id_hash: hash(id), expires_at: expiresAt })
        .execute();
      return new SignJWT({ email: normalEmail(email), type: 'magic_link' })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setJti(id)
        .setIssuedAt(now)
        .setExpirationTime(expiresAt)
        .sign(key);
    },
    async consume(token) {
      const refused = (cause?: unknown) => fail('unauthorized', 'Invalid or expired magic link', { cause });
      let claims: z.infer<typeof claimsSchema>;
      try {
        const options = { algorithms: ['HS256'], currentDate: new Date(nowMs()) };
        claims = claimsSchema.parse((await jwtVerify(token, key, options)).payload);
      } catch (cause) {
        return refused(cause);
      }
      const link = await db
        .deleteFrom('magic_links')
        .where('id_hash', '=', hash(claims.jti))
        .where('expires_at', '>', nowSeconds())
        .returning('id_hash')
        .executeTakeFirst();
      return link ? ok(claims.email) : refused();
    },
  };
}
