import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import type { BulkChange } from '@mirubato/domain/logbook';
import { IconChevronUp, IconDownload, IconPencil, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { useChangeEntries, useExportEntries } from './bulk-changes.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { useFoundIds } from './entries.ts';
import { useLogbookPlace } from './logbook-place.ts';

const changes = ['addTag', 'removeTag', 'setType', 'setInstrument', 'moveTo', 'linkPiece'] as const;

/** What can be done with the entries chosen; there only while some are. */
export function BulkBar({ q }: { q: string }) {
  const { t } = useTranslation('logbook');
  const format = useFormat();
  const chosenIds = useLogbookPlace((place) => place.chosenIds);
  const [isChoosing, setChoosing] = useState(false);
  const [asked, setAsked] = useState<BulkChange['action'] | null>(null);
  const change = useChangeEntries();
  const exported = useExportEntries();
  const foundIds = useFoundIds(q);
  const ids = [...chosenIds];
  const forget = () => useLogbookPlace.setState({ chosenIds: new Set(), anchorId: null });
  const trash = () => change.mutate({ ids, change: { action: 'trash' } }, { onSuccess: forget });
  const chooseAll = () =>
    void foundIds().then(({ ids: all }) => useLogbookPlace.setState({ chosenIds: new Set(all) }));
  useShortcuts(t('bulk.name'), [
    { keys: 'e', label: t('bulk.change'), run: () => setChoosing(true) },
    { keys: 'a', label: t('bulk.chooseAll'), run: chooseAll },
    { keys: 'Delete', label: t('bulk.trash'), run: trash },
    { keys: 'Escape', label: t('bulk.forget'), run: forget },
  ]);
  return (
    <section className="bulk-bar" aria-label={t('bulk.name')}>
      <Text role="status" fw={600} className="numbers">
        {t('bulk.chosen', { count: ids.length, number: format.number(ids.length) })}
      </Text>
      <Button variant="subtle" size="compact-sm" onClick={chooseAll}>
        {t('bulk.chooseAll')}
      </Button>
      <Group gap="xs" ms="auto" wrap="nowrap">
        <Menu opened={isChoosing} onChange={setChoosing} position="top-end" withinPortal>
          <Menu.Target>
            <Button
              variant="default"
              loading={change.isPending}
              leftSection={<IconPencil size={18} stroke={1.5} aria-hidden />}
              rightSection={<IconChevronUp size={16} aria-hidden />}
            >
              {t('bulk.change')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {changes.map((action) => (
              <Menu.Item key={action} onClick={() => setAsked(action)}>
                {t(`bulk.ask.${action}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Menu position="top-end" withinPortal>
          <Menu.Target>
            <Button
              variant="default"
              loading={exported.isPending}
              leftSection={<IconDownload size={18} stroke={1.5} aria-hidden />}
              rightSection={<IconChevronUp size={16} aria-hidden />}
            >
              {t('bulk.export')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => exported.mutate({ ids, format: 'csv' })}>{t('bulk.csv')}</Menu.Item>
            <Menu.Item onClick={() => exported.mutate({ ids, format: 'json' })}>{t('bulk.json')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button
          variant="default"
          onClick={trash}
          leftSection={<IconTrash size={18} stroke={1.5} aria-hidden />}
        >
          {t('bulk.trash')}
        </Button>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('bulk.forget')} onClick={forget}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </Group>
      <BulkDialog
        action={asked}
        count={ids.length}
        onClose={() => setAsked(null)}
        onChange={(asked) => {
          change.mutate({ ids, change: asked });
          setAsked(null);
        }}
      />
    </section>
  );
}
