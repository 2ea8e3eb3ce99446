/**
 * Records out of a JSON export: our own (`mirubato.json`, version 3) and the original system's ("full export", version
 * 2.0), and out of bodies of its sync interface. Pure; what is wrong with one record is told and harms no other.
 */
import { recordIdSchema } from '../ids.ts';
import { type JournalCollection, journalCollections, type RecordFields } from '../journal/index.ts';
import { fail, ok, type Result } from '../problem.ts';
import type { Surroundings } from '../protocol/entities.ts';
import { type ReadRecord, readOriginalExport } from './read-original-export.ts';
import { readSyncBody } from './sync-body.ts';

export interface RejectedRecord {
  /** As the file names it. */
  readonly collection: string;
  /** From 1. */
  readonly position: number;
  readonly id: string | null;
  readonly reason: string;
}

export interface ReadExport {
  readonly version: string;
  readonly records: readonly ReadRecord[];
  readonly rejected: readonly RejectedRecord[];
  /** Names of what the file holds beside and is not taken over. */
  readonly ignored: readonly string[];
}

const HEAD = new Set(['version', 'exportDate', 'dataSource']);

/** Problem `invalid-input` for what is no export. */
export function readExport(document: unknown, surroundings: Surroundings): Result<ReadExport> {
  if (!isObject(document)) return fail('invalid-input', 'This is not an export: it holds no object.');
  const body = readSyncBody(document);
  if (body) {
    const read = readOriginalExport(body.stores, surroundings);
    return ok({ version: `sync ${body.kind}`, ...read, ignored: [...read.ignored, ...body.ignored] });
  }
  const version = typeof document.version === 'string' ? document.version : '';
  if (/^2(?:\.|$)/.test(version)) return ok({ version, ...readOriginalExport(document, surroundings) });
  if (/^3(?:\.|$)/.test(version)) return ok({ version, ...readOwnExport(document) });
  return fail(
    'invalid-input',
    version === ''
      ? 'This is not an export of Mirubato: it does not say its version.'
      : `An export of version ${version} cannot be read; 2.0 and 3.0 can.`,
  );
}

function readOwnExport(document: Readonly<Record<string, unknown>>): Omit<ReadExport, 'version'> {
  const records: ReadRecord[] = [];
  const rejected: RejectedRecord[] = [];
  for (const collection of journalCollections) {
    for (const [index, given] of listOf(document[collection]).entries()) {
      const record = ownRecord(collection, given);
      if (record) records.push(record);
      else {
        rejected.push({
          collection,
          position: index + 1,
          id: idOf(given),
          reason: 'It has no id that a record can have.',
        });
      }
    }
  }
  const known = new Set<string>([...HEAD, ...journalCollections]);
  return { records, rejected, ignored: Object.keys(document).filter((name) => !known.has(name)) };
}

/** Fields as they are: readers fall back where one does not fit, and keep what they do not know. */
function ownRecord(collection: JournalCollection, given: unknown): ReadRecord | undefined {
  if (!isObject(given) || !recordIdSchema.safeParse(given.id).success) return undefined;
  const { id, ...fields } = given;
  return { collection, id: String(id), fields: fields as RecordFields };
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function idOf(value: unknown): string | null {
  return isObject(value) && typeof value.id === 'string' ? value.id : null;
}
