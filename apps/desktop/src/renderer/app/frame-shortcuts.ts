import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEntryForm } from '../logbook/entry-form-state.ts';
import { openSplit } from '../timer/split-state.ts';
import { useTimer, useTimerActions } from '../timer/timer.ts';
import { toggleMetronome } from '../toolbox/toggle-metronome.ts';
import { tools } from '../toolbox/tools.ts';
import { undoLast } from '../trash/undo.ts';
import { palette } from './palette-store.ts';
import { railBottomScreens, railScreens } from './rail.tsx';
import { useShortcutSheet } from './shortcut-sheet-state.ts';
import { useShortcuts } from './shortcuts.ts';

/** No place in the rail: one comes to it when there is something to do. */
const reviewScreen = { to: '/scores/review', text: 'review', keys: 'g r' } as const;

/** The keys that work on every screen. */
export function useFrameShortcuts(): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const timer = useTimerActions();
  const { timer: present } = useTimer();
  useShortcuts(t('shortcuts.everywhere'), [
    { keys: 'mod+k', label: t('shortcuts.palette'), run: palette.open, isUnlisted: true },
    { keys: '?', label: t('shortcuts.sheet'), run: () => useShortcutSheet.setState({ isOpen: true }) },
    { keys: 'n', label: t('shortcuts.newEntry'), run: () => useEntryForm.getState().openNew() },
    { keys: 't', label: t('shortcuts.toggleTimer'), run: timer.toggle },
    { keys: 's', label: t('shortcuts.stopTimer'), run: timer.stop },
    ...(present ? [{ keys: '.', label: t('timer:split.do'), run: openSplit }] : []),
    ...(present && present.course.mode.kind !== 'count-up'
      ? [{ keys: ',', label: t('timer:next'), run: timer.next }]
      : []),
    { keys: 'u', label: t('shortcuts.undo'), run: undoLast },
    { keys: 'm', label: t('toolbox:metronome.toggle'), run: toggleMetronome },
    ...[...railScreens, reviewScreen, ...railBottomScreens].map(({ to, text, keys }) => ({
      keys,
      label: t('shortcuts.goTo', { screen: t(`screens.${text}`) }),
      run: () => void navigate({ to }),
    })),
    ...tools.map(({ to, text, keys }) => ({
      keys,
      label: t('shortcuts.goTo', { screen: t(`toolbox:tool.${text}`) }),
      run: () => void navigate({ to }),
    })),
  ]);
}
