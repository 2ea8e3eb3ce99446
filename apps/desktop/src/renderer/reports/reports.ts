/** The reports as the core gives them. */
import type { NameField, Report, ReportDefinition, SavedReport } from '@mirubato/domain/reports';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';
import { firstDayOfWeek, useSettings } from '../settings/settings.ts';

/** What a report is computed from; names come from pieces and goals. */
const collections = ['entries', 'pieces', 'goals', 'settings'];

export function usePlace(): { zone: string; firstDay: string } {
  const settings = useSettings();
  return {
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    firstDay: String(firstDayOfWeek(settings)),
  };
}

/** While another one is computed the one before stays. */
export function useReport(definition: ReportDefinition) {
  const { client } = useApi();
  const place = usePlace();
  return useQuery({
    queryKey: ['reports', place, definition],
    queryFn: async () =>
      (await answer(client.api.reports.$post({ query: place, json: definition }))) as Report,
    placeholderData: keepPreviousData,
    meta: { collections },
  });
}

export function useInsights() {
  const { client } = useApi();
  const place = usePlace();
  return useQuery({
    queryKey: ['reports', 'insights', place],
    queryFn: () => answer(client.api.reports.insights.$get({ query: place })),
    meta: { collections },
  });
}

/** The names that a field has in the logbook. */
export function useFieldNames(field: NameField, isAsked: boolean) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['reports', 'names', field],
    queryFn: async () => (await answer(client.api.reports.names[':field'].$get({ param: { field } }))).names,
    enabled: isAsked,
    meta: { collections },
  });
}

export function useSavedReports() {
  const { client } = useApi();
  return useQuery({
    queryKey: ['reports', 'saved'],
    queryFn: async () => (await answer(client.api.reports.saved.$get())).reports as SavedReport[],
    meta: { collections: ['savedReports'] },
  });
}

export function useSaveReport() {
  const { client } = useApi();
  return useMutation({
    mutationFn: async ({
      id,
      name,
      definition,
    }: {
      id: string | null;
      name: string;
      definition: ReportDefinition;
    }) => {
      const json = { name, definition };
      const saved =
        id === null
          ? await answer(client.api.reports.saved.$post({ json }))
          : await answer(client.api.reports.saved[':id'].$patch({ param: { id }, json }));
      return saved as SavedReport;
    },
    meta: { collections: ['savedReports'] },
  });
}
