/** The timer in the system's tray and under a key that works in every program; in Electron alone. */
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../settings/settings.ts';
import { openSplit } from './split-state.ts';
import { useTimer, useTimerActions, useTimerFace } from './timer.ts';
import { trayIcon } from './tray-icon.ts';

type TimerCommand = 'toggle-timer' | 'split-timer' | 'stop-timer';

/** What the preload offers of it. */
interface TimerHost {
  showTimer(tray: unknown): Promise<void>;
  setShortcut(accelerator: string | null): Promise<boolean>;
  onCommand(listener: (command: { readonly type: string }) => void): () => void;
}

export function timerHost(): TimerHost | undefined {
  const host = (window as { mirubato?: Partial<TimerHost> }).mirubato;
  return host?.showTimer ? (host as TimerHost) : undefined;
}

export function useNativeTimer(): void {
  const { t } = useTranslation('timer');
  const host = timerHost();
  const reading = useTimer();
  const face = useTimerFace(reading);
  const actions = useTimerActions();
  const { globalShortcut } = useSettings();
  const state = reading.timer?.state ?? null;
  const minutes = Math.floor((face?.seconds ?? 0) / 60);

  useEffect(() => {
    if (!host) return;
    if (state === null) void host.showTimer(null);
    else {
      const items: { label: string; type: TimerCommand }[] = [
        { label: t(state === 'running' ? 'pause' : 'resume'), type: 'toggle-timer' },
        { label: t('split.do'), type: 'split-timer' },
        { label: t('stop'), type: 'stop-timer' },
      ];
      const text = t('tray', { state: t(state), count: minutes });
      void host.showTimer({ icon: trayIcon(state), text, title: String(minutes), items });
    }
  }, [host, state, minutes, t]);

  useEffect(() => {
    if (!host) return;
    const tell = (isOurs: boolean) => {
      if (!isOurs) notifications.show({ message: t('settings.shortcutTaken') });
    };
    host.setShortcut(globalShortcut).then(tell, () => tell(false));
  }, [host, globalShortcut, t]);

  const run = ({ type }: { readonly type: string }) => {
    if (type === 'toggle-timer') actions.toggle();
    if (type === 'split-timer' && state !== null) openSplit();
    if (type === 'stop-timer') actions.stop();
  };
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => host?.onCommand((command) => latest.current(command)), [host]);
}
