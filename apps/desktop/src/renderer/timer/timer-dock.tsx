import { AbsenceDialog } from './absence-dialog.tsx';
import { useNativeTimer } from './native-timer.ts';
import { usePhaseSignals } from './phase-signals.ts';
import { useReminders } from './reminders.ts';
import { SplitDialog } from './split-dialog.tsx';
import { SwitchTimerDialog } from './switch-timer-dialog.tsx';
import { TimerBar } from './timer-bar.tsx';

/** All of the timer that stays while the screens change: bar, dialogs, signals, the system's tray. */
export function TimerDock() {
  usePhaseSignals();
  useReminders();
  useNativeTimer();
  return (
    <>
      <TimerBar />
      <SplitDialog />
      <SwitchTimerDialog />
      <AbsenceDialog />
    </>
  );
}
