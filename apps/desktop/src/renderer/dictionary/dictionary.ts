import type { DerivedTerm, FoundTerm, TermPage } from '@mirubato/core/client';
import { type ExplanationLanguage, explanationLanguages } from '@mirubato/domain/dictionary';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';

export interface Found {
  readonly terms: FoundTerm[];
  readonly derived: DerivedTerm | null;
  readonly size: number;
}

/** What is found while one types; the last answer stays until the next. An empty question makes the answers ready. */
export function useFoundTerms(q: string) {
  const { client } = useApi();
  const language = useExplanationLanguage();
  return useQuery({
    queryKey: ['dictionary', 'found', q, language],
    queryFn: async () =>
      (await answer(client.api.dictionary.$get({ query: { q, language, limit: '40' } }))) as Found,
    placeholderData: keepPreviousData,
    // It comes with the program and does not change.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useTerm(id: string | undefined) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['dictionary', 'term', id],
    // The client's type of an answer allows undefined in optional fields, which JSON has not.
    queryFn: async () =>
      (await answer(client.api.dictionary[':id'].$get({ param: { id: id ?? '' } }))) as TermPage,
    enabled: id !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** That of the screens, where terms are explained in it. */
export function useExplanationLanguage(): ExplanationLanguage {
  const { i18n } = useTranslation();
  return explanationLanguages.find((language) => language === i18n.language) ?? 'en';
}
