import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { isOffered, mainTool, OBSERVE_EVERY_MS, unloggedMinutes } from '@mirubato/domain/toolbox';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useEntryForm } from '../logbook/entry-form-state.ts';
import { useSettings } from '../settings/settings.ts';
import { localZone, useTimer } from '../timer/timer.ts';
import { useMetronome } from './metronome-store.ts';
import { forgetUnlogged, observeNow, usePracticeUse, useUnlogged } from './practice-use.ts';

const NOTICE = 'unlogged-practice';

/** Gathers practice that no timer measures, and offers to log it when it has ended. Mounted by the frame. */
export function PracticeWatch() {
  const { t } = useTranslation('toolbox');
  const format = useFormat();
  const { autoLogMinutes } = useSettings();
  const isTimerRunning = useTimer().timer?.state === 'running';
  const isMetronomeRunning = useMetronome((metronome) => metronome.isRunning);
  const untilMs = usePracticeUse((use) => use.untilMs);
  const isDue = useUnlogged(({ practice }) => isOffered(practice, autoLogMinutes));
  const minutes = useUnlogged(({ practice }) => unloggedMinutes(practice));

  // biome-ignore lint/correctness/useExhaustiveDependencies: a tool that begins or ends is observed at once
  useEffect(() => {
    if (autoLogMinutes === null) {
      forgetUnlogged();
      return;
    }
    const observe = () => observeNow(isTimerRunning, autoLogMinutes);
    observe();
    const interval = setInterval(observe, OBSERVE_EVERY_MS);
    return () => clearInterval(interval);
  }, [autoLogMinutes, isTimerRunning, isMetronomeRunning, untilMs]);

  useEffect(() => {
    if (!isDue) return;
    notifications.show({
      id: NOTICE,
      autoClose: false,
      withCloseButton: false,
      message: (
        <>
          <Text size="sm">{t('autoLog.offer', { time: format.minutes(minutes) })}</Text>
          <Group gap="xs" mt="xs">
            <Button size="compact-sm" onClick={logUnlogged}>
              {t('autoLog.log')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={forgetUnlogged}>
              {t('autoLog.dismiss')}
            </Button>
          </Group>
        </>
      ),
    });
    return () => {
      notifications.hide(NOTICE);
    };
  }, [isDue, minutes, t, format]);
  return null;
}

/** The form, filled in; a form that is open already is finished first. */
function logUnlogged(): void {
  const { state, openNew } = useEntryForm.getState();
  const { practice, subject: latest } = useUnlogged.getState();
  if (state.kind !== 'closed' || practice.startedAt === null) return;
  const tool = mainTool(practice);
  // What was looked at before with another tool has nothing to do with the metronome's beats.
  const subject = tool === 'metronome' ? null : latest;
  const piece = { pieceId: subject?.pieceId as never, composer: subject?.composer ?? null };
  openNew({
    timestamp: practice.startedAt,
    zone: localZone(),
    duration: unloggedMinutes(practice),
    pieces: subject?.title ? [{ ...piece, title: subject.title }] : [],
    scoreId: (subject?.scoreId ?? null) as never,
    // The original system's tags.
    tags: tool === 'score' ? ['auto-logged'] : ['auto-logged', `${tool}-practice`],
    source: `auto-${tool}`,
  });
  forgetUnlogged();
}
