import { Anchor, Button, Text } from '@mantine/core';
import type { PlanWithNext } from '@mirubato/core/client';
import { Link } from '@tanstack/react-router';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useFormat } from '../i18n/format.ts';
import { OccurrenceLine } from './occurrence-line.tsx';
import { openPanel } from './plan-panel.ts';
import { useOccurrences, usePlans } from './plans.ts';
import { capitalised } from './recurrence-field.tsx';
import { useRuleWords } from './rule-words.ts';

const AHEAD_DAYS = 7;

/** What is planned for today and the days after, and the plans themselves. */
export function PlanList() {
  const { t } = useTranslation('plans');
  const format = useFormat();
  const plans = usePlans();
  const here = dayjs();
  const occurrences = useOccurrences(
    here.subtract(1, 'day').format('YYYY-MM-DD'),
    here.add(AHEAD_DAYS, 'day').format('YYYY-MM-DD'),
  );
  if (plans.isPending || occurrences.isPending) return <LoadingLines />;
  if (plans.isError) return <FailedState error={plans.error} onRetry={() => void plans.refetch()} />;
  if (occurrences.isError)
    return <FailedState error={occurrences.error} onRetry={() => void occurrences.refetch()} />;
  if (plans.data.length === 0) {
    return (
      <EmptyState title={t('empty.title')} detail={t('empty.detail')}>
        <Button onClick={() => openPanel({ kind: 'new' })}>{t('new')}</Button>
      </EmptyState>
    );
  }
  const planById = new Map(plans.data.map(({ plan }) => [plan.id, plan]));
  const { today } = occurrences.data;
  const ofToday = occurrences.data.occurrences.filter(({ date }) => date === today);
  const ahead = occurrences.data.occurrences.filter(({ date }) => date > today);
  const running = plans.data.filter(({ plan, next }) => plan.status === 'active' && next !== null);
  const ended = plans.data.filter((each) => !running.includes(each));
  return (
    <div className="plans-page">
      <section aria-labelledby="plans-today">
        <h2 id="plans-today" className="section-name plans-first">
          {t('today')}
        </h2>
        {ofToday.length === 0 && <Text c="dimmed">{t('nothingToday')}</Text>}
        <ul className="plain-list">
          {ofToday.map((occurrence) => (
            <OccurrenceLine
              key={`${occurrence.planId} ${occurrence.key}`}
              occurrence={occurrence}
              plan={planById.get(occurrence.planId)}
            />
          ))}
        </ul>
        <h2 className="section-name">{t('ahead')}</h2>
        {ahead.length === 0 && <Text c="dimmed">{t('nothingAhead')}</Text>}
        <ul className="plain-list">
          {ahead.map((occurrence) => (
            <OccurrenceLine
              key={`${occurrence.planId} ${occurrence.key}`}
              occurrence={occurrence}
              plan={planById.get(occurrence.planId)}
              date={`${format.weekday(occurrence.date)}, ${format.shortDay(occurrence.date)}`}
            />
          ))}
        </ul>
      </section>
      <section aria-labelledby="plans-all">
        <h2 id="plans-all" className="section-name plans-first">
          {t('plans')}
        </h2>
        <ul className="plain-list plan-cards">
          {running.map((each) => (
            <PlanCard key={each.plan.id} {...each} />
          ))}
        </ul>
        {ended.length > 0 && (
          <>
            <h2 className="section-name">{t('ended')}</h2>
            <ul className="plain-list plan-cards">
              {ended.map((each) => (
                <PlanCard key={each.plan.id} {...each} />
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  );
}

function PlanCard({ plan, next, adherence }: PlanWithNext) {
  const { t } = useTranslation('plans');
  const format = useFormat();
  const ruleWords = useRuleWords();
  const when =
    plan.schedule.kind === 'recurring'
      ? capitalised(ruleWords(plan.schedule.rule, plan.schedule.startDate?.slice(0, 10)))
      : t('once');
  return (
    <li className="plan-card">
      <Anchor
        component={Link}
        to="/plans/$planId"
        params={{ planId: plan.id } as never}
        fw={600}
        c="var(--ink)"
      >
        {plan.title}
      </Anchor>
      <Text size="sm">{when}</Text>
      <Text size="sm" c="dimmed" className="numbers">
        {[
          ...(plan.status === 'active' && next ? [t('next', { day: format.shortDay(next.date) })] : []),
          ...(plan.status === 'active' ? [] : [t(`status.${plan.status}`)]),
          ...(adherence.planned > 0 ? [t('adherence', { ...adherence })] : []),
        ].join(' · ')}
      </Text>
    </li>
  );
}
