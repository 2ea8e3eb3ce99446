import { Anchor, Button, Group, Menu, Text, Title } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { usePublishPlan } from '../templates/template-actions.ts';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { OccurrenceLine } from './occurrence-line.tsx';
import { openPanel } from './plan-panel.ts';
import { PlanPanels } from './plan-panels.tsx';
import { usePlanStatus } from './plan-status.ts';
import { usePlan } from './plans.ts';
import { usePractiseOccurrence } from './practise-occurrence.ts';
import { capitalised } from './recurrence-field.tsx';
import { useRuleWords } from './rule-words.ts';
import { SegmentLines } from './segment-lines.tsx';
import './plans.css';

/** One plan: what is next, how it went, what a session is made of. */
export function PlanScreen() {
  const { t } = useTranslation('plans');
  const { planId = '' } = useParams({ strict: false });
  const format = useFormat();
  const navigate = useNavigate();
  const ruleWords = useRuleWords();
  const practise = usePractiseOccurrence();
  const setStatus = usePlanStatus();
  const publish = usePublishPlan();
  const moveToTrash = useMoveToTrash();
  const { data, error, isPending, refetch } = usePlan(planId);
  useScreenTitle(data?.plan.title ?? t('app:screens.plans'));
  const next = data?.next ?? null;
  useShortcuts(
    t('keys.plan'),
    data
      ? [
          { keys: 'e', label: t('edit.plan'), run: () => openPanel({ kind: 'edit', plan: data.plan }) },
          ...(next
            ? [
                { keys: 'p', label: t('practise'), run: () => practise(next) },
                {
                  keys: 'c',
                  label: t('checkIn'),
                  run: () => openPanel({ kind: 'check-in', occurrence: next }),
                },
                { keys: 'm', label: t('moveTo'), run: () => openPanel({ kind: 'move', occurrence: next }) },
              ]
            : []),
        ]
      : [],
  );
  if (isPending || !data) {
    return (
      <div className="screen plans">
        {isPending ? <LoadingLines /> : <FailedState error={error} onRetry={() => void refetch()} />}
      </div>
    );
  }
  const { plan, today, occurrences, adherence, goesOnIn } = data;
  const past = occurrences.filter(({ date }) => date < today).reverse();
  const ahead = occurrences.filter(({ date }) => date >= today);
  const dated = (date: string) => `${format.weekday(date)}, ${format.shortDay(date)}`;
  const isActive = plan.status === 'active';
  const { rule, startDate, kind } = plan.schedule;
  const segments = next?.segments ?? plan.segments ?? [];
  return (
    <div className="screen plans">
      <Anchor component={Link} to="/plans" size="sm">
        {t('app:screens.plans')}
      </Anchor>
      <Title order={1} mt="xs">
        {plan.title}
      </Title>
      <Text size="lg">
        {kind === 'recurring' ? capitalised(ruleWords(rule, startDate?.slice(0, 10))) : t('once')}
      </Text>
      {plan.description && (
        <Text mt="xs" style={{ whiteSpace: 'pre-wrap' }}>
          {plan.description}
        </Text>
      )}
      <Group mt="lg">
        {next && (
          <>
            <Button
              size="md"
              aria-keyshortcuts="c"
              onClick={() => openPanel({ kind: 'check-in', occurrence: next })}
            >
              {t('checkIn')}
            </Button>
            <Button size="md" variant="default" aria-keyshortcuts="p" onClick={() => practise(next)}>
              {t('practise')}
            </Button>
          </>
        )}
        <Button
          size="md"
          variant="default"
          aria-keyshortcuts="e"
          onClick={() => openPanel({ kind: 'edit', plan })}
        >
          {t('edit.plan')}
        </Button>
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button size="md" variant="subtle" color="gray">
              {t('more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => publish.mutate(plan)}>{t('publish')}</Menu.Item>
            <Menu.Item onClick={() => setStatus.mutate({ plan, status: isActive ? 'archived' : 'active' })}>
              {t(isActive ? 'archive' : 'resume')}
            </Menu.Item>
            <Menu.Item
              onClick={() => {
                moveToTrash({ collection: 'plans', id: plan.id, title: plan.title });
                void navigate({ to: '/plans' });
              }}
            >
              {t('toTrash')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      <dl className="facts">
        <div>
          <dt>{t('fact.next')}</dt>
          <dd className="numbers">{next ? dated(next.date) : t('fact.none')}</dd>
        </div>
        <div>
          <dt>{t('fact.adherence')}</dt>
          <dd className="numbers">
            {adherence.planned > 0
              ? t('fact.of', {
                  completed: format.number(adherence.completed),
                  planned: format.number(adherence.planned),
                  share: format.percent(adherence.completed / adherence.planned),
                })
              : t('fact.notYet')}
          </dd>
        </div>
        {!isActive && (
          <div>
            <dt>{t('fact.status')}</dt>
            <dd>{t(`status.${plan.status}`)}</dd>
          </div>
        )}
      </dl>
      {(goesOnIn || plan.partedFrom) && (
        <Group mt="md" gap="lg">
          {plan.partedFrom && (
            <Anchor component={Link} to="/plans/$planId" params={{ planId: plan.partedFrom.planId } as never}>
              {t('goesOnFrom')}
            </Anchor>
          )}
          {goesOnIn && (
            <Anchor component={Link} to="/plans/$planId" params={{ planId: goesOnIn } as never}>
              {t('goesOnIn')}
            </Anchor>
          )}
        </Group>
      )}
      <div className="plans-page">
        <section>
          <h2 className="section-name">{t('ahead')}</h2>
          {ahead.length === 0 && <Text c="dimmed">{t('nothingAhead')}</Text>}
          <ul className="plain-list">
            {ahead.map((occurrence) => (
              <OccurrenceLine
                key={occurrence.key}
                occurrence={occurrence}
                plan={plan}
                date={dated(occurrence.date)}
                isLinked={false}
              />
            ))}
          </ul>
          {past.length > 0 && (
            <>
              <h2 className="section-name">{t('past')}</h2>
              <ul className="plain-list">
                {past.map((occurrence) => (
                  <OccurrenceLine
                    key={occurrence.key}
                    occurrence={occurrence}
                    plan={plan}
                    date={dated(occurrence.date)}
                    isLinked={false}
                  />
                ))}
              </ul>
            </>
          )}
        </section>
        <section>
          <h2 className="section-name">{t('field.segments')}</h2>
          {segments.length === 0 ? (
            <Text c="dimmed">{t('noSegments')}</Text>
          ) : (
            <SegmentLines segments={segments} />
          )}
          {plan.reflectionPrompts.length > 0 && (
            <>
              <h2 className="section-name">{t('field.prompts')}</h2>
              <ul className="plain-list">
                {plan.reflectionPrompts.map((prompt) => (
                  <li key={prompt}>{prompt}</li>
                ))}
              </ul>
            </>
          )}
        </section>
      </div>
      <PlanPanels />
    </div>
  );
}
