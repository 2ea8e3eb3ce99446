/** What is said of sums: averages, and how one stretch stands to another. */

/**
 * The mean of each value and those before it; null until there are enough of them, and where one of them is not known.
 * @param window how many values, the present one among them
 */
export function movingAverage(values: readonly (number | null)[], window: number): (number | null)[] {
  return values.map((_, index) => {
    if (index + 1 < window) return null;
    const within = values.slice(index + 1 - window, index + 1);
    const known = within.filter((value) => value !== null);
    return known.length < window ? null : known.reduce((sum, value) => sum + value, 0) / window;
  });
}

/**
 * By how much the later one is greater, as a share of the earlier one; null when there is no earlier one to measure by.
 * Stretches of unlike length (March and February) are measured by the day.
 */
export function changeOf(
  later: { readonly minutes: number; readonly days: number },
  earlier: { readonly minutes: number; readonly days: number },
): number | null {
  if (earlier.minutes <= 0 || earlier.days <= 0 || later.days <= 0) return null;
  return later.minutes / later.days / (earlier.minutes / earlier.days) - 1;
}

/** Days with practice of the days that were: no streak that a day off would end. Null when no day was. */
export function consistencyOf(daysPractised: number, daysPassed: number): number | null {
  return daysPassed > 0 ? Math.min(1, daysPractised / daysPassed) : null;
}
