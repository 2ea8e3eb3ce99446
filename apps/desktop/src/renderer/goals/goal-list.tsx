import { Anchor, Button, Switch, Text } from '@mantine/core';
import type { GoalWithMeasure } from '@mirubato/core/client';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useFormat } from '../i18n/format.ts';
import { GoalBar } from './goal-bar.tsx';
import { openGoalPanel } from './goal-panel.ts';
import { useGoalWords } from './goal-words.ts';
import { useGoals } from './goals.ts';

export function GoalList() {
  const { t } = useTranslation('goals');
  const [isArchived, setArchived] = useState(false);
  const goals = useGoals(isArchived);
  return (
    <>
      <Switch
        mb="md"
        label={t('showArchived')}
        checked={isArchived}
        onChange={(event) => setArchived(event.currentTarget.checked)}
      />
      {goals.isPending && <LoadingLines />}
      {goals.isError && <FailedState error={goals.error} onRetry={() => void goals.refetch()} />}
      {goals.isSuccess && goals.data.length === 0 && (
        <EmptyState
          title={t(isArchived ? 'emptyArchive.title' : 'empty.title')}
          detail={t(isArchived ? 'emptyArchive.detail' : 'empty.detail')}
        >
          {!isArchived && <Button onClick={() => openGoalPanel({ kind: 'new' })}>{t('new')}</Button>}
        </EmptyState>
      )}
      <ul className="plain-list">
        {goals.data?.map((each) => (
          <GoalLine key={each.goal.id} {...each} />
        ))}
      </ul>
    </>
  );
}

function GoalLine({ goal, measure }: GoalWithMeasure) {
  const { t } = useTranslation('goals');
  const format = useFormat();
  const words = useGoalWords();
  const state =
    goal.status === 'active'
      ? measure.isReached
        ? t('reached')
        : words.outlook(measure)
      : t(`status.${goal.status}`);
  const facts = [
    t(`type.${goal.type}`),
    ...(goal.targetDate ? [t('until', { day: format.shortDay(goal.targetDate) })] : []),
    ...(state ? [state] : []),
  ];
  return (
    <li className="goal-line">
      <div>
        <Anchor
          component={Link}
          to="/plans/goals/$goalId"
          params={{ goalId: goal.id } as never}
          fw={600}
          c="var(--ink)"
        >
          {goal.title}
        </Anchor>
        <Text size="sm" c="dimmed" className="numbers">
          {facts.join(' · ')}
        </Text>
      </div>
      <div>
        <GoalBar title={goal.title} measure={measure} />
        <Text size="sm" className="numbers">
          {words.soFar(measure)}
        </Text>
      </div>
    </li>
  );
}
