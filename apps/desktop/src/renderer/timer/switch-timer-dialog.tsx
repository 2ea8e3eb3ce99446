import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePhaseText } from './phase-text.ts';
import { useTimer, useTimerActions, useTimerFace } from './timer.ts';
import { useTimerSwitch } from './timer-switch.ts';

/** Asked when something else is to be practised while a timer is there. */
export function SwitchTimerDialog() {
  const { t } = useTranslation('timer');
  const texts = usePhaseText();
  const next = useTimerSwitch((change) => change.next);
  const face = useTimerFace(useTimer());
  const { split, stop } = useTimerActions();
  const stay = () => useTimerSwitch.setState({ next: null });
  return (
    <Modal opened={next !== null} onClose={stay} title={t('switch.title')} size="lg">
      <Text mb="lg">
        {t('switch.detail', { present: texts.subject(face?.position.subject), next: texts.subject(next) })}
      </Text>
      <Group justify="flex-end">
        <Button variant="subtle" color="gray" onClick={stay}>
          {t('switch.stay')}
        </Button>
        <Button
          variant="default"
          onClick={() => {
            useTimerSwitch.setState({ next: null, queued: next });
            stop();
          }}
        >
          {t('switch.logFirst')}
        </Button>
        <Button
          data-autofocus
          onClick={() => {
            stay();
            if (next) split(next);
          }}
        >
          {t('switch.split')}
        </Button>
      </Group>
    </Modal>
  );
}
