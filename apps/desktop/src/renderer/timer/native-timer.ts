/** The timer in the system's tray and under a key that works in every program; in Electron alone. */
import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { nativeHost, type TimerCommand } from '../app/native-host.ts';
import { useSettings } from '../settings/settings.ts';
import { useTimer, useTimerFace } from './timer.ts';
import { trayIcon } from './tray-icon.ts';

export function useNativeTimer(): void {
  const { t } = useTranslation('timer');
  const host = nativeHost();
  const reading = useTimer();
  const face = useTimerFace(reading);
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
}
