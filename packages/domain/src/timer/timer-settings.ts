/** What a person chooses of the timer; fields of the record of settings. */
import { z } from 'zod';
import { countUp, timerModeSchema } from './mode.ts';
import { noReminders, remindersSchema } from './reminders.ts';

/** Long enough for a fetched pencil, short enough that a night is asked about. */
const ABSENCE_MINUTES = 10;

/** As Electron writes them: modifiers and one key, `CommandOrControl+Alt+P`. */
const acceleratorSchema = z
  .string()
  .regex(/^((CommandOrControl|Control|Command|Alt|Shift|Super)\+)+\w{1,12}$/);

const fields = {
  /** How the next timer counts: the last choice. */
  timerMode: timerModeSchema,
  /** Of the sound at the end of a phase, 0 to 1. */
  soundVolume: z.number().min(0).max(1),
  isSoundOn: z.boolean(),
  /** A notice of the system at the end of a phase. */
  isPhaseNoticeOn: z.boolean(),
  /** From how long a gap on it is asked what it was. */
  absenceMinutes: z.int().min(2).max(240),
  /** Starts and pauses the timer from any program; Electron alone. */
  globalShortcut: acceleratorSchema.nullable(),
  reminders: remindersSchema,
};

/** As read: what does not fit is the default. */
export const timerSettingsFields = {
  timerMode: fields.timerMode.catch(countUp),
  soundVolume: fields.soundVolume.catch(0.5),
  isSoundOn: fields.isSoundOn.catch(true),
  isPhaseNoticeOn: fields.isPhaseNoticeOn.catch(false),
  absenceMinutes: fields.absenceMinutes.catch(ABSENCE_MINUTES),
  globalShortcut: fields.globalShortcut.catch(null),
  reminders: fields.reminders.catch(noReminders),
};

/** As written. */
export const timerSettingsPatchFields = fields;
