import { z } from 'zod';
import { importModes } from '../import/job.ts';
import { timerSettingsFields, timerSettingsPatchFields } from '../timer/timer-settings.ts';
import { languages } from './language.ts';

export const themes = ['auto', 'light', 'dark', 'stage'] as const;

/** A person's choices, one record that syncs. */
export const settingsSchema = z.looseObject({
  language: z.enum(languages).nullable().catch(null),
  theme: z.enum(themes).catch('auto'),
  /** ISO weekday, Monday 1 … Sunday 7; null follows the language's region. */
  firstDayOfWeek: z.int().min(1).max(7).nullable().catch(null),
  /** 0–23; practice before this hour belongs to the day before. */
  dayStartHour: z.int().min(0).max(23).catch(0),
  dailyGoalMinutes: z.int().min(0).max(1440).nullable().catch(null),
  primaryInstrument: z.string().max(50).nullable().catch(null),
  importMode: z.enum(importModes).catch('copy'),
  ...timerSettingsFields,
  /** Practice with a tool and without the timer is offered as an entry from so many minutes on; null: never. */
  autoLogMinutes: z.int().min(1).max(120).nullable().catch(10),
  /** What is due should still go well with this likelihood; the scheduler's own limits. */
  desiredRetention: z.number().min(0.7).max(0.97).catch(0.9),
});

export const settingsPatchSchema = z
  .object({
    language: z.enum(languages).nullable(),
    theme: z.enum(themes),
    firstDayOfWeek: z.int().min(1).max(7).nullable(),
    dayStartHour: z.int().min(0).max(23),
    dailyGoalMinutes: z.int().min(0).max(1440).nullable(),
    primaryInstrument: z.string().trim().toLowerCase().min(1).max(50).nullable(),
    importMode: z.enum(importModes),
    ...timerSettingsPatchFields,
    autoLogMinutes: z.int().min(1).max(120).nullable(),
    desiredRetention: z.number().min(0.7).max(0.97),
  })
  .partial();

export type Settings = z.infer<typeof settingsSchema>;
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** The id of the one record in the collection `settings`. */
export const SETTINGS_ID = 'profile';
