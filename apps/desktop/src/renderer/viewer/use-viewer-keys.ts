import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import type { Turn } from './turn.ts';
import { commandOfKey, type ViewerCommand } from './viewer-keys.ts';

export interface ViewerCommands {
  turn(turn: Turn): void;
  fit(): void;
  invert(): void;
  practise(): void;
  contents(): void;
  words(): void;
  fullScreen(): void;
  back(): void;
}

/**
 * Listens before the frame does: a pedal's key must turn wherever the focus is. A held key turns on at each
 * repeat, the other commands act once.
 */
export function useViewerKeys(commands: ViewerCommands): void {
  const latest = useRef(commands);
  latest.current = commands;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isTakenElsewhere(event)) return;
      const command = commandOfKey(event);
      if (command === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat || command === 'next' || command === 'previous') run(latest.current, command);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
  useListedKeys(latest.current);
}

function run(commands: ViewerCommands, command: ViewerCommand): void {
  if (command === 'fit') commands.fit();
  else if (command === 'invert') commands.invert();
  else if (command === 'practise') commands.practise();
  else if (command === 'contents') commands.contents();
  else if (command === 'words') commands.words();
  else if (command === 'full-screen') commands.fullScreen();
  else if (command === 'back') commands.back();
  else commands.turn(command);
}

/** The sheet of shortcuts and the palette know them too. */
function useListedKeys(commands: ViewerCommands): void {
  const { t } = useTranslation('viewer');
  const listed = { isOnlyListed: true };
  useShortcuts(t('shortcuts'), [
    { keys: 'ArrowRight', label: t('toolbar.next'), run: () => commands.turn('next'), ...listed },
    { keys: 'ArrowLeft', label: t('toolbar.previous'), run: () => commands.turn('previous'), ...listed },
    { keys: 'f', label: t('toolbar.toggleFit'), run: commands.fit, ...listed },
    { keys: 'i', label: t('toolbar.invert'), run: commands.invert, ...listed },
    { keys: 'p', label: t('toolbar.practise'), run: commands.practise, ...listed },
    { keys: 'c', label: t('contents:open'), run: commands.contents, ...listed },
    { keys: 'd', label: t('words.toggle'), run: commands.words, ...listed },
    { keys: 'F11', label: t('toolbar.fullScreen'), run: commands.fullScreen, ...listed },
    { keys: 'Escape', label: t('back'), run: commands.back, ...listed },
  ]);
}

/** A field that is typed in, an open panel or menu, and a button one came to by Tab keep their keys. */
function isTakenElsewhere({ target, key }: KeyboardEvent): boolean {
  if (document.querySelector('[role=dialog][aria-modal=true], [role=menu]') !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('input, textarea, select') || target.isContentEditable) return true;
  return (key === ' ' || key === 'Enter') && target.matches('button:focus-visible, a:focus-visible');
}
