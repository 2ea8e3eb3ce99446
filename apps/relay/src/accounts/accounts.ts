/** Who has an account, and until when the tokens that were given out are good. */
import { fail, ok, type Result } from '@mirubato/domain/problem';
import { type Kysely, type Selectable, sql } from 'kysely';
import { type AuthProvider, type Role, type Tables, tablesOfUser } from '../store/tables.ts';
import type { Caller } from './access-token.ts';
import type { Secrets } from './secrets.ts';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly displayName: string | null;
  readonly authProvider: AuthProvider;
  readonly role: Role;
  readonly createdAt: Date;
  /** Seconds since 1970. */
  readonly tokensValidFrom: number;
}

export interface Accounts {
  /**
   * Other issuers may share the secret: a valid token of a user not seen before gets its account, whose address
   * counts as not proven. Problem `unauthorized` for a token from before the user's tokens were ended.
   */
  ensure(caller: Pick<Caller, 'userId' | 'email' | 'issuedAt'>): Promise<Result<void>>;
  /** The account of an address that was just proven; made when there is none. */
  signIn(proof: {
    readonly email: string;
    readonly provider: AuthProvider;
    readonly displayName?: string | undefined;
  }): Promise<User>;
  find(userId: string): Promise<User | undefined>;
  /** Seconds since 1970, for those of the users who have an account. */
  tokensValidFrom(userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Makes every access token that was issued before now, and every refresh token, worthless. */
  endAccess(userId: string): Promise<void>;
  /** Ends access, then deletes the user and all rows of the user. */
  delete(userId: string): Promise<void>;
  /** Deletes what was still written for a user who has no account any more. */
  deleteRest(userId: string): Promise<void>;
  /** The listener is awaited; it ends what is open for the user. */
  onAccessEnded(listener: (userId: string) => Promise<void>): void;
  /** After the rows are gone; the listener deletes what is kept elsewhere. */
  onUserDeleted(listener: (userId: string) => Promise<void>): void;
}

export function createAccounts(options: {
  readonly db: Kysely<Tables>;
  readonly secrets: Secrets;
  readonly nowMs: () => number;
  readonly newId: () => string;
}): Accounts {
  const { db, secrets, nowMs, newId } = options;
  const accessEnded: ((userId: string) => Promise<void>)[] = [];
  const userDeleted: ((userId: string) => Promise<void>)[] = [];
  /** The second after this one, so that a token of this second is ended too. */
  const nextSecond = () => Math.floor(nowMs() / 1000) + 1;

  return {
    async ensure({ userId, email, issuedAt }) {
      const user = await db
        .selectFrom('users')
        .select('tokens_valid_from')
        .where('id', '=', userId)
        .executeTakeFirst();
      const { tokens_valid_from: validFrom } = user ?? (await tombstone(userId)) ?? { tokens_valid_from: 0 };
      if (issuedAt < Number(validFrom)) return fail('unauthorized', 'Invalid or expired token');
      if (user) return ok(undefined);
      await db
        .insertInto('users')
        .values({ id: userId, email: normalEmail(email), tokens_valid_from: validFrom })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      return ok(undefined);
    },
    async signIn({ email, provider, displayName }) {
      const row = await db
        .insertInto('users')
        .values({
          id: `user_${newId()}`,
          email: normalEmail(email),
          is_email_proven: true,
          auth_provider: provider,
          display_name: displayName ?? null,
        })
        .onConflict((conflict) =>
          conflict
            .column('email')
            .where('is_email_proven', '=', sql.lit(true))
            .doUpdateSet((eb) => ({
              auth_provider: provider,
              display_name: eb.fn.coalesce('users.display_name', 'excluded.display_name'),
            })),
        )
        .returningAll()
        .executeTakeFirstOrThrow();
      return rowToUser(row);
    },
    async find(userId) {
      const row = await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst();
      return row && rowToUser(row);
    },
    async tokensValidFrom(userIds) {
      if (userIds.length === 0) return new Map();
      const { rows } = await sql<{ id: string; tokens_valid_from: string }>`
        SELECT id, tokens_valid_from FROM users WHERE id = ANY (${userIds}::text[])`.execute(db);
      return new Map(rows.map((row) => [row.id, Number(row.tokens_valid_from)]));
    },
    endAccess,
    async deleteRest(userId) {
      for (const table of tablesOfUser) {
        await sql`DELETE FROM ${sql.table(table)} WHERE user_id = ${userId}
          AND NOT EXISTS (SELECT FROM users WHERE id = ${userId})`.execute(db);
      }
    },
    async delete(userId) {
      // Sockets first, so that none of them writes after the rows are gone.
      await endAccess(userId);
      await db.transaction().execute(async (transaction) => {
        for (const table of tablesOfUser) {
          await sql`DELETE FROM ${sql.table(table)} WHERE user_id = ${userId}`.execute(transaction);
        }
        await transaction
          .insertInto('deleted_users')
          .values({ id_hash: secrets.hash('deleted-user', userId), tokens_valid_from: nextSecond() })
          .onConflict((conflict) =>
            conflict
              .column('id_hash')
              .doUpdateSet((eb) => ({ tokens_valid_from: eb.ref('excluded.tokens_valid_from') })),
          )
          .execute();
        await transaction.deleteFrom('users').where('id', '=', userId).execute();
      });
      for (const listener of userDeleted) await listener(userId);
    },
    onAccessEnded: (listener) => void accessEnded.push(listener),
    onUserDeleted: (listener) => void userDeleted.push(listener),
  };

  function tombstone(userId: string) {
    return db
      .selectFrom('deleted_users')
      .select('tokens_valid_from')
      .where('id_hash', '=', secrets.hash('deleted-user', userId))
      .executeTakeFirst();
  }

  async function endAccess(userId: string): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      await transaction
        .updateTable('users')
        .set({ tokens_valid_from: nextSecond() })
        .where('id', '=', userId)
        .execute();
      await transaction.deleteFrom('refresh_families').where('user_id', '=', userId).execute();
      await transaction.deleteFrom('pairing_codes').where('user_id', '=', userId).execute();
    });
    for (const listener of accessEnded) await listener(userId);
  }
}

export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

function rowToUser(row: Selectable<Tables['users']>): User {
  return {
    id: row.id,
    email: row.email,
    displayName: row.display_name,
    authProvider: row.auth_provider,
    role: row.role,
    createdAt: row.created_at,
    tokensValidFrom: Number(row.tokens_valid_from),
  };
}
