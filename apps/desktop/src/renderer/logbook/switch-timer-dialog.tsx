import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTimer, useTimerActions } from './timer.ts';
import { useTimerSwitch } from './timer-switch.ts';

/** Asked when something else is to be practised while a timer is there. */
export function SwitchTimerDialog() {
  const { t } = useTranslation('logbook');
  const next = useTimerSwitch((change) => change.next);
  const { timer } = useTimer();
  const { stop } = useTimerActions();
  const stay = () => useTimerSwitch.setState({ next: null });
  const nameOf = (title: string | null | undefined) => title || t('timer.nothingInParticular');
  return (
    <Modal opened={next !== null} onClose={stay} title={t('switch.title')}>
      <Text mb="lg">
        {t('switch.detail', { present: nameOf(timer?.subject.title), next: nameOf(next?.title) })}
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={stay}>
          {t('switch.stay')}
        </Button>
        <Button
          data-autofocus
          onClick={() => {
            useTimerSwitch.setState({ next: null, queued: next });
            stop();
          }}
        >
          {t('switch.logFirst')}
        </Button>
      </Group>
    </Modal>
  );
}
