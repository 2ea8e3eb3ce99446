import { create } from 'zustand';

/** The latest act that can be taken back, by the toast's button or by one key. */
export const useUndo = create<{ latest: (() => void) | null }>(() => ({ latest: null }));

export function undoLast(): void {
  const { latest } = useUndo.getState();
  useUndo.setState({ latest: null });
  latest?.();
}
