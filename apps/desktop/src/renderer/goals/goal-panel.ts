/** Which panel of the goals is open. */
import type { Goal } from '@mirubato/domain/goals';
import { create } from 'zustand';

export type GoalPanel =
  | { readonly kind: 'closed' }
  | { readonly kind: 'new' }
  | { readonly kind: 'edit'; readonly goal: Goal };

export const useGoalPanel = create<{ readonly panel: GoalPanel }>(() => ({ panel: { kind: 'closed' } }));

export function openGoalPanel(panel: GoalPanel): void {
  useGoalPanel.setState({ panel });
}
