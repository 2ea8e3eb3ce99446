import { Button, Chip, Group } from '@mantine/core';
import type { ImportList } from '@mirubato/core/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { ReviewLink } from '../review/review-link.tsx';
import { type ImportFilter, openOf, totalOf, useImportActions } from './imports.ts';

const filters = ['all', 'done', 'needs-review', 'duplicate', 'failed', 'cancelled'] as const;

interface ImportFilterBarProps {
  readonly counts: ImportList['counts'];
  readonly filter: ImportFilter;
  readonly onFilter: (filter: ImportFilter) => void;
}

/** How many ended how; each count shows its own. */
export function ImportFilterBar({ counts, filter, onFilter }: ImportFilterBarProps) {
  const { t } = useTranslation('import');
  const { number } = useFormat();
  const { retryFailed, clearFinished } = useImportActions();
  const countOf = (name: ImportFilter) => (name === 'all' ? totalOf(counts) : counts[name]);
  const shown = filters.filter((name) => name === 'all' || name === filter || countOf(name) > 0);
  const finished = totalOf(counts) - openOf(counts);
  return (
    <Group justify="space-between" gap="sm" className="import-filter">
      <Chip.Group value={filter} onChange={(value) => onFilter(value as ImportFilter)}>
        <Group gap={6} role="radiogroup" aria-label={t('filter.label')}>
          {shown.map((name) => (
            <Chip key={name} value={name} variant="outline" className="numbers">
              {t(`filter.${name}`)} {number(countOf(name))}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group gap="xs">
        {counts['needs-review'] > 0 && <ReviewLink />}
        {counts.failed > 0 && (
          <Button variant="default" loading={retryFailed.isPending} onClick={() => retryFailed.mutate()}>
            {t('retryFailed')}
          </Button>
        )}
        {finished > 0 && (
          <Button
            variant="default"
            loading={clearFinished.isPending}
            onClick={() => {
              onFilter('all');
              clearFinished.mutate();
            }}
          >
            {t('clearFinished')}
          </Button>
        )}
      </Group>
    </Group>
  );
}
