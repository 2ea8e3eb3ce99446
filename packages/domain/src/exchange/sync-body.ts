/**
 * Bodies of the original system's `/api/sync/pull`, `/push` and `/batch` as lists of its stores, so that whoever has
 * kept one can bring its records in.
 */

type Given = Readonly<Record<string, unknown>>;

export interface SyncBody {
  readonly kind: 'pull' | 'push' | 'batch';
  /** Under the names that `readOriginalExport` knows. */
  readonly stores: Given;
  /** What of it is not taken over, in words. */
  readonly ignored: readonly string[];
}

/** The names under which a body has its records, and which store each is. */
const stores = [
  'entries',
  'goals',
  'practicePlans',
  'planOccurrences',
  'planTemplates',
  'repertoire',
] as const;

const storeByType: Readonly<Record<string, (typeof stores)[number]>> = {
  logbook_entry: 'entries',
  goal: 'goals',
  practice_plan: 'practicePlans',
  plan_occurrence: 'planOccurrences',
  plan_template: 'planTemplates',
  repertoire_item: 'repertoire',
};

/** Undefined for what is no such body. */
export function readSyncBody(document: Given): SyncBody | undefined {
  if (isGiven(document.changes)) return bodyOf('push', listsOf(document.changes));
  if (Array.isArray(document.entities)) return batchOf(document.entities);
  const isPull = typeof document.syncToken === 'string' && Array.isArray(document.entries);
  return isPull ? bodyOf('pull', listsOf(document)) : undefined;
}

function batchOf(entities: readonly unknown[]): SyncBody {
  const lists: Record<string, unknown[]> = {};
  const others = new Set<string>();
  for (const entity of entities) {
    const { type, data, id } = isGiven(entity) ? entity : {};
    const store = storeByType[String(type)];
    if (!store) others.add(String(type));
    else {
      lists[store] ??= [];
      lists[store].push(isGiven(data) ? { id, ...data } : data);
    }
  }
  const body = bodyOf('batch', lists);
  return { ...body, ignored: [...body.ignored, ...others] };
}

function listsOf(given: Given): Given {
  return Object.fromEntries(
    stores.flatMap((name) => (Array.isArray(given[name]) ? [[name, given[name]]] : [])),
  );
}

/** What was deleted there is passed over: nothing is deleted by taking something in. */
function bodyOf(kind: SyncBody['kind'], lists: Given): SyncBody {
  const ignored: string[] = [];
  const kept = Object.entries(lists).map(([name, list]) => {
    const records = list as unknown[];
    const live = records.filter((record) => !isGiven(record) || !(record.deletedAt ?? record.deleted_at));
    if (live.length < records.length) ignored.push(`${name} (deleted: ${records.length - live.length})`);
    return [name, name === 'goals' ? live.map(camelGoal) : live];
  });
  return { kind, stores: Object.fromEntries(kept), ignored };
}

/** A goal of these bodies has the older names. */
function camelGoal(given: unknown): unknown {
  if (!isGiven(given)) return given;
  const { target_value, current_value, target_date, created_at, updated_at, ...rest } = given;
  const camel = {
    targetValue: target_value,
    currentValue: current_value,
    targetDate: target_date,
    createdAt: created_at,
    updatedAt: updated_at,
  };
  const present = Object.entries(camel).filter(([, value]) => value !== undefined && value !== null);
  return { ...Object.fromEntries(present), ...rest };
}

function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
