/** Which panel of the plans is open, and about what. */
import type { Plan, PlannedOccurrence, SharedPlan } from '@mirubato/domain/plans';
import { create } from 'zustand';

export type PlanPanel =
  | { readonly kind: 'closed' }
  | { readonly kind: 'new'; readonly date?: string }
  /** A plan of one's own from a template. */
  | { readonly kind: 'adopt'; readonly templateId: string; readonly shared: SharedPlan }
  | { readonly kind: 'edit'; readonly plan: Plan }
  | { readonly kind: 'one'; readonly plan: Plan; readonly occurrence: PlannedOccurrence }
  | { readonly kind: 'following'; readonly plan: Plan; readonly occurrence: PlannedOccurrence }
  | { readonly kind: 'check-in'; readonly occurrence: PlannedOccurrence }
  | { readonly kind: 'move'; readonly occurrence: PlannedOccurrence };

export const usePlanPanel = create<{ readonly panel: PlanPanel }>(() => ({ panel: { kind: 'closed' } }));

export function openPanel(panel: PlanPanel): void {
  usePlanPanel.setState({ panel });
}

export function closePanel(): void {
  usePlanPanel.setState({ panel: { kind: 'closed' } });
}
