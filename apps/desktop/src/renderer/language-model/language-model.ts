/** The language model on this computer, as the settings and the dictionary use it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { answer, done, useApi } from '../app/api.ts';
import { useExplanationLanguage } from '../dictionary/dictionary.ts';

/** Left out, the kept key is used. */
export interface ModelValues {
  readonly address: string;
  readonly model: string;
  readonly key?: string;
}

const meta = { collections: ['languageModel'], isSilent: true };

/** Null when none is set up; undefined until it has been read. */
export function useLanguageModel() {
  const { client } = useApi();
  const { data } = useQuery({
    queryKey: ['languageModel'],
    queryFn: () => answer(client.api['language-model'].$get()),
    meta: { collections: ['languageModel'] },
  });
  return data?.setting;
}

export function useSaveLanguageModel() {
  const { client } = useApi();
  return useMutation({
    mutationFn: (values: ModelValues) => answer(client.api['language-model'].$put({ json: values })),
    meta,
  });
}

export function useRemoveLanguageModel() {
  const { client } = useApi();
  return useMutation({ mutationFn: () => done(client.api['language-model'].$delete()), meta });
}

/** What the server at the address has. */
export function useModels() {
  const { client } = useApi();
  return useMutation({
    mutationFn: async (server: Omit<ModelValues, 'model'>) =>
      (await answer(client.api['language-model'].models.$post({ json: server }))).models,
    meta: { isSilent: true },
  });
}

export function useTestLanguageModel() {
  const { client } = useApi();
  const language = useExplanationLanguage();
  const { begin } = useGivingUp();
  return useMutation({
    mutationFn: (values: ModelValues) =>
      answer(
        client.api['language-model'].test.$post(
          { json: { ...values, language } },
          { init: { signal: begin() } },
        ),
      ),
    meta: { isSilent: true },
  });
}

/** Asks for a term, and can be given up. The answer's term is null when the model knows none. */
export function useGenerateTerm() {
  const { client } = useApi();
  const language = useExplanationLanguage();
  const { begin, giveUp } = useGivingUp();
  const generate = useMutation({
    mutationFn: async (term: string): Promise<{ id: string } | null> =>
      (
        await answer(
          client.api.dictionary.generated.$post({ json: { term, language } }, { init: { signal: begin() } }),
        )
      ).term,
    meta: { collections: ['terms'], isSilent: true },
  });
  return {
    ...generate,
    giveUp() {
      giveUp();
      generate.reset();
    },
  };
}

/** A question ends with the screen that asked it, or when the next begins. */
function useGivingUp() {
  const asked = useRef<AbortController>(undefined);
  const giveUp = useCallback(() => asked.current?.abort(), []);
  useEffect(() => giveUp, [giveUp]);
  const begin = useCallback(() => {
    giveUp();
    asked.current = new AbortController();
    return asked.current.signal;
  }, [giveUp]);
  return { begin, giveUp };
}
