import { ActionIcon, Button } from '@mantine/core';
import { IconMinus, IconPlayerStopFilled, IconPlus } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { changeBpm, useMetronome } from './metronome-store.ts';
import { toggleMetronome } from './toggle-metronome.ts';
import './metronome-dock.css';

/** Below every other screen while the metronome runs. */
export function MetronomeDock() {
  const { t } = useTranslation('toolbox');
  const isRunning = useMetronome((metronome) => metronome.isRunning);
  const isHere = useRouterState({ select: ({ location }) => location.pathname === '/toolbox' });
  if (!isRunning || isHere) return null;
  return (
    <section className="metronome-dock" aria-label={t('tool.metronome')}>
      <DockBeat />
      <Link to="/toolbox" className="metronome-dock-name">
        {t('tool.metronome')}
      </Link>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('metronome.slower')}
        onClick={() => changeBpm(-1)}
      >
        <IconMinus size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('metronome.faster')}
        onClick={() => changeBpm(1)}
      >
        <IconPlus size={18} aria-hidden />
      </ActionIcon>
      <Button
        size="compact-md"
        variant="default"
        onClick={toggleMetronome}
        leftSection={<IconPlayerStopFilled size={16} aria-hidden />}
      >
        {t('metronome.stop')}
      </Button>
    </section>
  );
}

/** Alone, so that a beat draws nothing else anew. */
function DockBeat() {
  const { t } = useTranslation('toolbox');
  const now = useMetronome((metronome) => metronome.now);
  const { bpm, ramp } = useMetronome((metronome) => metronome.setting);
  const shown = ramp === null ? bpm : Math.round(now?.bpm ?? bpm);
  return (
    <>
      <span className="beat" data-now data-accent={now?.beat === 0 || undefined} aria-hidden>
        {(now?.beat ?? 0) + 1}
      </span>
      <span className="numbers metronome-dock-bpm">{t('metronome.bpmValue', { bpm: shown })}</span>
    </>
  );
}
