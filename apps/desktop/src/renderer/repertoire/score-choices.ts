import { useDebouncedValue } from '@mantine/hooks';
import { useQueries, useQuery } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';

/** The scores that a search finds, and always those already chosen, as choices of a select. */
export function useScoreChoices(search: string, chosenIds: readonly string[]) {
  const { client } = useApi();
  const [q] = useDebouncedValue(search.trim(), 200);
  const meta = { collections: ['scores'] };
  const found = useQuery({
    queryKey: ['scores', 'choices', q],
    queryFn: async () =>
      (await answer(client.api.scores.$get({ query: { limit: '30', ...(q === '' ? {} : { q }) } }))).items,
    placeholderData: (previous) => previous,
    meta,
  });
  const chosen = useQueries({
    queries: chosenIds.map((id) => ({
      queryKey: ['scores', 'choice', id],
      queryFn: async () => (await answer(client.api.scores[':id'].$get({ param: { id } }))).score,
      meta,
    })),
  });
  const labelById = new Map<string, string>();
  for (const score of [...(found.data ?? []), ...chosen.flatMap(({ data }) => (data ? [data] : []))]) {
    labelById.set(score.id, [score.title, score.composer].filter(Boolean).join(' – '));
  }
  for (const id of chosenIds) if (!labelById.has(id)) labelById.set(id, id);
  return [...labelById].map(([value, label]) => ({ value, label }));
}
