import { Text } from '@mantine/core';
import { changeOf, consistencyOf, daysIn, type Report } from '@mirubato/domain/reports';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { usePeriodText } from './period-text.ts';
import { reportDefinitionOf } from './report-presets.ts';
import { useReport } from './reports.ts';

/** What a range comes to. */
export function Summary({ report }: { report: Report }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const { total } = report;
  const minutes = (value: number | null) => (value === null ? '–' : format.minutes(Math.round(value)));
  const consistency = consistencyOf(total.days ?? 0, total.daysPassed);
  const facts = [
    { name: 'minutes', value: minutes(total.minutes), note: t('summary.entries', { count: total.entries }) },
    {
      name: 'days',
      value: consistency === null ? '–' : format.percent(consistency),
      note: t('summary.daysOf', {
        days: format.number(total.days ?? 0),
        count: total.daysPassed,
        passed: format.number(total.daysPassed),
      }),
    },
    {
      name: 'perDay',
      value: minutes(total.days ? total.minutes / total.days : null),
      note: t('summary.perDayNote'),
    },
    {
      name: 'session',
      value: minutes(total.median),
      note: t('summary.sessionNote', { mean: minutes(total.mean), longest: minutes(total.longest) }),
    },
  ];
  return (
    <dl className="report-summary">
      {facts.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{t(`summary.${name}`)}</dt>
          <dd>
            <span className="report-fact numbers">{value}</span>
            <Text component="span" size="sm" c="dimmed">
              {note}
            </Text>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** This week and this month beside the same stretch of those before. */
export function Comparisons() {
  const { t } = useTranslation('reports');
  const week = useReport(reportDefinitionOf({ range: { preset: 'thisWeek' }, comparison: 'before' }));
  const month = useReport(reportDefinitionOf({ range: { preset: 'thisMonth' }, comparison: 'before' }));
  return (
    <section aria-labelledby="report-comparisons">
      <Text id="report-comparisons" component="h2" className="section-name">
        {t('comparison.title')}
      </Text>
      <ul className="report-comparisons">
        {week.data && <ComparisonLine name="week" report={week.data} />}
        {month.data && <ComparisonLine name="month" report={month.data} />}
      </ul>
    </section>
  );
}

function ComparisonLine({ name, report }: { name: 'week' | 'month'; report: Report }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  return (
    <li>
      <Text fw={600}>
        {t(`comparison.${name}`)}: {format.minutes(Math.round(report.total.minutes))}
      </Text>
      <Text size="sm" c="dimmed">
        <ComparisonText report={report} />
      </Text>
    </li>
  );
}

/** What it is compared with, and how it stands to it. */
export function ComparisonText({ report }: { report: Report }) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const periodText = usePeriodText();
  const { earlier, total, period } = report;
  if (!earlier) return null;
  const days = daysIn({ from: period.from, to: period.until });
  const earlierDays = daysIn(earlier);
  const change = changeOf({ minutes: total.minutes, days }, { minutes: earlier.minutes, days: earlierDays });
  const values = {
    period: periodText(earlier),
    minutes: format.minutes(Math.round(earlier.minutes)),
    change: format.percent(Math.abs(change ?? 0)),
  };
  const said = change === null ? 'nothing' : Math.abs(change) < 0.005 ? 'same' : change > 0 ? 'more' : 'less';
  return (
    <>
      {t(`comparison.${said}`, values)}
      {change !== null && days !== earlierDays && ` (${t('comparison.byDay')})`}
    </>
  );
}
