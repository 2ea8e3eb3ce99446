/** Keys of the contents: arrows go from piece to piece in one column, Page Up and Down turn the page beside them. */
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';

interface ContentsCommands {
  accept(): void;
  add(): void;
  leave(): void;
  turn(by: number): void;
  shift(by: number): void;
  readonly list: RefObject<HTMLElement | null>;
}

export function useContentsKeys(commands: ContentsCommands): void {
  const { t } = useTranslation('contents');
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
      if (document.querySelector('[role=dialog][aria-modal=true], [role=menu]') !== null) return;
      if (!run(latest.current, event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
  const listed = { isOnlyListed: true };
  useShortcuts(t('title'), [
    { keys: 'Enter', label: t('keys.save'), run: commands.accept, ...listed },
    { keys: 'alt+n', label: t('keys.add'), run: commands.add, ...listed },
    { keys: 'PageDown', label: t('viewer:toolbar.next'), run: () => commands.turn(1), ...listed },
    { keys: 'PageUp', label: t('viewer:toolbar.previous'), run: () => commands.turn(-1), ...listed },
    { keys: 'alt++', label: t('shiftOn'), run: () => commands.shift(1), ...listed },
    { keys: 'alt+-', label: t('shiftBack'), run: () => commands.shift(-1), ...listed },
    { keys: 'Escape', label: t('keys.leave'), run: commands.leave, ...listed },
  ]);
}

/** False for a key that is none of ours. */
function run(commands: ContentsCommands, { key, altKey, repeat, target }: KeyboardEvent): boolean {
  const isButton = target instanceof HTMLElement && target.matches('button, a');
  if (altKey && key.toLowerCase() === 'n' && !repeat) commands.add();
  else if (altKey && (key === '+' || key === '=')) commands.shift(1);
  else if (altKey && (key === '-' || key === '–')) commands.shift(-1);
  else if (altKey) return false;
  else if (key === 'PageDown') commands.turn(1);
  else if (key === 'PageUp') commands.turn(-1);
  else if (key === 'Enter' && !isButton && !repeat) commands.accept();
  else if (key === 'Escape' && !repeat) commands.leave();
  else if (key === 'ArrowDown' || key === 'ArrowUp')
    return moveTo(commands.list.current, target, key === 'ArrowDown' ? 1 : -1);
  else return false;
  return true;
}

/** Into the same column of the next row; from elsewhere into the list. */
function moveTo(list: HTMLElement | null, from: EventTarget | null, by: 1 | -1): boolean {
  if (!list || !(from instanceof HTMLElement)) return false;
  const rows = [...list.querySelectorAll<HTMLElement>('tr[data-key]')];
  const field = from.dataset.field ?? 'title';
  const at = rows.findIndex((row) => row.contains(from));
  const row = at < 0 ? rows[by === 1 ? 0 : rows.length - 1] : rows[at + by];
  const wanted = row?.querySelector<HTMLInputElement>(`[data-field="${field}"]`);
  const next = wanted?.disabled ? row?.querySelector<HTMLInputElement>('[data-field="isTaken"]') : wanted;
  next?.focus();
  return next !== undefined && next !== null;
}
