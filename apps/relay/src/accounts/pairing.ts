/** Codes that bring a further device of a signed-in user in, short enough to be typed. */
import { fail, ok, type Result } from '@mirubato/domain/problem';
import type { Kysely } from 'kysely';
import { customAlphabet } from 'nanoid';
import type { Tables } from '../store/tables.ts';
import type { Secrets } from './secrets.ts';

export const PAIRING_CODE_SECONDS = 10 * 60;

/** Without 0 and O, 1, I and L. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 8;

export interface PairingCodes {
  /** Takes the place of the user's earlier code. The code is as it is shown: `ABCD-EFGH`. */
  issue(userId: string): Promise<{ readonly code: string; readonly expiresAtMs: number }>;
  /** Answers the user. Problem `unauthorized` for a code that is wrong, too old or used. */
  consume(code: string): Promise<Result<string>>;
}

export function createPairingCodes(options: {
  readonly db: Kysely<Tables>;
  readonly secrets: Secrets;
  readonly nowMs: () => number;
}): PairingCodes {
  const { db, secrets, nowMs } = options;
  const newCode = customAlphabet(ALPHABET, CODE_LENGTH);
  const hash = (code: string) => secrets.hash('pairing-code', code);

  return {
    async issue(userId) {
      const code = newCode();
      const expiresAt = Math.floor(nowMs() / 1000) + PAIRING_CODE_SECONDS;
      const row = { code_hash: hash(code), expires_at: expiresAt };
      await db
        .insertInto('pairing_codes')
        .values({ ...row, user_id: userId })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
        .execute();
      return { code: `${code.slice(0, 4)}-${code.slice(4)}`, expiresAtMs: expiresAt * 1000 };
    },
    async consume(code) {
      const row = await db
        .deleteFrom('pairing_codes')
        .where('code_hash', '=', hash(code.replace(/[\s-]/g, '').toUpperCase()))
        .where('expires_at', '>', Math.floor(nowMs() / 1000))
        .returning('user_id')
        .executeTakeFirst();
      return row ? ok(row.user_id) : fail('unauthorized', 'Wrong or expired pairing code');
    },
  };
}
