import { ActionIcon, Button, Group, SegmentedControl, Text } from '@mantine/core';
import type { PlannedOccurrence } from '@mirubato/domain/plans';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import dayjs from 'dayjs';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { firstDayOfWeek, useSettings } from '../settings/settings.ts';
import { type CalendarView, calendarWeeks, dayByKey } from './calendar-days.ts';
import { useChangeOccurrence } from './occurrence-actions.ts';
import { OccurrenceLine } from './occurrence-line.tsx';
import { openPanel } from './plan-panel.ts';
import { useOccurrences, usePlans } from './plans.ts';
import { usePractiseOccurrence } from './practise-occurrence.ts';

const SHOWN_OF_DAY = 3;
const SHOWN_OF_WEEKDAY = 12;

/** A month or a week, walked by arrow keys; the chosen day's sessions stand beside it. */
export function PlanCalendar() {
  const { t, i18n } = useTranslation('plans');
  const format = useFormat();
  const firstDay = firstDayOfWeek(useSettings());
  const [view, setView] = useState<CalendarView>('month');
  const [day, setDay] = useState(() => dayjs().format('YYYY-MM-DD'));
  const weeks = calendarWeeks(day, view, firstDay);
  const occurrences = useOccurrences(weeks[0]?.[0] ?? day, weeks.at(-1)?.[6] ?? day);
  const plans = usePlans();
  const chosen = useRef<HTMLButtonElement>(null);
  const isWalking = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the day is what the focus follows
  useEffect(() => {
    if (isWalking.current) chosen.current?.focus();
    isWalking.current = false;
  }, [day, view]);

  const byDay = new Map<string, PlannedOccurrence[]>();
  for (const occurrence of occurrences.data?.occurrences ?? [])
    byDay.set(occurrence.date, [...(byDay.get(occurrence.date) ?? []), occurrence]);
  const today = occurrences.data?.today ?? dayjs().format('YYYY-MM-DD');
  const ofDay = byDay.get(day) ?? [];
  const planById = new Map((plans.data ?? []).map(({ plan }) => [plan.id, plan]));
  const open = ofDay.find(({ state }) => state !== 'completed' && state !== 'skipped');
  useDayKeys(open, {
    toToday: () => setDay(today),
    toggleView: () => setView(view === 'month' ? 'week' : 'month'),
    add: () => openPanel({ kind: 'new', date: day }),
  });
  const walk = (event: KeyboardEvent) => {
    const next = dayByKey(day, event.key, view, firstDay);
    if (next === undefined) return;
    event.preventDefault();
    isWalking.current = true;
    setDay(next);
  };
  const step = (key: 'PageUp' | 'PageDown') => setDay(dayByKey(day, key, view, firstDay) ?? day);
  const month = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' });

  return (
    <>
      <Group justify="space-between" mb="md">
        <Group gap="xs">
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('calendar.back')}
            onClick={() => step('PageUp')}
          >
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={t('calendar.forward')}
            onClick={() => step('PageDown')}
          >
            <IconChevronRight size={18} aria-hidden />
          </ActionIcon>
          <h2 className="calendar-month">{month.format(new Date(`${day}T00:00:00Z`))}</h2>
        </Group>
        <Group gap="xs">
          <Button variant="default" onClick={() => setDay(today)}>
            {t('today')}
          </Button>
          <SegmentedControl
            aria-label={t('calendar.view')}
            data={[
              { value: 'month', label: t('calendar.month') },
              { value: 'week', label: t('calendar.week') },
            ]}
            value={view}
            onChange={(value) => setView(value as CalendarView)}
          />
        </Group>
      </Group>
      {occurrences.isError && (
        <FailedState error={occurrences.error} onRetry={() => void occurrences.refetch()} />
      )}
      <div className="calendar-page">
        <table className="calendar" data-view={view} aria-label={t('calendar.name')}>
          <thead>
            <tr>
              {(weeks[0] ?? []).map((date) => (
                <th key={date} scope="col" className="calendar-weekday">
                  {format.weekday(date)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week[0]}>
                {week.map((date) => {
                  const planned = byDay.get(date) ?? [];
                  const isChosen = date === day;
                  return (
                    <td key={date} data-chosen={isChosen || undefined}>
                      <button
                        ref={isChosen ? chosen : undefined}
                        type="button"
                        className="calendar-day"
                        tabIndex={isChosen ? 0 : -1}
                        aria-pressed={isChosen}
                        aria-current={date === today ? 'date' : undefined}
                        data-outside={view === 'month' && date.slice(0, 7) !== day.slice(0, 7)}
                        onClick={() => setDay(date)}
                        onKeyDown={walk}
                      >
                        <span className="visually-hidden">{format.day(date)}</span>
                        <span className="calendar-number" aria-hidden>
                          {Number(date.slice(8))}
                        </span>
                        {planned
                          .slice(0, view === 'week' ? SHOWN_OF_WEEKDAY : SHOWN_OF_DAY)
                          .map((occurrence) => (
                            <span
                              key={`${occurrence.planId} ${occurrence.key}`}
                              className="calendar-item"
                              data-state={occurrence.state}
                            >
                              {occurrence.title}
                              <span className="visually-hidden">, {t(`state.${occurrence.state}`)}</span>
                            </span>
                          ))}
                        {view === 'month' && planned.length > SHOWN_OF_DAY && (
                          <span className="calendar-more">+{planned.length - SHOWN_OF_DAY}</span>
                        )}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        <section aria-labelledby="calendar-day" aria-live="polite">
          <h3 id="calendar-day" className="section-name plans-first">
            {format.day(day)}
          </h3>
          {ofDay.length === 0 && <Text c="dimmed">{t('calendar.nothing')}</Text>}
          <ul className="plain-list">
            {ofDay.map((occurrence) => (
              <OccurrenceLine
                key={`${occurrence.planId} ${occurrence.key}`}
                occurrence={occurrence}
                plan={planById.get(occurrence.planId)}
              />
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

/** For the first of the day's sessions that is still open. */
function useDayKeys(
  open: PlannedOccurrence | undefined,
  calendar: { toToday(): void; toggleView(): void; add(): void },
): void {
  const { t } = useTranslation('plans');
  const practise = usePractiseOccurrence();
  const change = useChangeOccurrence();
  useShortcuts(t('calendar.name'), [
    { keys: 'h', label: t('keys.today'), run: calendar.toToday },
    { keys: 'w', label: t('keys.view'), run: calendar.toggleView },
    { keys: 'a', label: t('new'), run: calendar.add },
    ...(open
      ? [
          {
            keys: 'c',
            label: t('checkInNamed', { title: open.title }),
            run: () => openPanel({ kind: 'check-in', occurrence: open }),
          },
          {
            keys: 'x',
            label: t('skipNamed', { title: open.title }),
            run: () => change.mutate({ which: open, patch: { status: 'skipped' } }),
          },
          {
            keys: 'm',
            label: t('moveNamed', { title: open.title }),
            run: () => openPanel({ kind: 'move', occurrence: open }),
          },
          { keys: 'p', label: t('practiseNamed', { title: open.title }), run: () => practise(open) },
        ]
      : []),
    { keys: 'PageDown', label: t('calendar.forward'), run: () => {}, isOnlyListed: true },
    { keys: 'PageUp', label: t('calendar.back'), run: () => {}, isOnlyListed: true },
  ]);
}
