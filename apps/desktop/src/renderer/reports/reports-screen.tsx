import { ActionIcon, Group, SegmentedControl, Title } from '@mantine/core';
import { IconShare2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreenTitle } from '../app/screen-title.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { Overview } from './overview.tsx';
import { RangeField } from './range-field.tsx';
import './reports.css';
import { useReportsView } from './reports-view.ts';
import { ShareDialog } from './share-dialog.tsx';
import { TableView } from './table-view.tsx';

export function ReportsScreen() {
  const { t } = useTranslation('reports');
  useScreenTitle(t('app:screens.reports'));
  const layout = useReportsView((view) => view.layout);
  const range = useReportsView((view) => view.range);
  const [isSharing, setSharing] = useState(false);
  const setLayout = (next: 'overview' | 'table') => useReportsView.setState({ layout: next });
  useShortcuts(t('app:screens.reports'), [
    {
      keys: 'v',
      label: t('layout.toggle'),
      run: () => setLayout(layout === 'overview' ? 'table' : 'overview'),
    },
    { keys: 'x s', label: t('share.name'), run: () => setSharing(true) },
  ]);
  return (
    <div className="screen">
      <Group justify="space-between" mb="lg">
        <Title order={1}>{t('app:screens.reports')}</Title>
        <Group gap="sm">
          {layout === 'overview' && (
            <RangeField range={range} onChange={(next) => useReportsView.setState({ range: next })} />
          )}
          <SegmentedControl
            aria-label={t('layout.name')}
            data={(['overview', 'table'] as const).map((value) => ({ value, label: t(`layout.${value}`) }))}
            value={layout}
            onChange={(value) => setLayout(value as 'overview' | 'table')}
          />
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('share.name')}
            onClick={() => setSharing(true)}
          >
            <IconShare2 size={20} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Group>
      </Group>
      {layout === 'overview' ? <Overview range={range} /> : <TableView />}
      <ShareDialog range={range} isOpen={isSharing} onClose={() => setSharing(false)} />
    </div>
  );
}
