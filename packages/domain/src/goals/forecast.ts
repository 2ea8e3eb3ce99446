/** Whether a goal will be reached in time, and what would do. */

export type Outlook = 'reached' | 'on-track' | 'at-risk' | 'behind';

export interface Course {
  /** Local dates. */
  readonly began: string;
  readonly today: string;
  readonly targetDate: string;
  readonly target: number;
  readonly current: number;
  /** What was added in the last `PACE_DAYS` days, today included. */
  readonly recent: number;
}

export interface Forecast {
  readonly outlook: Outlook;
  /** What is still to be added on each day that is left, today included; null when the day has passed. */
  readonly perDay: number | null;
  readonly daysLeft: number;
}

/** Long enough for a week off, short enough to notice a new start. */
export const PACE_DAYS = 14;

/** From this share of what would be needed on, it can still be made up. */
const AT_RISK = 0.7;

const DAY_MS = 86_400_000;

/**
 * On track is who has what an even pace would have brought by now, or whose pace of late is enough for what is
 * left. What is done today counts; what the day would have asked for is not asked for yet. More practice makes no
 * answer worse.
 */
export function forecast({ began, today, targetDate, target, current, recent }: Course): Forecast {
  const rest = Math.max(0, target - current);
  const daysLeft = Math.max(0, daysFrom(today, targetDate) + 1);
  if (rest === 0) return { outlook: 'reached', perDay: 0, daysLeft };
  if (daysLeft === 0) return { outlook: 'behind', perDay: null, daysLeft };
  const passed = Math.max(0, daysFrom(began, today));
  const expected = (target * passed) / (passed + daysLeft);
  const pace = recent / Math.min(PACE_DAYS, passed + 1);
  const perDay = rest / daysLeft;
  const has = (share: number) => current >= share * expected || pace >= share * perDay;
  return { outlook: has(1) ? 'on-track' : has(AT_RISK) ? 'at-risk' : 'behind', perDay, daysLeft };
}

function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
