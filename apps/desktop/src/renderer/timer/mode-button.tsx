import { ActionIcon, Button, Popover, Tooltip } from '@mantine/core';
import type { TimerMode } from '@mirubato/domain/timer';
import { IconHourglass } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { useChangeSettings, useSettings } from '../settings/settings.ts';
import { clockText } from './clock-text.ts';
import { ModeForm } from './mode-form.tsx';
import { useTimer, useTimerActions } from './timer.ts';

/** How the timer counts: of the one that is there, and of the next ones. */
export function ModeButton({ isCompact = false }: { isCompact?: boolean }) {
  const { t } = useTranslation('timer');
  const [isOpen, setOpen] = useState(false);
  const { timer } = useTimer();
  const { changeMode } = useTimerActions();
  const chosen = useSettings().timerMode;
  const changeSettings = useChangeSettings();
  const mode = timer?.course.mode ?? chosen;
  const text = useModeText()(mode);
  const label = t('mode.change', { mode: text });
  const toggle = () => setOpen((is) => !is);
  useShortcuts(t('name'), [{ keys: 'w', label: t('mode.title'), run: () => setOpen(true) }]);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position={isCompact ? 'top-end' : 'bottom-start'}
      width={420}
      trapFocus
      returnFocus
      shadow="md"
      withinPortal
    >
      <Popover.Target>
        {isCompact ? (
          <Tooltip label={label}>
            <ActionIcon variant="default" size={36} aria-label={label} aria-keyshortcuts="w" onClick={toggle}>
              <IconHourglass size={20} stroke={1.5} aria-hidden />
            </ActionIcon>
          </Tooltip>
        ) : (
          <Button
            size="md"
            variant="subtle"
            aria-label={label}
            aria-keyshortcuts="w"
            leftSection={<IconHourglass size={20} stroke={1.5} aria-hidden />}
            onClick={toggle}
          >
            {text}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown className="mode-popover" aria-label={t('mode.title')}>
        {isOpen && (
          <ModeForm
            mode={mode}
            onChoose={(next) => {
              setOpen(false);
              changeSettings.mutate({ timerMode: next });
              changeMode(next);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** On Today while no timer has its own in the bar. */
export function NextModeButton() {
  return useTimer().timer === null ? <ModeButton /> : null;
}

/** `Countdown, 30 min` */
function useModeText(): (mode: TimerMode) => string {
  const { t } = useTranslation('timer');
  const format = useFormat();
  return (mode) => {
    const name = t(`mode.${mode.kind}`);
    switch (mode.kind) {
      case 'count-up':
        return name;
      case 'countdown':
        return `${name}, ${format.minutes(mode.minutes)}`;
      case 'pomodoro':
        return `${name}, ${mode.workMinutes} / ${format.minutes(mode.breakMinutes)}`;
      case 'intervals':
        return `${name}, ${mode.times} × ${clockText(mode.workSeconds)}`;
      case 'segments':
        return t('mode.segmentCount', { count: mode.segments.length });
    }
  };
}
