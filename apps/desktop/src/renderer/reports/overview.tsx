import { Button } from '@mantine/core';
import type { ReportRange } from '@mirubato/domain/reports';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useEntryForm } from '../logbook/entry-form-state.ts';
import { Breakdown } from './breakdown.tsx';
import { InsightList } from './insight-list.tsx';
import { reportDefinitionOf, trendOf } from './report-presets.ts';
import { useReport } from './reports.ts';
import { useReportsView } from './reports-view.ts';
import { Comparisons, Summary } from './summary.tsx';
import { TrendFigure } from './trend-figure.tsx';

export function Overview({ range }: { range: ReportRange }) {
  const { t } = useTranslation('reports');
  const openNew = useEntryForm((form) => form.openNew);
  const { unit, window } = trendOf(range);
  const trend = useReport(reportDefinitionOf({ range, groupBy: [unit], movingAverage: window }));
  if (trend.isPending) return <LoadingLines />;
  if (trend.isError) return <FailedState error={trend.error} onRetry={() => void trend.refetch()} />;
  const isAllTime = 'preset' in range && range.preset === 'allTime';
  if (trend.data.total.entries === 0) {
    return (
      <EmptyState
        title={t(isAllTime ? 'empty.title' : 'nothing.title')}
        detail={t(isAllTime ? 'empty.detail' : 'nothing.detail')}
      >
        <Button onClick={() => openNew()}>{t('logbook:new')}</Button>
        {!isAllTime && (
          <Button variant="default" onClick={() => useReportsView.setState({ range: { preset: 'allTime' } })}>
            {t('nothing.allTime')}
          </Button>
        )}
      </EmptyState>
    );
  }
  return (
    <>
      <Summary report={trend.data} />
      <div className="report-words">
        <Comparisons />
        <InsightList />
      </div>
      <TrendFigure report={trend.data} window={window} />
      <Breakdown range={range} />
    </>
  );
}
