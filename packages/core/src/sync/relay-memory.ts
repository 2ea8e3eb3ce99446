/** What each relay is known to have had of this journal, by relay and user. It outlives a sign-out. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as Y from 'yjs';
import { z } from 'zod';
import { writeDurably } from '../store/data-directory.ts';

const accountSchema = z.object({
  /** State vector, base64. */
  had: z.string().default('AA=='),
  lastSyncedAt: z.string().nullable().default(null),
  hasLostData: z.boolean().default(false),
});

const memorySchema = z.object({ accounts: z.record(z.string(), accountSchema) });

export interface Account {
  /** What the relay has said that it has, or has confirmed as stored. */
  readonly had: Map<number, number>;
  lastSyncedAt: string | null;
  /** The person has not yet been told that the relay had lost data. */
  hasLostData: boolean;
}

export interface RelayMemory {
  account(relayUrl: string, userId: string): Account | undefined;
  /** From now on this journal belongs to that account. */
  join(relayUrl: string, userId: string): Account;
  hasJoinedOther(relayUrl: string, userId: string): boolean;
  write(): Promise<void>;
}

export async function openRelayMemory(dataDir: string): Promise<RelayMemory> {
  const path = join(dataDir, 'sync-state.json');
  const accountByKey = await readAccounts(path);
  let writing: Promise<void> = Promise.resolve();
  return {
    account: (relayUrl, userId) => accountByKey.get(keyOf(relayUrl, userId)),
    join(relayUrl, userId) {
      const account = accountByKey.get(keyOf(relayUrl, userId)) ?? {
        had: new Map(),
        lastSyncedAt: null,
        hasLostData: false,
      };
      accountByKey.set(keyOf(relayUrl, userId), account);
      return account;
    },
    hasJoinedOther: (relayUrl, userId) =>
      [...accountByKey.keys()].some((key) => key !== keyOf(relayUrl, userId)),
    write() {
      writing = writing.catch(() => undefined).then(() => writeDurably(path, encode(accountByKey)));
      return writing;
    },
  };
}

async function readAccounts(path: string): Promise<Map<string, Account>> {
  try {
    const { accounts } = memorySchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return new Map(
      Object.entries(accounts).map(([key, { had, ...rest }]) => [
        key,
        { ...rest, had: Y.decodeStateVector(Buffer.from(had, 'base64')) },
      ]),
    );
  } catch {
    return new Map();
  }
}

function encode(accountByKey: ReadonlyMap<string, Account>): string {
  const accounts = Object.fromEntries(
    [...accountByKey].map(([key, { had, ...rest }]) => [
      key,
      { ...rest, had: Buffer.from(Y.encodeStateVector(had)).toString('base64') },
    ]),
  );
  return JSON.stringify({ accounts });
}

function keyOf(relayUrl: string, userId: string): string {
  return `${relayUrl} ${userId}`;
}
