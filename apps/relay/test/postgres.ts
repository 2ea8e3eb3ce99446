import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestPostgres {
  readonly url: string;
  drop(): Promise<void>;
}

/**
 * A database of its own on the PostgreSQL of `RELAY_TEST_DATABASE_URL`, or of this computer. Undefined, with one
 * line that says so, when none answers.
 */
export async function postgresForTests(): Promise<TestPostgres | undefined> {
  const base = process.env.RELAY_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
  const name = `mirubato_test_${randomBytes(6).toString('hex')}`;
  try {
    await query(base, `CREATE DATABASE ${name}`);
  } catch (error) {
    process.stdout.write(`skipped on PostgreSQL: ${(error as Error).message}\n`);
    return undefined;
  }
  const url = new URL(base);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => query(base, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
