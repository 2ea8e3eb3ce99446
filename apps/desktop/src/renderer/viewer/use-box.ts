import { type RefObject, useEffect, useState } from 'react';
import type { Box } from './page-size.ts';

/** The room inside an element's padding and scroll bar, in whole CSS pixels; undefined until measured. */
export function useBox(element: RefObject<HTMLElement | null>): Box | undefined {
  const [box, setBox] = useState<Box>();
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      const next = { widthPx: Math.floor(width), heightPx: Math.floor(height) };
      setBox((box) => (box?.widthPx === next.widthPx && box.heightPx === next.heightPx ? box : next));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return box;
}
