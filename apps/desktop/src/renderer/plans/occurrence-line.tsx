import { ActionIcon, Anchor, Button, Group, Menu, Text } from '@mantine/core';
import type { Plan, PlannedOccurrence } from '@mirubato/domain/plans';
import { IconCheck, IconDots, IconPlayerPlay } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useChangeOccurrence, useUndoCheckIn } from './occurrence-actions.ts';
import { openPanel } from './plan-panel.ts';
import { usePractiseOccurrence } from './practise-occurrence.ts';

export interface OccurrenceLineProps {
  readonly occurrence: PlannedOccurrence;
  /** Undefined while it is read. */
  readonly plan: Plan | undefined;
  /** Shown where the days of the list differ. */
  readonly date?: string;
  /** Not on the plan's own page. */
  readonly isLinked?: boolean;
}

/** One session of a plan, and what can be done with it. */
export function OccurrenceLine({ occurrence, plan, date, isLinked = true }: OccurrenceLineProps) {
  const { t } = useTranslation('plans');
  const format = useFormat();
  const { title, timeOfDay, durationMinutes, state, isMoved } = occurrence;
  const facts = [
    ...(date && isLinked ? [date] : []),
    ...(timeOfDay ? [format.time(`2026-01-01T${timeOfDay}:00Z`, 'UTC')] : []),
    format.minutes(durationMinutes),
    t(`state.${state}`),
    ...(isMoved ? [t('movedFrom', { day: format.shortDay(occurrence.key) })] : []),
  ];
  return (
    <li className="occurrence-line" data-state={state}>
      <span className="occurrence-mark" aria-hidden>
        {state === 'completed' && <IconCheck size={16} stroke={2} />}
      </span>
      <div className="occurrence-what">
        {isLinked ? (
          <Anchor
            component={Link}
            to="/plans/$planId"
            params={{ planId: occurrence.planId } as never}
            fw={600}
            c="var(--ink)"
          >
            {title}
          </Anchor>
        ) : (
          <Text span fw={600}>
            {[date, ...(title === plan?.title ? [] : [title])].join(' · ')}
          </Text>
        )}
        <Text size="sm" c="dimmed" className="numbers">
          {facts.join(' · ')}
        </Text>
      </div>
      <Actions occurrence={occurrence} plan={plan} />
    </li>
  );
}

function Actions({ occurrence, plan }: Pick<OccurrenceLineProps, 'occurrence' | 'plan'>) {
  const { t } = useTranslation('plans');
  const practise = usePractiseOccurrence();
  const change = useChangeOccurrence();
  const undoCheckIn = useUndoCheckIn();
  const { title, state } = occurrence;
  const isOpen = state !== 'completed' && state !== 'skipped';
  const isRecurring = plan?.schedule.kind === 'recurring';
  return (
    <Group gap="xs" wrap="nowrap">
      {isOpen && (
        <>
          {state === 'due' && (
            <ActionIcon
              variant="default"
              size="lg"
              title={t('practise')}
              aria-label={t('practiseNamed', { title })}
              onClick={() => practise(occurrence)}
            >
              <IconPlayerPlay size={18} stroke={1.5} aria-hidden />
            </ActionIcon>
          )}
          {state !== 'upcoming' && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t('checkInNamed', { title })}
              onClick={() => openPanel({ kind: 'check-in', occurrence })}
            >
              {t('checkIn')}
            </Button>
          )}
        </>
      )}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('menu', { title })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {state === 'completed' && (
            <Menu.Item onClick={() => undoCheckIn.mutate(occurrence)}>{t('undoCheckIn')}</Menu.Item>
          )}
          {state === 'skipped' && (
            <Menu.Item onClick={() => change.mutate({ which: occurrence, patch: { status: 'scheduled' } })}>
              {t('unskip')}
            </Menu.Item>
          )}
          {isOpen && (
            <>
              {state === 'upcoming' && (
                <Menu.Item onClick={() => openPanel({ kind: 'check-in', occurrence })}>
                  {t('checkIn')}
                </Menu.Item>
              )}
              <Menu.Item onClick={() => change.mutate({ which: occurrence, patch: { status: 'skipped' } })}>
                {t('skip')}
              </Menu.Item>
              <Menu.Item onClick={() => openPanel({ kind: 'move', occurrence })}>{t('moveTo')}</Menu.Item>
            </>
          )}
          {plan && isOpen && isRecurring && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => openPanel({ kind: 'one', plan, occurrence })}>
                {t('edit.one')}
              </Menu.Item>
              {occurrence.key > (plan.schedule.startDate?.slice(0, 10) ?? '') && (
                <Menu.Item onClick={() => openPanel({ kind: 'following', plan, occurrence })}>
                  {t('edit.following')}
                </Menu.Item>
              )}
            </>
          )}
          {plan && (
            <Menu.Item onClick={() => openPanel({ kind: 'edit', plan })}>
              {t(isRecurring ? 'edit.all' : 'edit.plan')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
