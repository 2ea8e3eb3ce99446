import { Text } from '@mantine/core';
import type { Insight } from '@mirubato/domain/reports';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { weekdayDate } from './key-text.ts';
import { useInsights } from './reports.ts';

/** What the last weeks say, in sentences with their numbers. */
export function InsightList() {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const { data } = useInsights();
  if (!data) return null;
  return (
    <section aria-labelledby="report-insights">
      <Text id="report-insights" component="h2" className="section-name">
        {t('insight.title')}
      </Text>
      {data.insights.length === 0 ? (
        <Text c="dimmed">{t('insight.none')}</Text>
      ) : (
        <ul className="report-insights">
          {(data.insights as Insight[]).map((insight) => (
            <InsightItem key={JSON.stringify(insight)} insight={insight} />
          ))}
        </ul>
      )}
      <Text size="sm" c="dimmed" mt="xs">
        {t('insight.from', { day: format.shortDay(data.from) })}
      </Text>
    </section>
  );
}

function InsightItem({ insight }: { insight: Insight }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const minutes = (value: number) => format.minutes(Math.round(value));
  switch (insight.kind) {
    case 'timeOfDay':
      return (
        <li>
          {t(`insight.timeOfDay.${insight.part}`, {
            share: format.percent(insight.minutes / insight.ofMinutes),
            minutes: minutes(insight.minutes),
            all: minutes(insight.ofMinutes),
            count: insight.sessions,
          })}
        </li>
      );
    case 'weekday':
      return (
        <li>
          {t('insight.weekday', {
            weekday: format.longWeekday(weekdayDate(insight.weekday)),
            minutes: minutes(insight.meanMinutes),
            mean: minutes(insight.meanOfAll),
          })}
        </li>
      );
    case 'longest':
      return (
        <li>
          {t('insight.longest', {
            minutes: minutes(insight.minutes),
            day: format.day(insight.date),
            mean: minutes(insight.meanMinutes),
            count: insight.sessions,
          })}
        </li>
      );
    case 'tempo':
      return (
        <li>
          <PieceName id={insight.id} title={insight.title} />{' '}
          {t('insight.tempo', {
            from: format.number(insight.fromBpm),
            to: format.number(insight.toBpm),
            fromDay: format.shortDay(insight.fromDate),
            toDay: format.shortDay(insight.toDate),
            count: insight.days,
          })}
        </li>
      );
    case 'neglected':
      return (
        <li>
          {t('insight.neglected')}{' '}
          {insight.pieces.map(({ id, title, daysSince }, index) => (
            <span key={id}>
              {index > 0 && '; '}
              <PieceName id={id} title={title} /> ({format.daysAgo(daysSince)})
            </span>
          ))}
          .
        </li>
      );
  }
}

/** One that is none of the repertoire has no page of its own. */
function PieceName({ id, title }: { id: string; title: string }) {
  if (id.startsWith('key:')) return <strong>{title}</strong>;
  return (
    <Link to="/pieces/$pieceId" params={{ pieceId: id }}>
      {title}
    </Link>
  );
}
