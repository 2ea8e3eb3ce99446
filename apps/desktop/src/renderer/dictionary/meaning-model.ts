/** The model that the dictionary is searched by: its state, and what a person may do with it. */
import type { MeaningModelState } from '@mirubato/core/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, useApi } from '../app/api.ts';
import { useExplanationLanguage } from './dictionary.ts';

const queryKey = ['dictionary', 'model'];
const meta = { collections: ['meaningModel'] };

/** While something is being made ready its count is asked for again and again. */
const ASK_EVERY_MS = 1000;

export function useMeaningModel() {
  const { client } = useApi();
  return useQuery({
    queryKey,
    queryFn: async () => (await answer(client.api.dictionary.model.$get())) as MeaningModelState,
    refetchInterval: ({ state: { data } }) => (data && isMoving(data) ? ASK_EVERY_MS : false),
    meta,
  });
}

export function useMeaningModelActions() {
  const { client } = useApi();
  const language = useExplanationLanguage();
  const queries = useQueryClient();
  const show = (state: MeaningModelState) => queries.setQueryData(queryKey, state);
  return {
    /** The form shows its failure itself. */
    choose: useMutation({
      mutationFn: async (folder: string) =>
        (await answer(client.api.dictionary.model.$put({ json: { folder, language } }))) as MeaningModelState,
      onSuccess: show,
      meta: { ...meta, isSilent: true },
    }),
    goBack: useMutation({
      mutationFn: async () => (await answer(client.api.dictionary.model.$delete())) as MeaningModelState,
      onSuccess: show,
      meta,
    }),
  };
}

function isMoving({ state }: MeaningModelState): boolean {
  return state === 'opening' || state === 'indexing';
}
