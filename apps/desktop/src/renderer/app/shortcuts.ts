/**
 * Keyboard shortcuts of the screens and panels now shown. Each has a name, so that the sheet (`?`) and the
 * palette list them by themselves. Keys: `n`, `?`, `mod+k` (Ctrl, or Cmd on a Mac), `g t` (one after the other).
 */
import { useEffect, useRef } from 'react';
import { create } from 'zustand';

export interface Shortcut {
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
  /** Only in the sheet: the key is handled by what has the focus. */
  readonly isOnlyListed?: boolean;
  /** Not offered in the palette. */
  readonly isUnlisted?: boolean;
}

export interface ShortcutGroup {
  readonly name: string;
  readonly shortcuts: readonly Shortcut[];
}

interface Shortcuts {
  readonly groupById: ReadonlyMap<symbol, ShortcutGroup>;
}

/** How long after its first key a sequence such as `g t` waits for the second. */
const SEQUENCE_MS = 1500;

/** A closed select is an input that takes no letters. */
const TYPED_INTO =
  'input:not([type=checkbox], [type=radio], [readonly]:not([aria-expanded=true])), textarea, select';

export const useShortcutGroups = create<Shortcuts>(() => ({ groupById: new Map() }));

/** Offers the shortcuts while the component is shown; later ones win over earlier ones with the same keys. */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const shape = shortcuts.map(({ keys, label }) => `${keys} ${label}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` may change at each render; the shape tells what is listed
  useEffect(() => {
    const id = Symbol(name);
    const stable = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: () => latest.current[index]?.run(),
    }));
    setGroups((groups) => groups.set(id, { name, shortcuts: stable }));
    return () => {
      setGroups((groups) => {
        groups.delete(id);
        return groups;
      });
    };
  }, [name, shape]);
}

/** The one listener; mounted by the frame. */
export function useShortcutListener(): void {
  useEffect(() => {
    let first = '';
    let firstAtMs = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = keyOf(event);
      const isSecond = first !== '' && event.timeStamp - firstAtMs < SEQUENCE_MS;
      const shortcut = (isSecond ? find(`${first} ${key}`, event) : undefined) ?? find(key, event);
      first = '';
      if (shortcut) {
        event.preventDefault();
        shortcut.run();
      } else if (!isTyping(event.target) && startsSequence(key)) {
        first = key;
        firstAtMs = event.timeStamp;
      }
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function find(keys: string, event: KeyboardEvent): Shortcut | undefined {
  const isChord = keys.startsWith('mod+');
  if (!isChord && (isTyping(event.target) || isBehindPanel(event.target))) return undefined;
  return allShortcuts()
    .reverse()
    .find((shortcut) => shortcut.keys === keys && !shortcut.isOnlyListed);
}

function startsSequence(key: string): boolean {
  return allShortcuts().some(({ keys }) => keys.startsWith(`${key} `));
}

function allShortcuts(): Shortcut[] {
  return [...useShortcutGroups.getState().groupById.values()].flatMap(({ shortcuts }) => shortcuts);
}

function setGroups(change: (groups: Map<symbol, ShortcutGroup>) => Map<symbol, ShortcutGroup>): void {
  useShortcutGroups.setState(({ groupById }) => ({ groupById: change(new Map(groupById)) }));
}

function keyOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.altKey) return `alt+${key}`;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches(TYPED_INTO));
}

/** While a dialog is open the screen behind it does not listen. */
function isBehindPanel(target: EventTarget | null): boolean {
  return (
    document.querySelector('[role=dialog][aria-modal=true]') !== null ||
    (target instanceof HTMLElement && target.closest('[role=menu], [role=listbox]') !== null)
  );
}
