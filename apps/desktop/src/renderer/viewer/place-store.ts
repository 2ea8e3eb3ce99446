/** What this device remembers of reading: fit, inverted paper, and the page each score was left at. */
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Fit } from './page-size.ts';

interface Places {
  readonly fit: Fit;
  /** Null: as the theme has it, dark paper on the stage and white elsewhere. */
  readonly isInverted: boolean | null;
  readonly pageByScoreId: Readonly<Record<string, number>>;
  setFit(fit: Fit): void;
  setInverted(isInverted: boolean): void;
  setPage(scoreId: string, page: number): void;
}

/** A page number each; beyond this the longest untouched are forgotten. */
const MAX_PLACES = 2000;

export const usePlaces = create<Places>()(
  persist(
    (set) => ({
      fit: 'page',
      isInverted: null,
      pageByScoreId: {},
      setFit: (fit) => set({ fit }),
      setInverted: (isInverted) => set({ isInverted }),
      setPage: (scoreId, page) =>
        set(({ pageByScoreId }) => {
          const { [scoreId]: _, ...others } = pageByScoreId;
          return {
            pageByScoreId: Object.fromEntries(
              [...Object.entries(others), [scoreId, page]].slice(-MAX_PLACES),
            ),
          };
        }),
    }),
    {
      name: 'mirubato.viewer',
      storage: createJSONStorage(() => localStorage),
      partialize: ({ fit, isInverted, pageByScoreId }) => ({ fit, isInverted, pageByScoreId }),
    },
  ),
);
