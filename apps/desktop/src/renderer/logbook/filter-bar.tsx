import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { queryFields } from '@mirubato/domain/logbook';
import { IconBookmark, IconPlus, IconX } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { withCondition } from './completion.ts';
import { searchFor, useLogbookPlace } from './logbook-place.ts';
import { chipsOf } from './query-words.ts';
import { SavedFiltersDialog } from './saved-filters-dialog.tsx';
import type { SearchLineHandle } from './search-line.tsx';

/** The conditions of the line as chips, for those who do not type. */
export function FilterBar({ line }: { line: RefObject<SearchLineHandle | null> }) {
  const { t } = useTranslation('logbook');
  const format = useFormat();
  const q = useLogbookPlace((place) => place.q);
  const [isAdding, setAdding] = useState(false);
  const [isManaging, setManaging] = useState(false);
  useShortcuts(t('query.conditions'), [
    { keys: 'f', label: t('query.add'), run: () => setAdding(true) },
    { keys: 'b', label: t('filters.name'), run: () => setManaging(true) },
  ]);
  return (
    <Group gap="xs" mt="sm" className="filter-bar">
      <Menu opened={isAdding} onChange={setAdding} position="bottom-start" returnFocus={false} withinPortal>
        <Menu.Target>
          <Button variant="default" size="compact-sm" leftSection={<IconPlus size={16} aria-hidden />}>
            {t('query.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {queryFields.map((field) => (
            <Menu.Item key={field} onClick={() => line.current?.goOn(withCondition(q, field, ''))}>
              {t(`query.field.${field}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        leftSection={<IconBookmark size={16} stroke={1.6} aria-hidden />}
        onClick={() => setManaging(true)}
      >
        {t('filters.name')}
      </Button>
      <ul className="filter-chips" aria-label={t('query.conditions')}>
        {chipsOf(q, t, format).map(({ label, rest }) => (
          <li key={label} className="filter-chip">
            <Text span size="sm" truncate>
              {label}
            </Text>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('query.remove', { what: label })}
              onClick={() => {
                searchFor(rest);
                line.current?.focus();
              }}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <SavedFiltersDialog isOpen={isManaging} onClose={() => setManaging(false)} />
    </Group>
  );
}
