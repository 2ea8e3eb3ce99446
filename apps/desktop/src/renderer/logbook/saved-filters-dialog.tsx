import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import type { SavedFilter } from '@mirubato/domain/logbook';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { searchFor, useLogbookPlace } from './logbook-place.ts';
import { useRenameFilter, useSavedFilters, useSaveFilter } from './saved-filters.ts';

/** Saves the present query under a name, and applies, renames or deletes those saved. */
export function SavedFiltersDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('logbook');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('filters.name')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <Filters onClose={onClose} />
    </Modal>
  );
}

function Filters({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('logbook');
  const q = useLogbookPlace((place) => place.q).trim();
  const filters = useSavedFilters(true);
  const save = useSaveFilter();
  const [name, setName] = useState('');
  const saved = filters.data ?? [];
  return (
    <Stack gap="lg">
      {filters.isPending && <LoadingLines lines={2} />}
      {filters.isError && <FailedState error={filters.error} onRetry={() => void filters.refetch()} />}
      {filters.isSuccess && saved.length === 0 && <Text c="dimmed">{t('filters.none')}</Text>}
      {saved.length > 0 && (
        <ul className="plain-list" aria-label={t('filters.name')}>
          {saved.map((filter) => (
            <SavedFilterLine
              key={filter.id}
              filter={filter}
              onApply={() => {
                searchFor(filter.query);
                onClose();
              }}
            />
          ))}
        </ul>
      )}
      {q === '' ? (
        <Text size="sm" c="dimmed">
          {t('filters.typeFirst')}
        </Text>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') return;
            save.mutate({ name, query: q }, { onSuccess: () => setName('') });
          }}
        >
          <Group align="end" wrap="nowrap">
            <TextInput
              flex={1}
              label={t('filters.saveAs')}
              description={q}
              maxLength={100}
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              {t('app:save')}
            </Button>
          </Group>
        </form>
      )}
    </Stack>
  );
}

function SavedFilterLine({ filter, onApply }: { filter: SavedFilter; onApply: () => void }) {
  const { t } = useTranslation('logbook');
  const rename = useRenameFilter();
  const moveToTrash = useMoveToTrash();
  const [name, setName] = useState<string | null>(null);
  const isChanged = name !== null && name.trim() !== '' && name !== filter.name;
  const end = () => {
    if (isChanged) rename.mutate({ id: filter.id, name });
    setName(null);
  };
  return (
    <li>
      <Group wrap="nowrap" gap="xs">
        {name === null ? (
          <button type="button" className="saved-filter" onClick={onApply}>
            <Text span fw={600}>
              {filter.name}
            </Text>
            <Text span size="sm" c="dimmed" className="saved-filter-query">
              {filter.query}
            </Text>
          </button>
        ) : (
          <TextInput
            flex={1}
            autoFocus
            aria-label={t('filters.newName', { name: filter.name })}
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onBlur={end}
            onKeyDown={(event) => {
              if (event.key === 'Enter') end();
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              setName(null);
            }}
          />
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('filters.rename', { name: filter.name })}
          onClick={() => setName(filter.name)}
        >
          <IconPencil size={18} stroke={1.5} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('filters.toTrash', { name: filter.name })}
          onClick={() => moveToTrash({ collection: 'savedFilters', id: filter.id, title: filter.name })}
        >
          <IconTrash size={18} stroke={1.5} aria-hidden />
        </ActionIcon>
      </Group>
    </li>
  );
}
