import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { EntryDrawer } from '../logbook/entry-drawer.tsx';
import { PieceDrawer } from '../repertoire/piece-drawer.tsx';
import { TimerDock } from '../timer/timer-dock.tsx';
import { PracticeWatch } from '../toolbox/practice-watch.tsx';
import { ToolDock } from '../toolbox/tool-dock.tsx';
import { ConnectionBar } from './connection-bar.tsx';
import { useFrameShortcuts } from './frame-shortcuts.ts';
import { useNativeCommands } from './native-commands.ts';
import { Palette } from './palette.tsx';
import { Rail } from './rail.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { useShortcutListener } from './shortcuts.ts';

/** What stays while the screens change: rail, timer bar, and the panels that any screen may open. */
export function Frame() {
  const { t } = useTranslation();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useShortcutListener();
  useFrameShortcuts();
  useNativeCommands();
  useEffect(() => {
    // A screen reader starts anew on the new screen; the rail link that was pressed keeps no hold.
    if (path !== '' && document.activeElement?.closest('.rail')) document.getElementById('main')?.focus();
  }, [path]);
  return (
    <div className="frame">
      <button type="button" className="skip-link" onClick={() => document.getElementById('main')?.focus()}>
        {t('skip')}
      </button>
      <Rail />
      <main id="main" className="frame-main" tabIndex={-1} data-scroll-restoration-id="main">
        <ConnectionBar />
        <Outlet />
      </main>
      <ToolDock />
      <TimerDock />
      <PracticeWatch />
      <EntryDrawer />
      <PieceDrawer />
      <Palette />
      <ShortcutSheet />
    </div>
  );
}
