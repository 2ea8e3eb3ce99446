import { create } from 'zustand';

/** Where one was in the logbook, for when one comes back. */
export const useLogbookPlace = create<{
  readonly q: string;
  readonly scrollTopPx: number;
  readonly selectedId: string | null;
}>(() => ({ q: '', scrollTopPx: 0, selectedId: null }));
