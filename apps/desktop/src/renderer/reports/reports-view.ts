import type { Grouping, ReportDefinition, ReportRange } from '@mirubato/domain/reports';
import { create } from 'zustand';
import { emptyDefinition } from './report-presets.ts';

/** How the reports are looked at, for when one comes back. */
export const useReportsView = create<{
  readonly layout: 'overview' | 'table';
  readonly range: ReportRange;
  /** What the overview divides the minutes by. */
  readonly breakdown: Grouping;
  /** Of the table, as it is being built. */
  readonly draft: ReportDefinition;
  readonly isBuilding: boolean;
  /** The saved report that the draft comes from. */
  readonly savedId: string | null;
}>(() => ({
  layout: 'overview',
  range: { preset: 'last30Days' },
  breakdown: 'piece',
  draft: emptyDefinition,
  isBuilding: false,
  savedId: null,
}));

export function changeDraft(change: Partial<ReportDefinition>): void {
  useReportsView.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
}
