import { useEffect, useRef } from 'react';
import { useShortcuts } from '../app/shortcuts.ts';

export interface ToolKey {
  /** `Space`, `t`, `ArrowUp`, `shift+ArrowUp`. */
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
  /** Again and again while it is held. */
  readonly repeats?: boolean;
}

/**
 * Keys of a tool that is played, wherever the focus is. They come before those of the frame; a field, a slider and a
 * button that one came to by Tab keep what is theirs.
 */
export function useToolKeys(name: string, keys: readonly ToolKey[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    let isSecond = false;
    const listen = (event: KeyboardEvent) => {
      // The second key of `g s` is not ours.
      const wasSecond = isSecond;
      isSecond = event.key === 'g' && !isTaken(event);
      if (wasSecond || event.defaultPrevented || event.isComposing || isTaken(event)) return;
      const pressed = nameOf(event);
      const found = latest.current.find((each) => each.keys === pressed);
      if (!found) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat || found.repeats) found.run();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
  useShortcuts(
    name,
    keys.map(({ keys: each, label, run }) => ({ keys: each, label, run, isOnlyListed: true })),
  );
}

function nameOf({ key, shiftKey }: KeyboardEvent): string {
  if (key === ' ') return 'Space';
  if (key.length === 1) return key.toLowerCase();
  return shiftKey ? `shift+${key}` : key;
}

function isTaken({ target, key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return true;
  if (document.querySelector('[role=dialog][aria-modal=true], [role=menu]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  const isArrow = /^(Arrow|Home|End|Page)/.test(key);
  const isPress = key === ' ' || key === 'Enter';
  if (target.matches('input[type=radio], [role=slider]')) return isArrow;
  if (target.matches('input[type=checkbox]')) return key === ' ';
  if (target.matches('input, textarea, select') || target.isContentEditable) return true;
  return isPress && target.matches('button:focus-visible, a:focus-visible');
}
