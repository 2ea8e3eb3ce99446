import { type Settings, type SettingsPatch, settingsSchema } from '@mirubato/domain/settings';
import { useMutation, useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';

const defaults = settingsSchema.parse({
  language: null,
  theme: 'auto',
  firstDayOfWeek: null,
  dayStartHour: 0,
  dailyGoalMinutes: null,
  primaryInstrument: null,
  importMode: 'copy',
  autoLogMinutes: 10,
  desiredRetention: 0.9,
});

/** The musician's choices; the defaults until they have been read. */
export function useSettings(): Settings {
  return useSettingsQuery().data ?? defaults;
}

/** As `useSettings`, but undefined until somebody has answered: with the choices, or not at all. */
export function useKnownSettings(): Settings | undefined {
  const { data, failureCount } = useSettingsQuery();
  return data ?? (failureCount > 0 ? defaults : undefined);
}

function useSettingsQuery() {
  const { client } = useApi();
  return useQuery({
    queryKey: ['settings'],
    queryFn: () => answer(client.api.settings.$get()),
    meta: { collections: ['settings'] },
  });
}

export function useChangeSettings() {
  const { client } = useApi();
  return useMutation({
    mutationFn: (patch: SettingsPatch) => answer(client.api.settings.$patch({ json: patch })),
    meta: { collections: ['settings'] },
  });
}

/** ISO weekday, Monday 1 … Sunday 7: the musician's own, else their region's. */
export function firstDayOfWeek(settings: Pick<Settings, 'firstDayOfWeek'>): number {
  if (settings.firstDayOfWeek !== null) return settings.firstDayOfWeek;
  const region = new Intl.Locale(navigator.language) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
  };
  return region.getWeekInfo?.().firstDay ?? 1;
}
