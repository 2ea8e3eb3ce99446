import { useEffect } from 'react';

/** Names the window after the screen. */
export function useScreenTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Mirubato`;
  }, [title]);
}
