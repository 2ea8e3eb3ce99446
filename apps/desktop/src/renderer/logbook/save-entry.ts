import { notifications } from '@mantine/notifications';
import type { Entry } from '@mirubato/domain/logbook';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { useFormat } from '../i18n/format.ts';
import { useTimerActions } from '../timer/timer.ts';
import { useTimerSwitch } from '../timer/timer-switch.ts';
import type { EntryFormProps } from './entry-form.tsx';
import { type EntryValues, entryPatch, entryToValues, valuesToEntry } from './entry-form-values.ts';

/**
 * Saves the form. The id of a new entry is made once per form, so that a repeated attempt after a lost answer
 * makes no second entry.
 */
export function useSaveEntry(kind: EntryFormProps['kind'], base: EntryFormProps['base']) {
  const { client } = useApi();
  const { t } = useTranslation('logbook');
  const { day } = useFormat();
  const { practise } = useTimerActions();
  const queries = useQueryClient();
  const [newId] = useState(() => crypto.randomUUID());

  return useMutation({
    mutationFn: (values: EntryValues): Promise<Entry> => {
      const entry = valuesToEntry(values, base);
      if (base.id !== undefined) {
        const before = valuesToEntry(
          entryToValues(base, () => ''),
          base,
        );
        const json = entryPatch(before, entry);
        return answer(client.api.logbook.entries[':id'].$patch({ param: { id: base.id }, json }));
      }
      const query = kind === 'timer' ? ({ timer: 'clear' } as const) : {};
      return answer(client.api.logbook.entries.$post({ query, json: { ...entry, id: newId as never } }));
    },
    onSuccess: ({ localDate }) => {
      notifications.show({ message: t('saved', { day: day(localDate) }), autoClose: 4000 });
      if (kind !== 'timer') return;
      queries.setQueryData(['timer'], { timer: null, aheadMs: 0 });
      const { queued } = useTimerSwitch.getState();
      useTimerSwitch.setState({ queued: null });
      if (queued) practise(queued);
    },
    meta: { collections: ['entries', 'pieces', 'timers'], isSilent: true },
  });
}
