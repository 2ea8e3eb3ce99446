// biome-ignore-all lint/a11y/useSemanticElements: a table's elements cannot be placed by the virtualiser
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is on the links and buttons inside the cells
import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type ScoreSort, sortBy, useScoresPlace } from './scores-place.ts';

/** The names of the columns; three of them sort. */
export function ScoreTableHead() {
  const { t } = useTranslation('scores');
  return (
    <div role="rowgroup" className="score-table-head">
      <div role="row" aria-rowindex={1} className="score-row">
        <span role="columnheader">
          <span className="visually-hidden">{t('field.isFavourite')}</span>
        </span>
        <SortHead sort="title" label={t('field.title')} />
        <SortHead sort="composer" label={t('field.composer')} />
        <span role="columnheader">{t('field.confidence')}</span>
        <span role="columnheader" className="score-row-number">
          {t('field.pageCount')}
        </span>
        <SortHead sort="added" label={t('field.createdAt')} />
        <span role="columnheader">
          <span className="visually-hidden">{t('field.menu')}</span>
        </span>
      </div>
    </div>
  );
}

function SortHead({ sort, label }: { sort: ScoreSort; label: string }) {
  const { sort: present, order, q } = useScoresPlace();
  const isSorted = present === sort && q.trim() === '';
  const Icon = order === 'asc' ? IconChevronUp : IconChevronDown;
  const ariaSort = order === 'asc' ? 'ascending' : 'descending';
  return (
    <span role="columnheader" aria-sort={isSorted ? ariaSort : 'none'}>
      <UnstyledButton className="score-sort" onClick={() => sortBy(sort)} disabled={q.trim() !== ''}>
        {label}
        {isSorted && <Icon size={16} stroke={1.8} aria-hidden />}
      </UnstyledButton>
    </span>
  );
}
