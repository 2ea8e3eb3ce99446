/** What the screens ask of plans. */
import type { PlanPage, PlanWithNext } from '@mirubato/core/client';
import type { PlannedOccurrence, PlanTemplate } from '@mirubato/domain/plans';
import { useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';
import { localZone } from '../timer/timer.ts';

const meta = { collections: ['plans', 'occurrences', 'settings'] };

export function usePlans() {
  const { client } = useApi();
  return useQuery({
    queryKey: ['plans', 'all'],
    // The client's type of an answer knows no records with fields of their own.
    queryFn: async () =>
      (await answer(client.api.plans.$get({ query: { zone: localZone() } })))
        .plans as unknown as PlanWithNext[],
    meta,
  });
}

export function usePlan(id: string) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['plans', 'one', id],
    queryFn: async () =>
      (await answer(
        client.api.plans[':id'].$get({ param: { id }, query: { zone: localZone() } }),
      )) as unknown as PlanPage & { today: string },
    meta,
  });
}

/** Of all plans from one day to another, both included; and which day it is. */
export function useOccurrences(from: string, to: string) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['plans', 'occurrences', from, to],
    queryFn: async () =>
      (await answer(
        client.api.plans.occurrences.$get({ query: { zone: localZone(), from, to } }),
      )) as unknown as { today: string; occurrences: PlannedOccurrence[] },
    placeholderData: (previous) => previous,
    meta,
  });
}

export function useTemplates() {
  const { client } = useApi();
  return useQuery({
    queryKey: ['templates'],
    queryFn: async () => (await answer(client.api.templates.$get())).templates as unknown as PlanTemplate[],
    meta: { collections: ['templates'] },
  });
}
