import { Table, Text } from '@mantine/core';
import type { DateGrouping, Report } from '@mirubato/domain/reports';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { Figure } from './figure.tsx';
import { useKeyText } from './key-text.ts';
import { TrendChart } from './lazy-charts.ts';

/** More bars than can be told apart. */
const MAX_BARS = 400;

/** Minutes over time. Asked by one kind of period alone. */
export function TrendFigure({ report, window }: { report: Report; window: number | null }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const keyText = useKeyText();
  const unit = report.groupBy[0] as DateGrouping;
  const points = (report.trend ?? []).slice(-MAX_BARS);
  if (points.length === 0) return null;
  const title = t(`trend.${unit}`);
  const hasAverage = points.some(({ average }) => average !== null);
  const hasPartial = points.some(({ isPartial }) => isPartial) && unit !== 'day';
  const named = points.map((point) => ({ ...point, label: keyText(unit, { key: point.start, name: '' }) }));
  const most = named.reduce((best, point) => (point.minutes > best.minutes ? point : best));
  return (
    <Figure
      title={title}
      description={t('trend.description', {
        total: format.minutes(report.total.minutes),
        most: most.label,
        minutes: format.minutes(most.minutes),
      })}
      fileName="minutes-over-time"
      chart={<TrendChart bars={named} hasAverage={hasAverage} />}
      table={
        <Table className="flush-table" verticalSpacing={6} aria-label={title}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t(`grouping.${unit}`)}</Table.Th>
              <Table.Th ta="end">{t('measure.minutes')}</Table.Th>
              {hasAverage && <Table.Th ta="end">{t('average')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {named.map((point) => (
              <Table.Tr key={point.start}>
                <Table.Td>
                  {point.label}
                  {point.isPartial && unit !== 'day' && ` (${t('partial')})`}
                </Table.Td>
                <Table.Td ta="end" className="numbers">
                  {format.minutes(Math.round(point.minutes))}
                </Table.Td>
                {hasAverage && (
                  <Table.Td ta="end" className="numbers">
                    {point.average === null ? '–' : format.minutes(Math.round(point.average))}
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      }
    >
      {(hasPartial || (hasAverage && window !== null)) && (
        <Text size="sm" c="dimmed">
          {[
            hasAverage && window !== null && t(`averageOver.${unit}`, { count: window }),
            hasPartial && t('partialNote'),
          ]
            .filter(Boolean)
            .join(' ')}
        </Text>
      )}
    </Figure>
  );
}
