import { Button } from '@mantine/core';
import { IconPlayerStopFilled } from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { toggleDrone, useDrone } from './drone.ts';
import { MetronomeDock } from './metronome-dock.tsx';

/** Below every screen: what sounds and belongs to another screen. */
export function ToolDock() {
  return (
    <div className="frame-tools">
      <MetronomeDock />
      <DroneDock />
    </div>
  );
}

function DroneDock() {
  const { t } = useTranslation('toolbox');
  const isOn = useDrone((drone) => drone.isOn);
  const isHere = useRouterState({ select: ({ location }) => location.pathname === '/toolbox/tuner' });
  if (!isOn || isHere) return null;
  return (
    <section className="metronome-dock" aria-label={t('drone.name')}>
      <Link to="/toolbox/tuner" className="metronome-dock-name">
        {t('drone.sounds')}
      </Link>
      <Button
        size="compact-md"
        variant="default"
        onClick={toggleDrone}
        leftSection={<IconPlayerStopFilled size={16} aria-hidden />}
      >
        {t('drone.stop')}
      </Button>
    </section>
  );
}
