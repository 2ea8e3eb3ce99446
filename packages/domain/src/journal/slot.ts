import { isStamp, type Stamp } from './stamp.ts';

/** What one replica has written of one record: values by field, and when each was written. */
export interface Slot {
  /** Stamp of every field that `t` does not name. */
  readonly s: Stamp;
  readonly f: Readonly<Record<string, JsonValue>>;
  /** Stamps of fields written later than `s`. */
  readonly t?: Readonly<Record<string, Stamp>>;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** A field as all replicas together see it: the latest stamp wins, and of equal stamps the greater replica. */
export interface FieldState {
  readonly value: JsonValue;
  readonly stamp: Stamp;
  readonly replica: string;
}

/** The slot, or undefined when what a peer put there is not one. */
export function parseSlot(value: unknown): Slot | undefined {
  if (!isPlainObject(value) || !isStamp(value.s) || !isPlainObject(value.f)) return undefined;
  if (value.t !== undefined && !isPlainObject(value.t)) return undefined;
  return value as unknown as Slot;
}

export function stampOf(slot: Slot, field: string): Stamp {
  const own = slot.t && Object.hasOwn(slot.t, field) ? slot.t[field] : undefined;
  return isStamp(own) ? own : slot.s;
}

export function latestStamp(slot: Slot): Stamp {
  let latest = slot.s;
  for (const stamp of Object.values(slot.t ?? {})) if (isStamp(stamp) && stamp > latest) latest = stamp;
  return latest;
}

/** Merges the slots of one record; the order of the slots does not matter. */
export function mergeSlots(slotByReplica: Iterable<readonly [string, Slot]>): Map<string, FieldState> {
  const stateByField = new Map<string, FieldState>();
  for (const [replica, slot] of slotByReplica) {
    for (const [field, value] of Object.entries(slot.f)) {
      const stamp = stampOf(slot, field);
      const present = stateByField.get(field);
      const isLater =
        !present || stamp > present.stamp || (stamp === present.stamp && replica > present.replica);
      if (isLater) stateByField.set(field, { value, stamp, replica });
    }
  }
  return stateByField;
}

/**
 * The replica's next slot after it writes `changes` at `stamp`. Fields of its own that another replica has
 * since overwritten are left out: the other's value wins anyway.
 */
export function writeSlot(
  own: Slot | undefined,
  merged: ReadonlyMap<string, FieldState>,
  replica: string,
  changes: Readonly<Record<string, JsonValue>>,
  stamp: Stamp,
): Slot {
  const values: Record<string, JsonValue> = {};
  const stamps: Record<string, Stamp> = {};
  const base = own?.s ?? stamp;
  for (const [field, value] of Object.entries(own?.f ?? {})) {
    if (Object.hasOwn(changes, field) || merged.get(field)?.replica !== replica) continue;
    values[field] = value;
    const written = own ? stampOf(own, field) : stamp;
    if (written !== base) stamps[field] = written;
  }
  for (const [field, value] of Object.entries(changes)) {
    values[field] = value;
    if (stamp !== base) stamps[field] = stamp;
  }
  return Object.keys(stamps).length > 0 ? { s: base, f: values, t: stamps } : { s: base, f: values };
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
