export const plansViews = ['plans', 'calendar', 'goals', 'templates'] as const;

export type PlansView = (typeof plansViews)[number];

/** What the address says of the plans' screen. */
export function plansSearch({ view }: Record<string, unknown>): { view?: PlansView } {
  const known = plansViews.find((each) => each === view);
  return known === undefined ? {} : { view: known };
}
