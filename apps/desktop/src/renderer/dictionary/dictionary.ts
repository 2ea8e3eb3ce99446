import type { DerivedTerm, FoundTerm, TermPage } from '@mirubato/core/client';
import {
  type ExplanationLanguage,
  explanationLanguages,
  type HitKind,
  type OwnTerm,
  type OwnTermInput,
  type ReportInput,
} from '@mirubato/domain/dictionary';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { useMoveToTrash } from '../trash/move-to-trash.ts';

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
    // But for a person's own, and the model it is searched by, it comes with the program and does not change.
    staleTime: Number.POSITIVE_INFINITY,
    meta: { collections: ['terms', 'meaningModel'] },
  });
}

/** By its name, a sign, a form or its parts: not what is only like it. */
export function isKnown({ terms, derived }: Found): boolean {
  const known: readonly HitKind[] = ['exact', 'abbreviation', 'translation', 'inflection'];
  return derived !== null || terms.some(({ kind }) => known.includes(kind));
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
    meta: { collections: ['terms'] },
  });
}

/** That of the screens, where terms are explained in it. */
export function useExplanationLanguage(): ExplanationLanguage {
  const { i18n } = useTranslation();
  return explanationLanguages.find((language) => language === i18n.language) ?? 'en';
}

export function useLookedTerms(order: 'recent' | 'popular', limit: number) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['dictionary', 'looked', order, limit],
    queryFn: async () =>
      (await answer(client.api.dictionary.looked.$get({ query: { order, limit: String(limit) } }))).terms,
    meta: { collections: ['termLooks', 'terms'] },
  });
}

/** Who stays at a term has looked at it; who passes by with the arrow keys has not. */
const LOOK_MS = 1500;

export function useNoteLook(id: string | undefined): void {
  const { client } = useApi();
  useEffect(() => {
    if (id === undefined) return;
    const stays = setTimeout(() => {
      // A look that is not counted harms nobody.
      client.api.dictionary[':id'].looks.$post({ param: { id } }).catch(() => undefined);
    }, LOOK_MS);
    return () => clearTimeout(stays);
  }, [client, id]);
}

export function useOccurrences(termId: string) {
  const { client } = useApi();
  return useQuery({
    queryKey: ['dictionary', 'occurrences', termId],
    queryFn: async () =>
      (await answer(client.api.dictionary[':id'].occurrences.$get({ param: { id: termId } }))).scores,
    meta: { collections: ['scores', 'terms'] },
  });
}

export function useOwnTerms() {
  const { client } = useApi();
  return useQuery({
    queryKey: ['dictionary', 'own'],
    queryFn: async () => (await answer(client.api.dictionary.own.$get())).terms as OwnTerm[],
    meta: { collections: ['terms'] },
  });
}

/** With an id the term or note is changed, else made. */
export function useSaveOwnTerm() {
  const { api } = useApi().client;
  return useMutation({
    mutationFn: async ({
      id,
      ...fields
    }: Partial<OwnTermInput> & { id?: string }): Promise<{ id: string }> => {
      const { termId: _, ...patch } = fields;
      return id === undefined
        ? answer(api.dictionary.own.$post({ json: { term: '', ...fields } }))
        : answer(api.dictionary.own[':id'].$patch({ param: { id }, json: patch }));
    },
    meta: { collections: ['terms'] },
  });
}

/** With the undo of everything that is deleted. */
export function useTrashOwnTerm(): (term: OwnTerm) => void {
  const move = useMoveToTrash();
  return ({ id, term }) => move({ collection: 'terms', id, title: term });
}

export function useReportTerm(id: string) {
  const { client } = useApi();
  return useMutation({
    mutationFn: (report: ReportInput) =>
      answer(client.api.dictionary[':id'].report.$post({ param: { id }, json: report })),
    meta: { collections: ['termFeedback'] },
  });
}
