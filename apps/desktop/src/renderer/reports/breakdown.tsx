import { Select, Text } from '@mantine/core';
import { type Grouping, groupings, isDateGrouping, type ReportRange } from '@mirubato/domain/reports';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useFormat } from '../i18n/format.ts';
import { Figure } from './figure.tsx';
import { useKeyText } from './key-text.ts';
import { NamedBars } from './lazy-charts.ts';
import { reportDefinitionOf } from './report-presets.ts';
import { ReportTable } from './report-table.tsx';
import { useReport } from './reports.ts';
import { useReportsView } from './reports-view.ts';

/** More bars than a person compares; the rest is one bar, and the table has them all. */
const BARS = 10;

const dimensions = groupings.filter((grouping) => !isDateGrouping(grouping));

/** The minutes of a range by one thing at a time. */
export function Breakdown({ range }: { range: ReportRange }) {
  const { t } = useTranslation('reports');
  const grouping = useReportsView(({ breakdown }) => breakdown);
  const report = useReport(reportDefinitionOf({ range, groupBy: [grouping] }));
  const format = useFormat();
  const keyText = useKeyText();
  if (report.isError) return <FailedState error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data) return <LoadingLines lines={4} />;
  const { rows, total, groupBy } = report.data;
  const shown = groupBy[0] ?? grouping;
  const isOrdinal = shown === 'weekday' || shown === 'hour';
  const first = isOrdinal || rows.length <= BARS ? rows : rows.slice(0, BARS - 1);
  const rest = rows.slice(first.length);
  const bars = first.map(({ keys, minutes }) => ({
    name: keys[0] ? keyText(shown, keys[0]) : '',
    minutes,
  }));
  if (rest.length > 0)
    bars.push({
      name: t('others', { count: rest.length }),
      minutes: rest.reduce((sum, { minutes }) => sum + minutes, 0),
    });
  const most = [...bars].sort((a, b) => b.minutes - a.minutes)[0];
  return (
    <Figure
      title={t(`breakdown.${shown}`)}
      description={
        most
          ? t('breakdownDescription', { most: most.name, minutes: format.minutes(Math.round(most.minutes)) })
          : ''
      }
      fileName={`minutes-by-${shown}`}
      chart={<NamedBars bars={bars} />}
      table={<ReportTable report={report.data} measures={['minutes', 'entries', 'days', 'share']} />}
    >
      {total.minutes > 0 && (shown === 'technique' || shown === 'tag') && (
        <Text size="sm" c="dimmed">
          {t('splitNote')}
        </Text>
      )}
      <Select
        size="xs"
        w="11rem"
        aria-label={t('breakdownBy')}
        allowDeselect={false}
        data={dimensions.map((value) => ({ value, label: t(`grouping.${value}`) }))}
        value={grouping}
        onChange={(value) => value && useReportsView.setState({ breakdown: value as Grouping })}
      />
    </Figure>
  );
}
