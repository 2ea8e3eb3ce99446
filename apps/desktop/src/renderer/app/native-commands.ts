/** Does what the menu, the tray, the global key and a second start of the app ask for; in Electron alone. */
import { isPictureName } from '@mirubato/domain/import';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useAddFiles } from '../import/add-files.ts';
import { openSplit } from '../timer/split-state.ts';
import { useTimer, useTimerActions } from '../timer/timer.ts';
import { type NativeCommand, nativeHost } from './native-host.ts';
import { showProblem } from './problem-notice.ts';

export function useNativeCommands(): void {
  const host = nativeHost();
  const navigate = useNavigate();
  const { addPaths } = useAddFiles();
  const { timer } = useTimer();
  const { toggle, stop } = useTimerActions();
  const importPaths = (paths: readonly string[]) => {
    if (paths.length === 0) return;
    addPaths(paths);
    // Pictures lead to their own screen.
    if (!paths.every(isPictureName)) void navigate({ to: '/import' });
  };
  const run = (command: NativeCommand) => {
    switch (command.type) {
      case 'import-files':
        return void host?.chooseFiles().then(importPaths, showProblem);
      case 'import-folder':
        return void host?.chooseFolder().then(importPaths, showProblem);
      case 'import-paths':
        return importPaths(command.paths);
      case 'toggle-timer':
        return toggle();
      case 'split-timer':
        return timer === null ? undefined : openSplit();
      case 'stop-timer':
        return stop();
    }
  };
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => host?.onCommand((command) => latest.current(command)), [host]);
}
