import type { Kysely } from 'kysely';
import type { Tables } from '../store/tables.ts';

/** SHA-256 of the PDFs that have nearly the same pages. */
export async function nearlySamePages(db: Kysely<Tables>, sha256: string): Promise<Set<string>> {
  void db;
  void sha256;
  return new Set();
}
