/** What the screens ask of goals. */
import type { GoalWithMeasure } from '@mirubato/core/client';
import type { Entry } from '@mirubato/domain/logbook';
import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';
import { localZone } from '../timer/timer.ts';

const meta = { collections: ['goals', 'entries', 'pieces', 'settings'] };

export function useGoals(isArchived: boolean) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['goals', isArchived],
    queryFn: async () => {
      const query = { zone: localZone(), archived: isArchived ? ('true' as const) : ('false' as const) };
      return (await answer(client.api.plans.goals.$get({ query }))).goals as unknown as GoalWithMeasure[];
    },
    meta,
  });
}

export function useGoal(id: string) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['goals', 'one', id],
    queryFn: async () =>
      (await answer(
        client.api.plans.goals[':id'].$get({ param: { id }, query: { zone: localZone() } }),
      )) as unknown as GoalWithMeasure & { linked: Entry[] },
    meta,
  });
}
