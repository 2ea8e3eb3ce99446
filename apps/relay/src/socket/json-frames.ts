/** The frames that JSON clients are sent; shapes as in the original system. */
import type { Entity, EntityCollection } from '@mirubato/domain/protocol';
import type { EntityChange } from '../records/user-records.ts';

export type ServerFrame = { readonly type: string; readonly timestamp: string } & Record<string, unknown>;

/** The plan of an occurrence, as it stands; undefined when there is none. */
export type PlanById = ReadonlyMap<string, Entity>;

interface Run {
  readonly kind: string;
  readonly changes: EntityChange[];
}

/** What happened just now: a frame for each change, in the order of their numbers. */
export function liveFrames(
  changes: readonly EntityChange[],
  { timestamp, plans, type }: { timestamp: string; plans: PlanById; type?: string | undefined },
): ServerFrame[] {
  return runsOf(changes, (change) => (change.collection === 'occurrences' ? planIdOf(change) : undefined))
    .flatMap(({ kind, changes: run }): ServerFrame[] => {
      const [first] = run;
      if (!first) return [];
      if (kind.startsWith('occurrences')) return [occurrencesFrame(run, timestamp, plans, type)];
      return run.map((change) => liveFrame(change, timestamp, type));
    })
    .filter(({ type: sent }) => sent !== '');
}

function liveFrame(change: EntityChange, timestamp: string, type: string | undefined): ServerFrame {
  const { collection, entity, entityId, isDeleted, isNew, seq } = change;
  const added = (created: string, updated: string) =>
    type === created || type === updated ? type : isNew ? created : updated;
  switch (collection) {
    case 'entries':
      if (isDeleted) return { type: 'ENTRY_DELETED', entryId: entityId, timestamp, seq };
      return { type: added('ENTRY_CREATED', 'ENTRY_UPDATED'), entry: entity, timestamp, seq };
    case 'pieces':
      if (isDeleted) {
        const removed = type === 'PIECE_DISSOCIATED' ? type : 'PIECE_REMOVED';
        return { type: removed, scoreId: entityId, timestamp, seq };
      }
      return { type: added('PIECE_ADDED', 'PIECE_UPDATED'), piece: entity, timestamp, seq };
    case 'plans':
      return {
        type: added('PLAN_CREATED', 'PLAN_UPDATED'),
        plan: entity,
        occurrences: [],
        timestamp,
        seq,
      };
    default:
      return { type: '', timestamp };
  }
}

function occurrencesFrame(
  run: readonly EntityChange[],
  timestamp: string,
  plans: PlanById,
  type?: string,
): ServerFrame {
  const seq = run.at(-1)?.seq;
  const [first] = run;
  const plan = first && plans.get(planIdOf(first));
  const isCompletion =
    run.length === 1 && (type === 'PLAN_OCCURRENCE_COMPLETED' || first?.entity.status === 'completed');
  if (!plan || isCompletion) {
    return { type: 'PLAN_OCCURRENCE_COMPLETED', occurrence: run.at(-1)?.entity, timestamp, seq };
  }
  const occurrences = run.map(({ entity }) => entity);
  return { type: 'PLAN_UPDATED', plan, occurrences, timestamp, seq };
}

/**
 * What a client lacks, in the order of the numbers, so that no frame moves its cursor past what it has not been
 * sent: neighbours of one kind go together.
 */
export function catchUpFrames(
  changes: readonly EntityChange[],
  { timestamp, plans }: { timestamp: string; plans: PlanById },
): ServerFrame[] {
  return runsOf(changes, catchUpKind).flatMap(({ kind, changes: run }): ServerFrame[] => {
    const entities = run.map(({ entity }) => entity);
    const lastSeq = run.at(-1)?.seq;
    if (kind === 'entries') return [{ type: 'BULK_SYNC', entries: entities, timestamp, lastSeq }];
    if (kind === 'pieces') return [{ type: 'REPERTOIRE_BULK_SYNC', pieces: entities, timestamp, lastSeq }];
    if (kind.startsWith('occurrences')) {
      return [{ ...occurrencesFrame(run, timestamp, plans), lastSeq }];
    }
    return run
      .map((change) => ({ ...liveFrame(change, timestamp, 'PLAN_UPDATED'), lastSeq: change.seq }))
      .filter(({ type }) => type !== '');
  });
}

function catchUpKind(change: EntityChange): string | undefined {
  const isBulk = change.collection === 'entries' || change.collection === 'pieces';
  if (isBulk) return change.isDeleted ? undefined : '';
  return change.collection === 'occurrences' ? planIdOf(change) : undefined;
}

export function planIdOf({ entity }: EntityChange): string {
  return typeof entity.planId === 'string' ? entity.planId : '';
}

/** @param groupOf neighbours of one collection and group go together; undefined goes alone */
function runsOf(
  changes: readonly EntityChange[],
  groupOf: (change: EntityChange) => string | undefined,
): Run[] {
  const runs: Run[] = [];
  for (const change of changes) {
    const group = groupOf(change);
    const kind = kindOf(change.collection, group);
    const last = runs.at(-1);
    if (last && group !== undefined && last.kind === kind) last.changes.push(change);
    else runs.push({ kind, changes: [change] });
  }
  return runs;
}

function kindOf(collection: EntityCollection, group: string | undefined): string {
  if (group === undefined) return `${collection}!`;
  return group === '' ? collection : `${collection} ${group}`;
}
