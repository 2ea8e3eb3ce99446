import { Button, Group, Menu, SegmentedControl, Title } from '@mantine/core';
import { IconCalendarDown, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useScreenTitle } from '../app/screen-title.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { GoalList } from '../goals/goal-list.tsx';
import { openGoalPanel } from '../goals/goal-panel.ts';
import { GoalPanels } from '../goals/goal-panels.tsx';
import { TemplateList } from '../templates/template-list.tsx';
import { useDownloadCalendar } from './download.ts';
import { PlanCalendar } from './plan-calendar.tsx';
import { PlanList } from './plan-list.tsx';
import { openPanel } from './plan-panel.ts';
import { PlanPanels } from './plan-panels.tsx';
import { type PlansView, plansViews } from './plans-view.ts';
import './plans.css';

export function PlansScreen() {
  const { t } = useTranslation('plans');
  useScreenTitle(t('app:screens.plans'));
  const navigate = useNavigate();
  const { view = 'plans' } = useSearch({ strict: false }) as { view?: PlansView };
  const download = useDownloadCalendar();
  const show = (next: PlansView) =>
    void navigate({ to: '/plans', search: next === 'plans' ? {} : { view: next } });
  useShortcuts(t('app:screens.plans'), [
    { keys: 'a', label: t('new'), run: () => openPanel({ kind: 'new' }) },
    { keys: 'o', label: t('goals:new'), run: () => openGoalPanel({ kind: 'new' }) },
    ...plansViews.map((each, index) => ({
      keys: String(index + 1),
      label: t(`view.${each}`),
      run: () => show(each),
    })),
  ]);
  const isGoals = view === 'goals';
  return (
    <div className="screen plans">
      <Group justify="space-between" mb="lg">
        <Title order={1}>{t('app:screens.plans')}</Title>
        <Group gap="xs">
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <Button variant="default" leftSection={<IconCalendarDown size={18} stroke={1.5} aria-hidden />}>
                {t('export.button')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => download.mutate()}>{t('export.calendar')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <Button
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={() => (isGoals ? openGoalPanel({ kind: 'new' }) : openPanel({ kind: 'new' }))}
          >
            {t(isGoals ? 'goals:new' : 'new')}
          </Button>
        </Group>
      </Group>
      <SegmentedControl
        mb="lg"
        className="plans-views"
        aria-label={t('view.name')}
        data={plansViews.map((value) => ({ value, label: t(`view.${value}`) }))}
        value={view}
        onChange={(value) => show(value as PlansView)}
      />
      {view === 'plans' && <PlanList />}
      {view === 'calendar' && <PlanCalendar />}
      {view === 'goals' && <GoalList />}
      {view === 'templates' && <TemplateList />}
      <PlanPanels />
      <GoalPanels />
    </div>
  );
}
