import { Progress, Text, VisuallyHidden } from '@mantine/core';
import type { Today } from '@mirubato/core/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

export type WeekProps = Pick<Today, 'date' | 'minutesToday' | 'dailyGoalMinutes' | 'week'>;

/** Today's minutes against the goal, and the week as seven bars; a day without practice is a gap, no more. */
export function Week({ date, minutesToday, dailyGoalMinutes, week }: WeekProps) {
  const { t } = useTranslation('today');
  const format = useFormat();
  const goal = dailyGoalMinutes ?? 0;
  const tallest = Math.max(1, goal, ...week.map(({ minutes }) => minutes));
  const total = week.reduce((sum, { minutes }) => sum + minutes, 0);
  return (
    <section aria-labelledby="today-minutes">
      <Text id="today-minutes" component="h2" className="section-name">
        {t('app:screens.today')}
      </Text>
      <p className="today-minutes numbers">{format.minutes(minutesToday)}</p>
      {goal > 0 && (
        <>
          <Text c="dimmed" mb="xs">
            {minutesToday >= goal
              ? t('goal.reached', { goal: format.minutes(goal) })
              : t('goal.open', { goal: format.minutes(goal) })}
          </Text>
          <Progress
            value={Math.min(100, (100 * minutesToday) / goal)}
            aria-label={t('goal.name')}
            size="sm"
          />
        </>
      )}
      <Text component="h2" className="section-name" mt="xl">
        {t('week.name')}
      </Text>
      <div className="week" aria-hidden>
        {goal > 0 && <div className="week-goal" style={{ bottom: `${(100 * goal) / tallest}%` }} />}
        {week.map((day) => (
          <div key={day.date} className="week-day">
            <div
              className="week-bar"
              data-today={day.date === date || undefined}
              style={{ height: `${(100 * day.minutes) / tallest}%` }}
            >
              {day.minutes > 0 && <span className="week-minutes numbers">{format.number(day.minutes)}</span>}
            </div>
          </div>
        ))}
      </div>
      <div className="week-names" aria-hidden>
        {week.map((day) => (
          <span key={day.date} data-today={day.date === date || undefined}>
            {format.weekday(day.date)}
          </span>
        ))}
      </div>
      <Text size="sm" c="dimmed" mt="sm">
        {t('week.total', { minutes: format.minutes(total) })}
      </Text>
      <VisuallyHidden>
        <table>
          <caption>{t('week.name')}</caption>
          <tbody>
            {week.map((day) => (
              <tr key={day.date}>
                <th scope="row">{format.longWeekday(day.date)}</th>
                <td>{format.minutes(day.minutes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </section>
  );
}
