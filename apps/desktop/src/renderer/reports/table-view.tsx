import { Button, Group, Text } from '@mantine/core';
import { isDateGrouping, type Report, type ReportDefinition } from '@mirubato/domain/reports';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { Figure } from './figure.tsx';
import { countConditions, finishedFilter } from './filter-draft.ts';
import { useKeyText } from './key-text.ts';
import { NamedBars } from './lazy-charts.ts';
import { OutMenu } from './out-menu.tsx';
import { RangeField } from './range-field.tsx';
import { ReportBuilder } from './report-builder.tsx';
import { ReportTable } from './report-table.tsx';
import { useReport, useSavedReports } from './reports.ts';
import { changeDraft, useReportsView } from './reports-view.ts';
import { SavedMenu } from './saved-menu.tsx';
import { ComparisonText } from './summary.tsx';
import { TrendFigure } from './trend-figure.tsx';

/** A table that a person builds: range, filter, groups, numbers. */
export function TableView() {
  const { t } = useTranslation('reports');
  const { draft, isBuilding, savedId } = useReportsView();
  const saved = useSavedReports().data?.find(({ id }) => id === savedId);
  const definition = { ...draft, filter: finishedFilter(draft.filter) };
  const { data, error, isError, isPending, refetch } = useReport(definition);
  const toggleBuilder = () => useReportsView.setState({ isBuilding: !isBuilding });
  useShortcuts(t('layout.table'), [{ keys: 'b', label: t('builder.toggle'), run: toggleBuilder }]);
  const conditions = countConditions(definition.filter);
  return (
    <>
      <Group gap="sm" mb="md">
        <SavedMenu draft={definition} />
        <RangeField range={draft.range} onChange={(range) => changeDraft({ range })} />
        <Button
          variant="default"
          aria-expanded={isBuilding}
          leftSection={<IconAdjustmentsHorizontal size={18} stroke={1.6} aria-hidden />}
          onClick={toggleBuilder}
        >
          {conditions > 0 ? t('builder.openWith', { count: conditions }) : t('builder.open')}
        </Button>
        {data && (
          <OutMenu definition={definition} report={data} name={saved?.name ?? t('app:screens.reports')} />
        )}
      </Group>
      {isBuilding && <ReportBuilder draft={draft} />}
      {isPending && <LoadingLines />}
      {isError && <FailedState error={error} onRetry={() => void refetch()} />}
      {data && data.total.entries === 0 && (
        <EmptyState
          title={t('nothing.title')}
          detail={t(conditions > 0 ? 'nothing.filtered' : 'nothing.detail')}
        />
      )}
      {data && data.total.entries > 0 && <Result report={data} definition={definition} />}
    </>
  );
}

/** More bars than a person compares. */
const BARS = 15;

function Result({ report, definition }: { report: Report; definition: ReportDefinition }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const keyText = useKeyText();
  const { groupBy } = report;
  const [only] = groupBy;
  const isNamed = groupBy.length === 1 && only !== undefined && !isDateGrouping(only);
  const table = (
    <ReportTable key={JSON.stringify(definition)} report={report} measures={definition.measures} />
  );
  const most = report.rows[0];
  return (
    <div className="report-result">
      {report.earlier && (
        <Text mb="md">
          {t('table.total')}: {format.minutes(Math.round(report.total.minutes))} ·{' '}
          <ComparisonText report={report} />
        </Text>
      )}
      {report.trend && <TrendFigure report={report} window={definition.movingAverage} />}
      {isNamed && most && (
        <Figure
          title={t(`breakdown.${only}`)}
          description={t('breakdownDescription', {
            most: most.keys[0] ? keyText(only, most.keys[0]) : '',
            minutes: format.minutes(Math.round(most.minutes)),
          })}
          fileName={`minutes-by-${only}`}
          chart={
            <NamedBars
              bars={report.rows
                .slice(0, only === 'hour' ? 24 : BARS)
                .map(({ keys, minutes }) => ({ name: keys[0] ? keyText(only, keys[0]) : '', minutes }))}
            />
          }
          table={table}
        />
      )}
      {(groupBy.includes('technique') || groupBy.includes('tag')) && (
        <Text size="sm" c="dimmed" mb="sm">
          {t('splitNote')}
        </Text>
      )}
      <div className="report-result-table">{table}</div>
    </div>
  );
}
