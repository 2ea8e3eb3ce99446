import { isPracticePhase, type Position, positionOf, type Timer } from '@mirubato/domain/timer';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../settings/settings.ts';
import { playChime } from './chime.ts';
import { useIsFirstWindow } from './first-window.ts';
import { showNotice } from './notice.ts';
import { usePhaseText } from './phase-text.ts';
import { useTimer, useTimerActions } from './timer.ts';

const LOOK_EVERY_MS = 250;

/** A sound and a notice when a phase ends by itself; one that ends the counting pauses the timer. */
export function usePhaseSignals(): void {
  const { t } = useTranslation('timer');
  const texts = usePhaseText();
  const { timer, aheadMs } = useTimer();
  const { pause } = useTimerActions();
  const settings = useSettings();
  const isFirst = useIsFirstWindow();
  const signal = (position: Position, isOver: boolean) => {
    const { phase } = position;
    const isBegin = isPracticePhase(phase) && phase.kind !== 'overtime' && !isOver;
    if (settings.isSoundOn) playChime(isBegin ? 'rising' : 'falling', settings.soundVolume);
    if (settings.isPhaseNoticeOn)
      showNotice(
        'phase',
        isOver ? t('notice.segmentOver') : texts.phase(phase),
        texts.subject(position.subject),
      );
    if (phase.kind === 'over') pause();
  };
  const latest = useRef(signal);
  latest.current = signal;

  useEffect(() => {
    if (!isFirst || timer?.state !== 'running') return;
    let before = markOf(timer, Date.now() + aheadMs);
    // It was over before this window was opened, and nobody has paused it.
    if (before.position.phase.kind === 'over') latest.current(before.position, false);
    const interval = setInterval(() => {
      const now = markOf(timer, Date.now() + aheadMs);
      if (now.phaseIndex !== before.phaseIndex) latest.current(now.position, false);
      else if (now.isBeyond && !before.isBeyond) latest.current(now.position, true);
      before = now;
    }, LOOK_EVERY_MS);
    return () => clearInterval(interval);
  }, [isFirst, timer, aheadMs]);
}

/** `isBeyond`: its length is over, and it waits for a key. */
function markOf(timer: Timer, nowMs: number) {
  const position = positionOf(timer, nowMs);
  const isBeyond = position.leftMs !== null && position.leftMs <= 0;
  return { position, phaseIndex: position.phaseIndex, isBeyond };
}
