import { create } from 'zustand';

interface LogbookPlace {
  /** What stands in the search line. */
  readonly q: string;
  readonly scrollTopPx: number;
  /** The line that the keys act on. */
  readonly selectedId: string | null;
  /** Entries to change together, and where a row of them begins. */
  readonly chosenIds: ReadonlySet<string>;
  readonly anchorId: string | null;
  readonly isCalendarShown: boolean;
}

/** Where one was in the logbook, for when one comes back. */
export const useLogbookPlace = create<LogbookPlace>(() => ({
  q: '',
  scrollTopPx: 0,
  selectedId: null,
  chosenIds: new Set(),
  anchorId: null,
  isCalendarShown: true,
}));

/** Looks for something else: what was chosen may no longer be seen, so it is chosen no longer. */
export function searchFor(q: string): void {
  useLogbookPlace.setState({ q, selectedId: null, scrollTopPx: 0, chosenIds: new Set(), anchorId: null });
}
