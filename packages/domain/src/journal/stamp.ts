/**
 * Hybrid logical clock (Kulkarni et al. 2014) packed into one safe integer: milliseconds since 1970 times
 * 1,024 plus a counter. It reads as time, never goes back, and is always later than anything it has seen.
 * A double holds it exactly until the year 2248.
 */

export type Stamp = number;

const COUNTER_VALUES = 1024;

/** The largest stamp taken from a peer; what is beyond is not a stamp, so no peer can exhaust the clock. */
const MAX_STAMP = Number.MAX_SAFE_INTEGER - 2 ** 40;

export interface StampClock {
  /** A stamp later than every stamp given or observed before. */
  next(): Stamp;
  observe(stamp: Stamp): void;
}

export function createStampClock(nowMs: () => number): StampClock {
  let last: Stamp = 0;
  return {
    next() {
      last = Math.max(nowMs() * COUNTER_VALUES, last + 1);
      return last;
    },
    observe(stamp) {
      if (isStamp(stamp) && stamp > last) last = stamp;
    },
  };
}

/** The first stamp of a millisecond since 1970. */
export function stampAt(ms: number): Stamp {
  return Math.max(0, Math.floor(ms)) * COUNTER_VALUES;
}

export function msOf(stamp: Stamp): number {
  return Math.floor(stamp / COUNTER_VALUES);
}

export function isStamp(value: unknown): value is Stamp {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_STAMP;
}
