import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useTotals } from './entries.ts';

/** How much was practised: today, this week and ever; of a search only what it finds. */
export function TotalsLine({ q }: { q: string }) {
  const { t } = useTranslation('logbook');
  const format = useFormat();
  const { data } = useTotals(q);
  const parts = data
    ? [
        ...(q === ''
          ? [
              t('totals.today', { minutes: format.minutes(data.minutesToday) }),
              t('totals.week', { minutes: format.minutes(data.minutesThisWeek) }),
            ]
          : []),
        t(q === '' ? 'totals.all' : 'totals.found', {
          count: data.entries,
          number: format.number(data.entries),
          minutes: format.minutes(data.minutes),
        }),
      ]
    : [];
  return (
    <Text role="status" c="dimmed" className="totals-line numbers">
      {parts.join(' · ')}
    </Text>
  );
}
