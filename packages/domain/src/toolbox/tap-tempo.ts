import { clampBpm } from './tempo.ts';

/** A longer pause begins a new count, as in the original. */
const PAUSE_MS = 3000;
/** As many as say the present tempo; what was tapped long ago says another. */
const MAX_TAPS = 9;
/** Of the median: what lies beyond is a tap missed, doubled or slipped. */
const OUTLIER_SHARE = 0.3;

/** The taps that count on: with the new one, without those before a pause. @param taps in milliseconds, in order */
export function addTap(taps: readonly number[], nowMs: number): number[] {
  const last = taps.at(-1);
  const goesOn = last !== undefined && nowMs > last && nowMs - last <= PAUSE_MS;
  return [...(goesOn ? taps : []), nowMs].slice(-MAX_TAPS);
}

/**
 * Beats per minute of the taps, or undefined for fewer than two. The mean of the intervals near their median, so that
 * one slip does not move it; to a tenth, because no finger is more exact.
 */
export function tappedBpm(taps: readonly number[]): number | undefined {
  const intervals = taps.slice(1).map((tap, index) => tap - (taps[index] ?? tap));
  const sorted = intervals.filter((interval) => interval > 0).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) return undefined;
  const near = sorted.filter((interval) => Math.abs(interval - middle) <= middle * OUTLIER_SHARE);
  const mean = near.reduce((sum, interval) => sum + interval, 0) / near.length;
  return clampBpm(Math.round(600_000 / mean) / 10);
}
