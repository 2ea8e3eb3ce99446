import { notifications } from '@mantine/notifications';
import type { Preset } from '@mirubato/domain/toolbox';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { settingOnly, useMetronome } from './metronome-store.ts';

const meta = { collections: ['metronomePresets'] };

export function usePresets() {
  const { client } = useApi();
  return useQuery({
    queryKey: ['metronomePresets'],
    // The client's type of an answer allows undefined in optional fields, which JSON has not.
    queryFn: async () => (await answer(client.api['metronome-presets'].$get())).presets as Preset[],
    meta,
  });
}

/** What is set, under a new name. The id is made once per form, so that a repeated attempt makes no second. */
export function useSavePreset() {
  const { client } = useApi();
  return useMutation({
    mutationFn: async ({ id, name }: { id: string; name: string }) => {
      const { setting } = useMetronome.getState();
      const json = { ...settingOnly(setting), id: id as never, name };
      return answer(client.api['metronome-presets'].$post({ json }));
    },
    onSuccess: ({ id }) => useMetronome.setState({ presetId: id }),
    meta,
  });
}

export function useChangePreset() {
  const { client } = useApi();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name?: string }) => {
      const json = name === undefined ? settingOnly(useMetronome.getState().setting) : { name };
      return answer(client.api['metronome-presets'][':id'].$patch({ param: { id }, json }));
    },
    meta,
  });
}

/** Presets of the original system out of a file. */
export function useImportPresets() {
  const { client } = useApi();
  const { t } = useTranslation('toolbox');
  return useMutation({
    mutationFn: async (file: File) => {
      const body = await file.text();
      const init = { headers: { 'content-type': 'application/json' }, init: { body } };
      return answer(client.api['metronome-presets'].import.$post({}, init));
    },
    onSuccess: (report) => notifications.show({ message: t('preset.imported', report) }),
    meta,
  });
}
