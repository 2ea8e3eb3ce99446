/**
 * The journal's records as the original system's entities, and back. What an entity has and a record does not
 * know is kept in the record under the entity's own name, so that nothing of an old client's is lost.
 */
import type { JsonValue, RecordFields } from '../journal/index.ts';
import { isZone, localDateOf } from '../logbook/local-day.ts';
import { isScoreId, normalisePieceKey, pieceKey } from '../repertoire/piece-key.ts';
import type { WireEntry, WireOccurrence, WirePiece, WirePlan } from './frames.ts';

export type Entity = { readonly [key: string]: JsonValue };

/** Names of the original's rows, by the collection of the journal that holds them. */
export const entityTypeByCollection = {
  entries: 'logbook_entry',
  pieces: 'repertoire_item',
  plans: 'practice_plan',
  occurrences: 'plan_occurrence',
  goals: 'goal',
  templates: 'plan_template',
} as const;

export type EntityCollection = keyof typeof entityTypeByCollection;

export const entityCollections = Object.keys(entityTypeByCollection) as EntityCollection[];

/** What a record needs that the original's entities do not say. */
export interface Surroundings {
  /** IANA zone for an entry that has none. */
  readonly zone: string;
  /** 0–23; practice before this hour belongs to the day before. */
  readonly dayStartHour: number;
}

/** Of this computer or of the record's keeping; not the original's. */
const OURS = new Set(['zone', 'localDate', 'source', 'deletedAt', 'wireId', 'scoreIds', 'statusHistory']);

/** May be absent in the original's entries, but not null. */
const NEVER_NULL = new Set(['instrument', 'scoreId', 'scoreTitle', 'scoreComposer', 'autoTracked']);

/** @param record what stands in the journal under the id, if anything does */
export function entryFields(
  entry: WireEntry,
  record: RecordFields | undefined,
  { zone, dayStartHour }: Surroundings,
): RecordFields {
  const { id: _id, timestamp, goal_ids, goalIds, created_at, updated_at, deleted_at, ...rest } = entry;
  const { user_id: _user, sync_version: _version, checksum: _sum, device_id: _device, ...kept } = rest;
  const start = instantOf(timestamp);
  const recordZone =
    typeof record?.zone === 'string' && isZone(record.zone) ? record.zone : isZone(zone) ? zone : 'UTC';
  return defined({
    ...kept,
    timestamp: start,
    ...(record?.timestamp !== start && {
      zone: recordZone,
      localDate: localDateOf(start, recordZone, dayStartHour),
    }),
    instrument: entry.instrument?.trim().toLowerCase() || null,
    pieces: (entry.pieces ?? []).map((piece) => entryPieceFields(piece, record)),
    techniques: entry.techniques ?? [],
    goalIds: goalIds?.length ? goalIds : (goal_ids ?? goalIds ?? []),
    notes: entry.notes ?? '',
    tags: entry.tags ?? [],
    scoreId: entryScoreId(entry),
    createdAt: entry.createdAt ?? instantOrUndefined(created_at) ?? (record ? undefined : start),
    updatedAt: entry.updatedAt ?? instantOrUndefined(updated_at),
    deletedAt: entry.deletedAt ?? deleted_at ?? undefined,
  });
}

/** An old client does not know which piece record is meant: it stays as it was for the same title and composer. */
function entryPieceFields(
  piece: NonNullable<WireEntry['pieces']>[number],
  record: RecordFields | undefined,
): Entity {
  const present = (Array.isArray(record?.pieces) ? record.pieces : []).find(
    (other): other is Entity =>
      isEntity(other) && other.title === piece.title && (other.composer ?? null) === (piece.composer ?? null),
  );
  const id = piece.id ? normalisePieceKey(piece.id) : pieceKey(piece.title, piece.composer);
  return defined({ ...present, ...piece, id });
}

function entryScoreId(entry: WireEntry): string | null | undefined {
  if (entry.scoreId) return normalisePieceKey(entry.scoreId);
  return entry.scoreTitle ? pieceKey(entry.scoreTitle, entry.scoreComposer) : entry.scoreId;
}

export function pieceFields(piece: WirePiece, record: RecordFields | undefined): RecordFields {
  const { id, scoreId, score_id, target_tempo, current_tempo, created_at, updated_at, ...kept } = piece;
  const { user_id: _user, ...rest } = kept;
  return defined({
    ...rest,
    wireId: id,
    scoreId: pieceEntityId(piece),
    composer: piece.composer ?? null,
    notes: piece.notes ?? (record ? undefined : ''),
    tags: piece.tags ?? (record ? undefined : []),
    targetTempo: target_tempo,
    currentTempo: current_tempo,
    createdAt: created_at ?? undefined,
    updatedAt: updated_at ?? undefined,
  });
}

/** What the original knows a piece by. */
export function pieceEntityId(piece: WirePiece): string {
  const given = piece.scoreId ?? piece.score_id;
  return asId(given ? normalisePieceKey(given) : pieceKey(piece.title, piece.composer));
}

export function planFields(plan: WirePlan): RecordFields {
  const { id: _id, user_id: _user, ...kept } = plan;
  return defined(kept);
}

export function occurrenceFields(occurrence: WireOccurrence): RecordFields {
  const { id: _id, user_id: _user, plan_id: _plan, ...kept } = occurrence;
  return defined(kept);
}

/** The original's two models of a goal have one record: its older names are read as the newer. */
export function goalFields(goal: Readonly<Record<string, JsonValue>>): RecordFields {
  const { id: _id, user_id: _user, target_value, current_value, target_date, ...kept } = goal;
  const { created_at, updated_at, ...rest } = kept;
  return defined({
    targetValue: target_value,
    currentValue: current_value,
    targetDate: target_date,
    createdAt: created_at,
    updatedAt: updated_at,
    ...rest,
  });
}

export function templateFields(template: Readonly<Record<string, JsonValue>>): RecordFields {
  const { id: _id, user_id: _user, ...kept } = template;
  return kept;
}

/** What a record is known by to the original's clients. */
export function entityIdOf(collection: EntityCollection, id: string, record: RecordFields): string {
  if (collection !== 'pieces') return id;
  if (typeof record.scoreId === 'string' && record.scoreId !== '') return asId(record.scoreId);
  const score = Array.isArray(record.scoreIds) ? record.scoreIds[0] : undefined;
  if (typeof score === 'string' && isScoreId(score)) return asId(score);
  return asId(pieceKey(textOf(record.title), typeof record.composer === 'string' ? record.composer : null));
}

/** A title may hold what an id cannot. */
function asId(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, ' ');
}

/** A record of another program may hold anything; an object may even refuse to become text. */
function textOf(value: JsonValue | undefined): string {
  return value === null || typeof value === 'object' ? '' : String(value ?? '');
}

/** The record as an original's entity. @param userId whose it is */
export function toEntity(
  collection: EntityCollection,
  id: string,
  record: RecordFields,
  userId: string,
): Entity {
  const { deletedAt, ...live } = record;
  const kept = deletedAt === null ? live : record;
  switch (collection) {
    case 'entries':
      return entryEntity(id, record, userId);
    case 'pieces':
      return pieceEntity(id, record);
    case 'plans':
      return {
        id,
        focusAreas: [],
        techniques: [],
        pieceRefs: [],
        tags: [],
        metadata: {},
        ...kept,
        schedule: { metadata: {}, ...(isEntity(record.schedule) ? record.schedule : {}) },
      };
    case 'occurrences':
      return { id, segments: [], targets: {}, reflectionPrompts: [], metrics: {}, ...kept };
    default:
      return { id, ...kept };
  }
}

function entryEntity(id: string, record: RecordFields, userId: string): Entity {
  const entity: Record<string, JsonValue> = { id };
  for (const [field, value] of Object.entries(record)) {
    if (OURS.has(field) || (value === null && NEVER_NULL.has(field))) continue;
    entity[field] = value;
  }
  return {
    ...entity,
    timestamp: Date.parse(textOf(record.timestamp)) || 0,
    pieces: (Array.isArray(record.pieces) ? record.pieces : []).map((piece) =>
      isEntity(piece)
        ? {
            ...piece,
            id:
              typeof piece.id === 'string'
                ? piece.id
                : pieceKey(textOf(piece.title), typeof piece.composer === 'string' ? piece.composer : null),
          }
        : piece,
    ),
    techniques: record.techniques ?? [],
    goal_ids: [],
    goalIds: record.goalIds ?? [],
    tags: record.tags ?? [],
    sync_version: 1,
    user_id: userId,
  };
}

function pieceEntity(id: string, record: RecordFields): Entity {
  const { targetTempo, currentTempo, createdAt, updatedAt, notes, ...rest } = record;
  const scoreId = entityIdOf('pieces', id, record);
  const kept = Object.entries(rest).filter(([field]) => !OURS.has(field));
  return defined({
    ...Object.fromEntries(kept),
    id: typeof record.wireId === 'string' ? record.wireId : id,
    scoreId,
    score_id: scoreId,
    ...(notes !== '' && { notes }),
    tags: record.tags ?? [],
    target_tempo: targetTempo ?? undefined,
    current_tempo: currentTempo ?? undefined,
    created_at: createdAt,
    updated_at: updatedAt,
  });
}

function isEntity(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function instantOf(value: string | number): string {
  return new Date(value).toISOString();
}

function instantOrUndefined(value: string | number | null | undefined): string | undefined {
  return value == null ? undefined : instantOf(value);
}

function defined(fields: Readonly<Record<string, unknown>>): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Record<
    string,
    JsonValue
  >;
}
