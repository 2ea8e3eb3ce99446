import {
  ActionIcon,
  Button,
  FileButton,
  Group,
  Input,
  Kbd,
  Menu,
  Modal,
  Text,
  TextInput,
} from '@mantine/core';
import type { Preset } from '@mirubato/domain/toolbox';
import { IconDots } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useFormat } from '../i18n/format.ts';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { useMetronome } from './metronome-store.ts';
import { useChangePreset, useImportPresets, useSavePreset } from './presets.ts';

type Naming = { readonly id: string; readonly name: string; readonly isNew: boolean };

/** Settings with a name; the first nine have a digit. */
export function PresetList({ presets }: { presets: UseQueryResult<Preset[]> }) {
  const { t } = useTranslation('toolbox');
  const { number } = useFormat();
  const presetId = useMetronome((metronome) => metronome.presetId);
  const load = useMetronome((metronome) => metronome.load);
  const change = useChangePreset();
  const takeIn = useImportPresets();
  const moveToTrash = useMoveToTrash();
  const [naming, setNaming] = useState<Naming | null>(null);
  return (
    <section aria-label={t('preset.title')} className="metronome-fields">
      <Group justify="space-between">
        <Input.Label labelElement="div">{t('preset.title')}</Input.Label>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => setNaming({ id: crypto.randomUUID(), name: '', isNew: true })}
        >
          {t('preset.save')}
        </Button>
      </Group>
      {presets.isPending && <LoadingLines />}
      {presets.isError && <FailedState error={presets.error} onRetry={() => void presets.refetch()} />}
      {presets.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('preset.none')}
        </Text>
      )}
      <ul className="preset-list">
        {presets.data?.map((preset, index) => (
          <li key={preset.id}>
            <button
              type="button"
              className="preset"
              aria-current={preset.id === presetId || undefined}
              onClick={() => load(preset.id, preset)}
            >
              {index < 9 && <Kbd aria-hidden>{index + 1}</Kbd>}
              <span className="preset-name">{preset.name}</span>
              <span className="preset-tempo numbers">
                {number(preset.bpm)} · {preset.beatsPerMeasure}/{preset.beatValue}
              </span>
            </button>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('preset.more', { name: preset.name })}
                >
                  <IconDots size={18} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => change.mutate({ id: preset.id })}>{t('preset.update')}</Menu.Item>
                <Menu.Item onClick={() => setNaming({ id: preset.id, name: preset.name, isNew: false })}>
                  {t('preset.rename')}
                </Menu.Item>
                <Menu.Item
                  onClick={() =>
                    moveToTrash({ collection: 'metronomePresets', id: preset.id, title: preset.name })
                  }
                >
                  {t('preset.toTrash')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ul>
      <FileButton accept="application/json,.json" onChange={(file) => file && takeIn.mutate(file)}>
        {(props) => (
          <Button
            {...props}
            variant="subtle"
            size="compact-sm"
            loading={takeIn.isPending}
            className="preset-import"
          >
            {t('preset.import')}
          </Button>
        )}
      </FileButton>
      <Modal
        opened={naming !== null}
        onClose={() => setNaming(null)}
        title={t(naming?.isNew ? 'preset.save' : 'preset.rename')}
        closeButtonProps={{ 'aria-label': t('app:close') }}
      >
        {naming && <NameForm naming={naming} onDone={() => setNaming(null)} />}
      </Modal>
    </section>
  );
}

function NameForm({ naming, onDone }: { naming: Naming; onDone: () => void }) {
  const { t } = useTranslation('toolbox');
  const [name, setName] = useState(naming.name);
  const save = useSavePreset();
  const change = useChangePreset();
  const trimmed = name.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (trimmed === '') return;
        const named = { id: naming.id, name: trimmed };
        if (naming.isNew) save.mutate(named, { onSuccess: onDone });
        else change.mutate(named, { onSuccess: onDone });
      }}
    >
      <TextInput
        data-autofocus
        label={t('preset.nameField')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="lg">
        <Button type="submit" disabled={trimmed === ''} loading={save.isPending || change.isPending}>
          {t('app:save')}
        </Button>
      </Group>
    </form>
  );
}
