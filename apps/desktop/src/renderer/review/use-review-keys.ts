import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { commandOfKey, type FocusPlace, type ReviewCommand } from './review-keys.ts';

export type ReviewCommands = Readonly<Partial<Record<ReviewCommand, () => void>>>;

/** Listens before the frame does: Enter and Alt+Enter are commands also in a field. */
export function useReviewKeys(commands: ReviewCommands): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isPanelOpen()) return;
      const command = commandOfKey(event, placeOf(event.target));
      const run = command && latest.current[command];
      if (!run) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
  useListedKeys(commands);
}

/** The sheet of shortcuts and the palette know them too. */
function useListedKeys(commands: ReviewCommands): void {
  const { t } = useTranslation('review');
  const listed = (keys: string, command: ReviewCommand, label: string, isUnlisted = false) => ({
    keys,
    label,
    run: () => commands[command]?.(),
    isOnlyListed: true,
    isUnlisted,
  });
  useShortcuts(t('title'), [
    listed('Enter', 'accept', t('accept')),
    listed('alt+Enter', 'skip', t('skip')),
    listed('z', 'back', t('back')),
    listed('Backspace', 'back', t('back'), true),
    listed('ArrowDown', 'next-field', t('keys.nextField'), true),
    listed('ArrowUp', 'previous-field', t('keys.previousField'), true),
    listed('alt+ArrowDown', 'next-line', t('keys.nextLine'), true),
    listed('alt+ArrowUp', 'previous-line', t('keys.previousLine'), true),
    listed('PageDown', 'next-page', t('page.next'), true),
    listed('PageUp', 'previous-page', t('page.previous'), true),
    listed('m', 'all-fields', t('keys.allFields')),
    listed('o', 'open', t('open')),
    listed('Delete', 'trash', t('keys.trash')),
    listed('Escape', 'leave', t('leave')),
  ]);
}

function placeOf(target: EventTarget | null): FocusPlace {
  if (!(target instanceof HTMLElement)) return 'elsewhere';
  if (target.matches('[role=combobox]')) {
    return target.getAttribute('aria-expanded') === 'true' ? 'choosing' : 'choice';
  }
  if (target.matches('input, textarea, select')) return 'field';
  return target.matches('button, a, summary') ? 'button' : 'elsewhere';
}

function isPanelOpen(): boolean {
  return document.querySelector('[role=dialog][aria-modal=true], [role=menu]') !== null;
}
