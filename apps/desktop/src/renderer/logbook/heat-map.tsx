import { ActionIcon, Group, Text, Title, VisuallyHidden } from '@mantine/core';
import {
  addDays,
  heatLevel,
  parseQuery,
  printQuery,
  type Query,
  weeksOfYear,
} from '@mirubato/domain/logbook';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { firstDayOfWeek, useSettings } from '../settings/settings.ts';
import { useTotals, useYear } from './entries.ts';
import './heat-map.css';

const steps: Readonly<Record<string, number>> = { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1 };

interface HeatMapProps {
  /** What is looked for; its own days are left out of it, so that the year stays in sight. */
  readonly q: string;
  readonly onOpenDay: (date: string) => void;
}

/** A year as its weeks. How much a day was is told by the size of its square, its words, and a table. */
export function HeatMap({ q, onOpenDay }: HeatMapProps) {
  const { t } = useTranslation('logbook');
  const format = useFormat();
  const firstDay = firstDayOfWeek(useSettings());
  const query = withoutDays(q);
  const today = useTotals('').data?.today ?? '';
  const [chosenYear, setYear] = useState<number | null>(null);
  const [day, setDay] = useState('');
  const grid = useRef<HTMLDivElement>(null);
  const year = chosenYear ?? (Number(today.slice(0, 4)) || new Date().getFullYear());
  const days = useYear(query, year).data ?? [];
  const minutesByDay = new Map(days.map(({ date, minutes }) => [date, minutes]));
  const longest = Math.max(0, ...minutesByDay.values());
  const weeks = weeksOfYear(year, firstDay);
  const walked = day.startsWith(`${year}-`) ? day : today.startsWith(`${year}-`) ? today : `${year}-01-01`;

  const walk = (event: KeyboardEvent, date: string) => {
    const next =
      { Home: `${year}-01-01`, End: `${year}-12-31` }[event.key] ?? addDays(date, steps[event.key] ?? 0);
    if (next === date) return;
    event.preventDefault();
    if (!next.startsWith(`${year}-`)) return;
    setDay(next);
    grid.current?.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus();
  };

  return (
    <section aria-label={t('heat.name', { year })} className="heat-map">
      <Group justify="space-between" mb={6}>
        <Group gap={4}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('heat.yearBefore', { year: year - 1 })}
            onClick={() => setYear(year - 1)}
          >
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <Title order={2} size="h3" className="numbers">
            {year}
          </Title>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('heat.yearAfter', { year: year + 1 })}
            disabled={today !== '' && year >= Number(today.slice(0, 4))}
            onClick={() => setYear(year + 1)}
          >
            <IconChevronRight size={18} aria-hidden />
          </ActionIcon>
        </Group>
        <div className="heat-legend" aria-hidden>
          <Text span size="xs" c="dimmed">
            {t('heat.none')}
          </Text>
          {([0, 1, 2, 3, 4] as const).map((level) => (
            <span key={level} className="heat-day" data-level={level} />
          ))}
          <Text span size="xs" c="dimmed">
            {longest > 0 ? format.minutes(longest) : t('heat.most')}
          </Text>
        </div>
      </Group>
      <div className="heat-scroll">
        <div className="heat-months" aria-hidden>
          {weeks.map((week, index) => {
            const first = week.find((date) => date?.endsWith('-01'));
            return (
              <span key={week.find((date) => date !== null) ?? index}>
                {first ? format.month(first) : ''}
              </span>
            );
          })}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a calendar that is walked by arrow keys is no table */}
        <div ref={grid} role="grid" aria-label={t('heat.name', { year })} className="heat-grid">
          {Array.from({ length: 7 }, (_, row) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: the days take the focus
            // biome-ignore lint/suspicious/noArrayIndexKey: the weekdays never move
            <div key={row} role="row" className="heat-row">
              {weeks.map((week, column) => {
                const date = week[row] ?? null;
                if (date === null) {
                  // biome-ignore lint/suspicious/noArrayIndexKey: the weeks never move
                  // biome-ignore lint/a11y/useSemanticElements: as above
                  return <span key={column} role="gridcell" className="heat-day" data-void tabIndex={-1} />;
                }
                const minutes = minutesByDay.get(date) ?? 0;
                const level = heatLevel(minutes, longest);
                const label = t(minutes > 0 ? 'heat.day' : 'heat.dayWithout', {
                  day: format.day(date),
                  minutes: format.minutes(minutes),
                  level,
                });
                return (
                  // biome-ignore lint/a11y/useSemanticElements: as above
                  <button
                    key={date}
                    type="button"
                    role="gridcell"
                    className="heat-day"
                    data-date={date}
                    data-level={level}
                    data-today={date === today || undefined}
                    tabIndex={date === walked ? 0 : -1}
                    aria-label={label}
                    title={label}
                    onFocus={() => setDay(date)}
                    onKeyDown={(event) => walk(event, date)}
                    onClick={() => onOpenDay(date)}
                  />
                );
              })}
            </div>
          ))}
        </div>
      </div>
      <VisuallyHidden>
        <table>
          <caption>{t('heat.name', { year })}</caption>
          <tbody>
            {days.map(({ date, minutes }) => (
              <tr key={date}>
                <th scope="row">{format.day(date)}</th>
                <td>{format.minutes(minutes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </section>
  );
}

/** The line with its days replaced by this one. */
export function onDay(q: string, date: string): string {
  const others = withoutDays(q);
  return `${others}${others === '' ? '' : ' '}date:${date} `;
}

function withoutDays(q: string): string {
  const { query } = parseQuery(q);
  const parts: readonly Query[] = query === null ? [] : query.kind === 'all' ? query.parts : [query];
  const others = parts.filter(({ kind }) => kind !== 'date' && kind !== 'period');
  return others.map((part) => printQuery(part, others.length > 1)).join(' ');
}
