/** What the writers of one random history did, and what was confirmed of it. */
import type { Random } from './random.ts';

export interface Ledger {
  /** Confirmed. */
  readonly created: Set<string>;
  /** Confirmed; milliseconds since 1970. */
  readonly deletedAt: Map<string, number>;
  readonly deleteTried: Set<string>;
  /** Of whole entries, which bring a deleted one back. */
  readonly writtenAt: Map<string, number>;
  readonly touched: Set<string>;
  /** What a client saw that it may not see. */
  readonly faults: string[];
}

export interface Place {
  readonly syncUrl: string;
  readonly userId: string;
  readonly token: string;
  readonly random: Random;
  readonly ledger: Ledger;
  /** Later than every time before. */
  readonly tick: () => number;
}

export interface Writer {
  create(id: string): void;
  change(): void;
  remove(): void;
  /** Ends its line; it comes back by itself. */
  cut(): void;
  /** Is lost with all that it has; another takes its place. */
  replace(): void;
  /** Live entries with what is told of them. */
  entries(): Map<string, unknown>;
  close(): void;
}

/** Two fields, so that writes of one of them meet writes of the other. */
export function toldOf({ duration, mood }: { duration?: unknown; mood?: unknown }): string {
  return `${duration} ${mood}`;
}

export function newLedger(): Ledger {
  return {
    created: new Set(),
    deletedAt: new Map(),
    deleteTried: new Set(),
    writtenAt: new Map(),
    touched: new Set(),
    faults: [],
  };
}

/** Faults of what is left in the end. */
export function faultsOf(ledger: Ledger, left: ReadonlyMap<string, unknown>): string[] {
  const lost = [...ledger.created].filter((id) => !ledger.deleteTried.has(id) && !left.has(id));
  const returned = [...ledger.deletedAt].filter(
    ([id, at]) => (ledger.writtenAt.get(id) ?? 0) < at && left.has(id),
  );
  return [
    ...ledger.faults,
    ...lost.map((id) => `${id} was confirmed and is lost`),
    ...returned.map(([id]) => `${id} was deleted and is back`),
  ];
}
