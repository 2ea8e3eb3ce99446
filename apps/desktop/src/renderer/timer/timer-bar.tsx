import { ActionIcon, Button, Group, Modal, Text, Tooltip } from '@mantine/core';
import {
  IconArrowsSplit2,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipForward,
  IconPlayerStop,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from './clock-text.ts';
import { ModeButton } from './mode-button.tsx';
import { usePhaseText } from './phase-text.ts';
import { openSplit } from './split-state.ts';
import { type TimerFace, useTimer, useTimerActions, useTimerFace } from './timer.ts';

/** Docked below every screen while something is being practised. */
export function TimerBar() {
  const { t } = useTranslation('timer');
  const texts = usePhaseText();
  const reading = useTimer();
  const face = useTimerFace(reading);
  const actions = useTimerActions();
  const [isAsking, setAsking] = useState(false);
  const { timer } = reading;
  if (timer === null || face === null) return null;
  const isRunning = timer.state === 'running';
  const { phase, subject } = face.position;
  const isPlain = phase.kind === 'work' && phase.of === null;
  return (
    <section className="frame-timer timer-bar" aria-label={t('name')} data-state={timer.state}>
      <div className="timer-what">
        <Text size="sm" c="dimmed" role="status" truncate>
          {isRunning ? (isPlain ? t('running') : texts.phase(phase)) : t('paused')}
        </Text>
        <Text fw={600} truncate>
          {texts.subject(subject)}
          {subject.composer && (
            <Text span c="dimmed" fw={400}>
              {' '}
              {subject.composer}
            </Text>
          )}
        </Text>
        {phase.segment?.instructions && (
          <Text size="sm" truncate title={phase.segment.instructions}>
            {phase.segment.instructions}
          </Text>
        )}
        <Sitting face={face} />
      </div>
      <Clock face={face} />
      <Group gap="xs" wrap="nowrap" className="timer-actions">
        <Button
          variant="default"
          disabled={actions.isBusy}
          onClick={isRunning ? actions.pause : actions.resume}
          leftSection={
            isRunning ? <IconPlayerPause size={18} aria-hidden /> : <IconPlayerPlay size={18} aria-hidden />
          }
        >
          {t(isRunning ? 'pause' : 'resume')}
        </Button>
        <Button
          disabled={actions.isBusy}
          onClick={actions.stop}
          leftSection={<IconPlayerStop size={18} aria-hidden />}
        >
          {t('stop')}
        </Button>
        <IconAction label={t('split.do')} keys="." onClick={openSplit}>
          <IconArrowsSplit2 size={20} stroke={1.5} aria-hidden />
        </IconAction>
        {timer.course.mode.kind !== 'count-up' && (
          <IconAction label={t('next')} keys="," onClick={actions.next}>
            <IconPlayerSkipForward size={20} stroke={1.5} aria-hidden />
          </IconAction>
        )}
        <ModeButton isCompact />
        <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
          {t('discard')}
        </Button>
      </Group>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('discardTitle')}
        closeButtonProps={{ 'aria-label': t('app:close') }}
      >
        <Text mb="lg">{t('discardDetail', { time: clockText(face.seconds) })}</Text>
        <Group justify="flex-end">
          <Button
            color="red"
            variant="outline"
            onClick={() => {
              actions.discard();
              setAsking(false);
            }}
          >
            {t('discard')}
          </Button>
          <Button data-autofocus onClick={() => setAsking(false)}>
            {t('keep')}
          </Button>
        </Group>
      </Modal>
    </section>
  );
}

/** The phase's time left, or what runs beyond it; below it what was practised in all. */
function Clock({ face: { seconds, position } }: { face: TimerFace }) {
  const { t } = useTranslation('timer');
  const { phase, leftMs, spentMs } = position;
  if (leftMs === null && phase.kind === 'work' && phase.of === null) {
    return (
      <time className="timer-clock numbers" dateTime={`PT${seconds}S`}>
        {clockText(seconds)}
      </time>
    );
  }
  const shown = leftMs === null ? Math.floor(spentMs / 1000) : Math.ceil(Math.abs(leftMs) / 1000);
  const isBeyond = phase.kind === 'overtime' || (leftMs !== null && leftMs < 0);
  return (
    <div className="timer-phase">
      <time className="timer-clock numbers" dateTime={`PT${shown}S`}>
        {isBeyond && '+'}
        {clockText(shown)}
      </time>
      <Text size="sm" c="dimmed" className="numbers">
        {t('practised', { time: clockText(seconds) })}
      </Text>
    </div>
  );
}

/** What else the sitting was of; one piece alone stands above already. */
function Sitting({ face: { shares } }: { face: TimerFace }) {
  const { t } = useTranslation('timer');
  const texts = usePhaseText();
  if (shares.length < 2) return null;
  return (
    <ul className="timer-sitting" aria-label={t('sitting')}>
      {shares.map(({ subject, ms }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shares never change places
        <li key={index}>
          <span className="timer-share">{texts.subject(subject)}</span>{' '}
          <span className="numbers">{clockText(Math.floor(ms / 1000))}</span>
        </li>
      ))}
    </ul>
  );
}

function IconAction(props: { label: string; keys: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={props.label}
        aria-keyshortcuts={props.keys}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}
