import { Button, Group, Text } from '@mantine/core';
import type { PreviewRow, TablePreview } from '@mirubato/domain/exchange';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { allChanges, askedChanges, usualChoice, withChoice } from './chosen-changes.ts';
import { OtherRows } from './other-rows.tsx';
import { useApplyChanges } from './table-actions.ts';
import { TableRow } from './table-row.tsx';

/** Rows shown at first, and more at each press: a table of thousands is not read at once. */
const ROWS_SHOWN = 100;

/** What the table would change, row by row, each to be chosen; what it says of no score stands below. */
export function TableChoice({ preview }: { preview: TablePreview }) {
  const { t } = useTranslation('exchange');
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(() => usualChoice(preview));
  const [shown, setShown] = useState(ROWS_SHOWN);
  const apply = useApplyChanges();
  const changing = preview.rows.filter(({ kind }) => kind === 'changes');
  const asked = askedChanges(preview, chosen);
  const change = () => apply.mutate(asked, { onSuccess: () => void navigate({ to: '/scores' }) });

  return (
    <>
      <Text role="status" mb="md">
        <strong>{t(`format.${preview.format}`)}</strong>
        {' · '}
        {t('counts.rows', { count: preview.rows.length })}
        {' · '}
        {t('counts.changing', { count: changing.length })}
      </Text>
      {changing.length === 0 && (
        <EmptyState title={t('nothing.title')} detail={t(`nothing.${nothingReason(preview.rows)}`)} />
      )}
      {changing.length > 0 && (
        <>
          <Group gap="xs" mb="xs">
            <Button variant="default" size="compact-sm" onClick={() => setChosen(allChanges(preview))}>
              {t('choice.all')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setChosen(usualChoice(preview))}>
              {t('choice.usual')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setChosen(new Set())}>
              {t('choice.none')}
            </Button>
          </Group>
          <ul className="exchange-rows" aria-label={t('changes')}>
            {changing.slice(0, shown).map((row) => (
              <TableRow
                key={row.line}
                row={row}
                chosen={chosen}
                onChoose={(changes, isChosen) =>
                  setChosen((before) => withChoice(before, row, changes, isChosen))
                }
              />
            ))}
          </ul>
          {changing.length > shown && (
            <Button variant="default" my="md" onClick={() => setShown(shown + ROWS_SHOWN)}>
              {t('more', { count: Math.min(ROWS_SHOWN, changing.length - shown) })}
            </Button>
          )}
        </>
      )}
      <OtherRows preview={preview} />
      {changing.length > 0 && (
        <div className="exchange-actions">
          <Text size="sm" c="dimmed">
            {t('safe')}
          </Text>
          <Button disabled={asked.length === 0} loading={apply.isPending} onClick={change}>
            {t('apply', { count: asked.length })}
          </Button>
        </div>
      )}
    </>
  );
}

function nothingReason(rows: readonly PreviewRow[]): 'same' | 'unmatched' | 'empty' {
  if (rows.length === 0) return 'empty';
  return rows.some(({ kind }) => kind === 'same') ? 'same' : 'unmatched';
}
