/**
 * The original system's full export, version 2.0: lists of what its stores held. Titles of its repertoire stand in two
 * caches beside it, or only in a piece's key.
 */
import { recordIdSchema } from '../ids.ts';
import type { JournalCollection, RecordFields } from '../journal/index.ts';
import {
  entryFields,
  goalFields,
  occurrenceFields,
  planFields,
  type Surroundings,
  templateFields,
  wireEntrySchema,
  wireGoalSchema,
  wireOccurrenceSchema,
  wirePlanSchema,
  wireTemplateSchema,
} from '../protocol/index.ts';
import { nameOfPieceKey, normalisePieceKey, pieceStatuses } from '../repertoire/index.ts';
import type { ReadExport, RejectedRecord } from './read-export.ts';

export interface ReadRecord {
  readonly collection: JournalCollection;
  readonly id: string;
  readonly fields: RecordFields;
}

interface NamedPiece {
  readonly title: string;
  readonly composer: string | null;
}

type Given = Readonly<Record<string, unknown>>;

/** The names under which the stores stand in the file, and what each of their records becomes. */
const stores = {
  entries: { names: ['logbook', 'entries'], collection: 'entries' },
  goals: { names: ['goals', 'repertoireGoals'], collection: 'goals' },
  pieces: { names: ['repertoire'], collection: 'pieces' },
  plans: { names: ['plans', 'practicePlans'], collection: 'plans' },
  occurrences: { names: ['occurrences', 'planOccurrences'], collection: 'occurrences' },
  templates: { names: ['templates', 'planTemplates'], collection: 'templates' },
} as const satisfies Record<string, { names: readonly string[]; collection: JournalCollection }>;

const HEAD = ['version', 'exportDate', 'dataSource'];
const METADATA = /metadata/i;

export function readOriginalExport(document: Given, surroundings: Surroundings): Omit<ReadExport, 'version'> {
  const nameByKey = namesOfPieces(document);
  const records: ReadRecord[] = [];
  const rejected: RejectedRecord[] = [];
  const known = new Set<string>(HEAD);
  for (const { names, collection } of Object.values(stores)) {
    for (const name of names) {
      known.add(name);
      for (const [index, given] of recordsIn(document[name]).entries()) {
        const read = readRecord(collection, given, { surroundings, nameByKey });
        const place = { collection: name, position: index + 1, id: idIn(given) };
        if (typeof read === 'string') rejected.push({ ...place, reason: read });
        else records.push({ collection, ...read });
      }
    }
  }
  const ignored = Object.keys(document).filter((name) => !known.has(name) && !METADATA.test(name));
  return { records, rejected, ignored };
}

/** A list, a map by id, or a store that holds one of these. */
function recordsIn(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    const isPairs = value.length > 0 && value.every((each) => Array.isArray(each) && each.length === 2);
    return isPairs ? value.map(([, record]) => record) : value;
  }
  if (typeof value !== 'object' || value === null) return [];
  const { entries, items } = value as Given;
  if (Array.isArray(entries)) return entries;
  if (Array.isArray(items)) return items;
  return Object.values(value);
}

function readRecord(
  collection: JournalCollection,
  given: unknown,
  context: { surroundings: Surroundings; nameByKey: ReadonlyMap<string, NamedPiece> },
): { id: string; fields: RecordFields } | string {
  switch (collection) {
    case 'entries':
      return parsed(wireEntrySchema, given, (entry) => ({
        id: entry.id,
        fields: entryFields(entry, undefined, context.surroundings),
      }));
    case 'goals':
      return parsed(wireGoalSchema, plainGoal(given), (goal) => ({
        id: goal.id,
        fields: goalFields(goal as never),
      }));
    case 'plans':
      return parsed(wirePlanSchema, given, (plan) => ({ id: plan.id, fields: planFields(plan) }));
    case 'occurrences':
      return parsed(wireOccurrenceSchema, given, (each) => ({ id: each.id, fields: occurrenceFields(each) }));
    case 'templates':
      return parsed(wireTemplateSchema, given, (each) => ({
        id: each.id,
        fields: templateFields(each as never),
      }));
    default:
      return pieceRecord(given, context.nameByKey);
  }
}

function parsed<T>(
  schema: {
    safeParse(value: unknown): {
      success: boolean;
      data?: T | undefined;
      error?: { issues: { path: PropertyKey[]; message: string }[] } | undefined;
    };
  },
  given: unknown,
  read: (value: T) => { id: string; fields: RecordFields },
): { id: string; fields: RecordFields } | string {
  const result = schema.safeParse(given);
  if (result.success) return read(result.data as T);
  const [issue] = result.error?.issues ?? [];
  return issue
    ? `${issue.path.map(String).join('.') || 'record'}: ${issue.message}`
    : 'It is not as it should be.';
}

/** The logbook's goals are in percent and say `cancelled`. Unix seconds become instants. */
function plainGoal(given: unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const goal = given as Given;
  const isPercent = typeof goal.progress === 'number';
  const { progress, linkedEntries, createdAt: _created, updatedAt: _updated, ...rest } = goal;
  return {
    ...rest,
    type: goal.type ?? 'custom',
    ...(goal.status === 'cancelled' ? { status: 'abandoned' } : {}),
    ...(isPercent ? { targetValue: 100, currentValue: progress } : {}),
    ...(Array.isArray(linkedEntries) ? { linkedEntries } : {}),
    ...(goal.targetDate == null ? {} : { targetDate: dateIn(goal.targetDate) }),
    ...timesIn(goal),
  };
}

function timesIn(given: Given): { createdAt?: string; updatedAt?: string } {
  const [createdAt, updatedAt] = [instantIn(given.createdAt), instantIn(given.updatedAt)];
  return { ...(createdAt && { createdAt }), ...(updatedAt && { updatedAt }) };
}

function pieceRecord(
  given: unknown,
  nameByKey: ReadonlyMap<string, NamedPiece>,
): { id: string; fields: RecordFields } | string {
  if (typeof given !== 'object' || given === null) return 'It is no object.';
  const piece = given as Given;
  const key = typeof piece.scoreId === 'string' ? normalisePieceKey(piece.scoreId) : '';
  if (key === '') return 'scoreId: it is missing.';
  const id = recordIdSchema.safeParse(piece.id).success ? String(piece.id) : key;
  if (!recordIdSchema.safeParse(id).success) return 'id: it cannot be an id.';
  const named = nameByKey.get(key) ?? nameOfPieceKey(key);
  const status = pieceStatuses.find((each) => each === piece.status) ?? 'planned';
  return {
    id,
    fields: {
      title: named.title.slice(0, 200),
      composer: named.composer,
      scoreId: key,
      status,
      difficultyRating: typeof piece.difficultyRating === 'number' ? piece.difficultyRating : null,
      notes: typeof piece.personalNotes === 'string' ? piece.personalNotes : '',
      referenceLinks: Array.isArray(piece.referenceLinks) ? piece.referenceLinks.map(String) : [],
      tags: [],
      scoreIds: [],
      statusHistory: [],
      ...timesIn(piece),
      deletedAt: null,
    },
  };
}

/** From both caches: `{ id, title, composer }` by key. */
function namesOfPieces(document: Given): Map<string, NamedPiece> {
  const nameByKey = new Map<string, NamedPiece>();
  for (const [name, cache] of Object.entries(document)) {
    if (!METADATA.test(name)) continue;
    for (const given of recordsIn(cache)) {
      if (typeof given !== 'object' || given === null) continue;
      const { id, title, composer } = given as Given;
      if (typeof id !== 'string' || typeof title !== 'string' || title.trim() === '') continue;
      const named = { title: title.trim(), composer: typeof composer === 'string' ? composer : null };
      nameByKey.set(normalisePieceKey(id), named);
    }
  }
  return nameByKey;
}

/** ISO, seconds or milliseconds since 1970; undefined for anything else. */
function instantIn(value: unknown): string | undefined {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return new Date(value).toISOString();
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const ms = value < 1e11 ? value * 1000 : value;
  return Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : undefined;
}

/** A date, an instant, or milliseconds in a text. */
function dateIn(value: unknown): string | null {
  const given = typeof value === 'string' && /^\d{11,14}$/.test(value) ? Number(value) : value;
  return instantIn(given)?.slice(0, 10) ?? null;
}

function idIn(given: unknown): string | null {
  const id = typeof given === 'object' && given !== null ? (given as Given).id : null;
  return typeof id === 'string' ? id : null;
}
