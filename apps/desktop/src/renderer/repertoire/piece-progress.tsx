import { Group, ScrollArea, SegmentedControl, Skeleton, Table, Text } from '@mantine/core';
import type { PiecePractice, PieceWithPractice } from '@mirubato/core/client';
import type { PeriodKind } from '@mirubato/domain/repertoire';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

const MinutesChart = lazy(async () => ({ default: (await import('./practice-charts.tsx')).MinutesChart }));
const TempoChart = lazy(async () => ({ default: (await import('./practice-charts.tsx')).TempoChart }));

interface PieceProgressProps {
  readonly piece: PieceWithPractice;
  readonly practice: PiecePractice;
  readonly by: PeriodKind;
  readonly onBy: (by: PeriodKind) => void;
}

/** Minutes over time, and the tempo reached against its target, each with the numbers beside it. */
export function PieceProgress({ piece, practice, by, onBy }: PieceProgressProps) {
  const { t } = useTranslation('repertoire');
  const format = useFormat();
  const periods = practice.periods.map(({ start, minutes, sessions }) => ({
    start,
    label: by === 'month' ? format.monthAndYear(start) : format.shortDay(start),
    minutes: Math.round(minutes),
    sessions,
  }));
  const tempos = practice.tempos.map(({ date, tempo }) => ({ date, label: format.shortDay(date), tempo }));
  if (piece.practiceMinutes === 0) return null;
  return (
    <>
      <Group justify="space-between" align="baseline" mt="xl">
        <h2 className="section-name" style={{ margin: 0 }}>
          {t('progress.minutes')}
        </h2>
        <SegmentedControl
          size="xs"
          aria-label={t('progress.by')}
          data={(['week', 'month'] as const).map((value) => ({ value, label: t(`progress.${value}`) }))}
          value={by}
          onChange={(value) => onBy(value as PeriodKind)}
        />
      </Group>
      <div className="chart-and-table">
        <Suspense fallback={<Skeleton height={220} />}>
          <MinutesChart data={periods} name={t('column.minutes')} format={format.minutes} />
        </Suspense>
        <ScrollArea.Autosize
          mah={220}
          offsetScrollbars
          type="auto"
          viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('progress.minutes') }}
        >
          <Table aria-label={t('progress.minutes')} stickyHeader verticalSpacing={2} className="flush-table">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t(`progress.${by}Of`)}</Table.Th>
                <Table.Th ta="end">{t('column.minutes')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {periods
                .filter(({ minutes }) => minutes > 0)
                .reverse()
                .map(({ start, label, minutes }) => (
                  <Table.Tr key={start}>
                    <Table.Td>{label}</Table.Td>
                    <Table.Td ta="end" className="numbers">
                      {format.minutes(minutes)}
                    </Table.Td>
                  </Table.Tr>
                ))}
              {practice.earlierMinutes > 0 && (
                <Table.Tr>
                  <Table.Td>{t('progress.earlier')}</Table.Td>
                  <Table.Td ta="end" className="numbers">
                    {format.minutes(practice.earlierMinutes)}
                  </Table.Td>
                </Table.Tr>
              )}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      </div>
      {tempos.length > 0 && (
        <>
          <h2 className="section-name">{t('progress.tempo')}</h2>
          <div className="chart-and-table">
            <Suspense fallback={<Skeleton height={220} />}>
              <TempoChart
                data={tempos}
                name={t('progress.reached')}
                target={piece.targetTempo}
                targetLabel={t('targetTempo')}
              />
            </Suspense>
            <ScrollArea.Autosize
              mah={220}
              offsetScrollbars
              type="auto"
              viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': t('progress.tempo') }}
            >
              <Table
                aria-label={t('progress.tempo')}
                stickyHeader
                verticalSpacing={2}
                className="flush-table"
              >
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('progress.day')}</Table.Th>
                    <Table.Th ta="end">{t('progress.reached')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {[...tempos].reverse().map(({ date, label, tempo }) => (
                    <Table.Tr key={date}>
                      <Table.Td>{label}</Table.Td>
                      <Table.Td ta="end" className="numbers">
                        {t('tempo', { tempo: format.number(tempo) })}
                        {piece.targetTempo !== null && (
                          <Text span c="dimmed" inherit>
                            {' '}
                            {format.percent(tempo / piece.targetTempo)}
                          </Text>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </ScrollArea.Autosize>
          </div>
        </>
      )}
    </>
  );
}
