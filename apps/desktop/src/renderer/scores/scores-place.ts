/** How one looks at the scores and where one was, for when one comes back. */
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

export type ScoreSort = 'title' | 'composer' | 'difficulty' | 'added';

export interface ScoreFilter {
  readonly q: string;
  readonly sort: ScoreSort;
  readonly order: 'asc' | 'desc';
  readonly isFavourite: boolean;
  readonly needsReview: boolean;
}

export interface ScoresPlace extends ScoreFilter {
  readonly layout: 'grid' | 'table';
  readonly scrollTopPx: number;
  /** Place of the selected score in the list. */
  readonly selectedIndex: number;
}

export const useScoresPlace = create<ScoresPlace>()(
  persist(
    (): ScoresPlace => ({
      q: '',
      sort: 'title',
      order: 'asc',
      isFavourite: false,
      needsReview: false,
      layout: 'grid',
      scrollTopPx: 0,
      selectedIndex: 0,
    }),
    { name: 'mirubato.scores', storage: createJSONStorage(() => sessionStorage) },
  ),
);

/** Another list begins at its top. */
export function changeFilter(change: Partial<ScoreFilter>): void {
  useScoresPlace.setState({ ...change, scrollTopPx: 0, selectedIndex: 0 });
}

export function hasFilter({ q, isFavourite, needsReview }: ScoreFilter): boolean {
  return q.trim() !== '' || isFavourite || needsReview;
}

/** Taking the present sort again turns it round; what was added last comes first. */
export function sortBy(sort: ScoreSort): void {
  const present = useScoresPlace.getState();
  if (present.sort === sort) changeFilter({ order: present.order === 'asc' ? 'desc' : 'asc' });
  else changeFilter({ sort, order: sort === 'added' ? 'desc' : 'asc' });
}
