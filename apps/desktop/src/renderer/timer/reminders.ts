import { type DueReminder, hasReminders } from '@mirubato/domain/timer';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { useSettings } from '../settings/settings.ts';
import { showNotice } from './notice.ts';
import { localZone } from './timer.ts';

const LOOK_EVERY_MS = 30_000;

/** Shows the reminder that is due; the core gives it to one window. */
export function useReminders(): void {
  const { t } = useTranslation('timer');
  const { client } = useApi();
  const isOn = hasReminders(useSettings().reminders);
  const show = (reminder: DueReminder) => {
    const { kind } = reminder;
    showNotice('reminder', t(`reminder.${kind}.title`, { ...reminder }), t(`reminder.${kind}.detail`));
  };
  const latest = useRef(show);
  latest.current = show;

  useEffect(() => {
    if (!isOn) return;
    const look = async () => {
      const json = { zone: localZone() };
      const { reminder } = await answer(client.api.timer.reminders.claim.$post({ json }));
      if (reminder) latest.current(reminder);
    };
    // A core that does not answer is told of elsewhere.
    const quietly = () => void look().catch(() => undefined);
    quietly();
    const interval = setInterval(quietly, LOOK_EVERY_MS);
    return () => clearInterval(interval);
  }, [isOn, client]);
}
