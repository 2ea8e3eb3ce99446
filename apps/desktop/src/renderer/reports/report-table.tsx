import { Button, Table, Text } from '@mantine/core';
import type { Measure, Report } from '@mirubato/domain/reports';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useKeyText } from './key-text.ts';
import { useMeasureText } from './measure-text.ts';

/** As many as are read without looking for the end; the rest comes when asked for. */
const PAGE_ROWS = 50;

export function ReportTable({ report, measures }: { report: Report; measures: readonly Measure[] }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const keyText = useKeyText();
  const measureText = useMeasureText();
  const [count, setCount] = useState(PAGE_ROWS);
  const { rows, rowCount, groupBy, total, earlier } = report;
  const withEarlier = earlier !== null && rows.some(({ earlierMinutes }) => earlierMinutes !== null);
  const totalRow = { ...total, share: total.minutes > 0 ? 1 : 0 };
  const shown = groupBy.length === 0 ? [] : rows.slice(0, count);
  return (
    <>
      <Table.ScrollContainer minWidth={Math.min(900, 140 * groupBy.length + 90 * measures.length)}>
        <Table verticalSpacing={6} className="flush-table report-table" aria-label={t('table.name')}>
          <Table.Thead>
            <Table.Tr>
              {groupBy.map((grouping) => (
                <Table.Th key={grouping}>{t(`grouping.${grouping}`)}</Table.Th>
              ))}
              {groupBy.length === 0 && <Table.Th>{t('table.what')}</Table.Th>}
              {measures.map((measure) => (
                <Table.Th key={measure} ta="end">
                  {t(`measure.${measure}`)}
                </Table.Th>
              ))}
              {withEarlier && <Table.Th ta="end">{t('measure.earlier')}</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row, index) => (
              <Table.Tr key={JSON.stringify(row.keys.map(({ key }) => key))}>
                {row.keys.map((key, level) => {
                  const grouping = groupBy[level];
                  const before = shown[index - 1]?.keys;
                  const isRepeated =
                    level < row.keys.length - 1 &&
                    row.keys.slice(0, level + 1).every((one, at) => before?.[at]?.key === one.key);
                  return (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the levels never move
                    <Table.Td key={level} className={isRepeated ? 'report-repeated' : undefined}>
                      {grouping && keyText(grouping, key)}
                    </Table.Td>
                  );
                })}
                {measures.map((measure) => (
                  <Table.Td key={measure} ta="end" className="numbers">
                    {measureText(row, measure)}
                  </Table.Td>
                ))}
                {withEarlier && (
                  <Table.Td ta="end" className="numbers">
                    {format.minutes(Math.round(row.earlierMinutes ?? 0))}
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th colSpan={Math.max(1, groupBy.length)}>{t('table.total')}</Table.Th>
              {measures.map((measure) => (
                <Table.Th key={measure} ta="end" className="numbers">
                  {measureText(totalRow, measure)}
                </Table.Th>
              ))}
              {withEarlier && (
                <Table.Th ta="end" className="numbers">
                  {format.minutes(Math.round(earlier.minutes))}
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
      {count < rows.length && (
        <Button variant="default" mt="sm" onClick={() => setCount(count + 10 * PAGE_ROWS)}>
          {t('table.more', { count: rows.length - count })}
        </Button>
      )}
      {rowCount > rows.length && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('table.cut', { shown: format.number(rows.length), all: format.number(rowCount) })}
        </Text>
      )}
    </>
  );
}
