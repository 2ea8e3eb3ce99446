/** The arrangement under way; it stays while the screens change, and ends with the window. */
import type { Picture } from '@mirubato/domain/import';
import { create } from 'zustand';
import { useUndo } from '../trash/undo.ts';
import { type Pages, pagesOf } from './arrangement.ts';

interface Arrangement {
  readonly pages: Pages;
  /** As they were before each change, the latest last. */
  readonly past: readonly Pages[];
  readonly selectedKey: string | null;
  readonly title: string;
  /** All that the core holds for us, also of pages that were removed. */
  readonly pictureIds: readonly string[];
  add(picture: Picture): void;
  change(change: (pages: Pages) => Pages): void;
  undo(): void;
  select(key: string): void;
  setTitle(title: string): void;
  /** Nothing is left of it. */
  end(): void;
}

const NONE = { pages: [], past: [], selectedKey: null, title: '', pictureIds: [] };

/** More changes than anybody takes back one by one. */
const MAX_PAST = 200;

export const useArrangement = create<Arrangement>((set, get) => ({
  ...NONE,
  // Pages that come in are no act to be taken back: they are removed one by one.
  add: (picture) =>
    set(({ pages, past, pictureIds, selectedKey }) => {
      const added = pagesOf(picture);
      return {
        pages: [...pages, ...added],
        past: past.map((before) => [...before, ...added]),
        pictureIds: [...pictureIds, picture.id],
        selectedKey: selectedKey ?? added[0]?.key ?? null,
      };
    }),
  change(change) {
    const { pages, past, selectedKey } = get();
    const changed = change(pages);
    if (changed === pages) return;
    set({
      pages: changed,
      past: [...past, pages].slice(-MAX_PAST),
      selectedKey: selectionAfter(pages, changed, selectedKey),
    });
    useUndo.setState({ latest: get().undo });
  },
  undo() {
    const { pages, past, selectedKey } = get();
    const before = past.at(-1);
    if (!before) return;
    const [restored] = before.filter(({ key }) => !pages.some((page) => page.key === key));
    set({ pages: before, past: past.slice(0, -1), selectedKey: restored?.key ?? selectedKey });
    if (past.length > 1) useUndo.setState({ latest: get().undo });
  },
  select: (selectedKey) => set({ selectedKey }),
  setTitle: (title) => set({ title }),
  end() {
    if (useUndo.getState().latest === get().undo) useUndo.setState({ latest: null });
    set(NONE);
  },
}));

/** Of a page that is gone, the one that stands in its place. */
function selectionAfter(before: Pages, pages: Pages, selectedKey: string | null): string | null {
  if (pages.some(({ key }) => key === selectedKey)) return selectedKey;
  const place = before.findIndex(({ key }) => key === selectedKey);
  return pages[Math.min(Math.max(0, place), pages.length - 1)]?.key ?? null;
}
