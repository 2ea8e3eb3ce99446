/** What is done with one occurrence, each with its undo. */
import type { ChangedOccurrence } from '@mirubato/core/client';
import type { CheckIn, OccurrencePatch, PlannedOccurrence } from '@mirubato/domain/plans';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, done, useApi } from '../app/api.ts';
import { useFormat } from '../i18n/format.ts';
import { localZone } from '../timer/timer.ts';
import { showUndo } from '../trash/undo-notice.tsx';

const meta = { collections: ['plans', 'occurrences', 'entries'] };

type Which = Pick<PlannedOccurrence, 'planId' | 'key' | 'title' | 'date'>;

/** Skips, moves or edits the one. */
export function useChangeOccurrence() {
  const { client } = useApi();
  const { t } = useTranslation('plans');
  const { shortDay } = useFormat();
  const send = async ({ planId, key }: Which, patch: OccurrencePatch) =>
    (await answer(
      client.api.plans[':id'].occurrences[':key'].$patch({
        param: { id: planId, key },
        query: { zone: localZone() },
        json: patch,
      }),
    )) as unknown as ChangedOccurrence;
  const takeBack = useMutation({
    mutationFn: ({ which, before }: { which: Which; before: OccurrencePatch }) => send(which, before),
    meta,
  });
  return useMutation({
    mutationFn: ({ which, patch }: { which: Which; patch: OccurrencePatch }) => send(which, patch),
    onSuccess({ occurrence, before }, { which, patch }) {
      const said =
        patch.status === 'skipped'
          ? t('done.skipped', { title: which.title })
          : patch.status === 'scheduled'
            ? t('done.unskipped', { title: which.title })
            : patch.date !== undefined
              ? t('done.moved', { title: which.title, day: shortDay(occurrence.date) })
              : t('done.edited', { title: which.title });
      showUndo({ message: said, undo: () => takeBack.mutate({ which, before }) });
    },
    meta,
  });
}

export function useCheckIn() {
  const { client } = useApi();
  const { t } = useTranslation('plans');
  const takeBack = useUndoCheckIn();
  return useMutation({
    mutationFn: ({ which: { planId, key }, input }: { which: Which; input: CheckIn }) =>
      answer(
        client.api.plans[':id'].occurrences[':key']['check-in'].$post({
          param: { id: planId, key },
          json: input,
        }),
      ),
    onSuccess: (_entry, { which }) =>
      showUndo({ message: t('done.checkedIn', { title: which.title }), undo: () => takeBack.mutate(which) }),
    meta: { ...meta, isSilent: true },
  });
}

export function useUndoCheckIn() {
  const { client } = useApi();
  return useMutation({
    mutationFn: ({ planId, key }: Which) =>
      done(
        client.api.plans[':id'].occurrences[':key']['check-in'].$delete({
          param: { id: planId, key },
          query: { zone: localZone() },
        }),
      ),
    meta,
  });
}
