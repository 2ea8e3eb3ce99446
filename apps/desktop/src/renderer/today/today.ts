import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';
import { firstDayOfWeek, useSettings } from '../settings/settings.ts';
import { localZone } from '../timer/timer.ts';

/** A day may end while the window stays open. */
const REFETCH_MS = 60_000;

export function useToday() {
  const { client } = useApi();
  const settings = useSettings();
  const zone = localZone();
  const firstDay = String(firstDayOfWeek(settings));
  return useQuery({
    queryKey: ['today', zone, firstDay],
    queryFn: () => answer(client.api.today.$get({ query: { zone, firstDay } })),
    refetchInterval: REFETCH_MS,
    placeholderData: (previous) => previous,
    meta: { collections: ['entries', 'pieces', 'reviews', 'goals', 'scores', 'settings'] },
  });
}
