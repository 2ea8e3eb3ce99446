import { Button, Group, Modal, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from './clock-text.ts';
import { useElapsedSeconds, useTimer, useTimerActions } from './timer.ts';

/** Docked below every screen while something is being practised. */
export function TimerBar() {
  const { t } = useTranslation('logbook');
  const reading = useTimer();
  const seconds = useElapsedSeconds(reading);
  const actions = useTimerActions();
  const [isAsking, setAsking] = useState(false);
  const { timer } = reading;
  if (timer === null) return null;
  const isRunning = timer.state === 'running';
  return (
    <section className="frame-timer timer-bar" aria-label={t('timer.name')} data-state={timer.state}>
      <div className="timer-what">
        <Text size="sm" c="dimmed" role="status">
          {t(`timer.${timer.state}`)}
        </Text>
        <Text fw={600} truncate>
          {timer.subject.title || t('timer.nothingInParticular')}
          {timer.subject.composer && (
            <Text span c="dimmed" fw={400}>
              {' '}
              {timer.subject.composer}
            </Text>
          )}
        </Text>
      </div>
      <time className="timer-clock numbers" dateTime={`PT${seconds}S`}>
        {clockText(seconds)}
      </time>
      <Group gap="xs" wrap="nowrap">
        <Button
          variant="default"
          disabled={actions.isBusy}
          onClick={isRunning ? actions.pause : actions.resume}
          leftSection={
            isRunning ? <IconPlayerPause size={18} aria-hidden /> : <IconPlayerPlay size={18} aria-hidden />
          }
        >
          {t(isRunning ? 'timer.pause' : 'timer.resume')}
        </Button>
        <Button
          disabled={actions.isBusy}
          onClick={actions.stop}
          leftSection={<IconPlayerStop size={18} aria-hidden />}
        >
          {t('timer.stop')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
          {t('timer.discard')}
        </Button>
      </Group>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t('timer.discardTitle')}>
        <Text mb="lg">{t('timer.discardDetail', { time: clockText(seconds) })}</Text>
        <Group justify="flex-end">
          <Button
            color="red"
            variant="outline"
            onClick={() => {
              actions.discard();
              setAsking(false);
            }}
          >
            {t('timer.discard')}
          </Button>
          <Button data-autofocus onClick={() => setAsking(false)}>
            {t('timer.keep')}
          </Button>
        </Group>
      </Modal>
    </section>
  );
}
