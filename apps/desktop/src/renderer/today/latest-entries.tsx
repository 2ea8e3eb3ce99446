import { Anchor, Group, Text } from '@mantine/core';
import type { Entry } from '@mirubato/domain/logbook';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useEntryForm } from '../logbook/entry-form-state.ts';
import { EntryLine } from '../logbook/entry-line.tsx';

export function LatestEntries({ entries, today }: { entries: readonly Entry[]; today: string }) {
  const { t } = useTranslation('today');
  const format = useFormat();
  const openEntry = useEntryForm((form) => form.openEntry);
  return (
    <section aria-labelledby="latest" className="today-latest">
      <Group justify="space-between" align="baseline">
        <Text id="latest" component="h2" className="section-name">
          {t('latest.name')}
        </Text>
        {entries.length > 0 && (
          <Anchor component={Link} to="/logbook" size="sm">
            {t('latest.all')}
          </Anchor>
        )}
      </Group>
      {entries.length === 0 && <Text c="dimmed">{t('latest.none')}</Text>}
      {entries.map((entry) => (
        <EntryLine
          key={entry.id}
          entry={entry}
          date={
            entry.localDate === today
              ? format.time(entry.timestamp, entry.zone)
              : format.shortDay(entry.localDate)
          }
          onOpen={() => openEntry(entry)}
        />
      ))}
    </section>
  );
}
