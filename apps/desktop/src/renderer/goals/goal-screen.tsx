import {
  Anchor,
  Button,
  Checkbox,
  Group,
  Menu,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import type { Goal, GoalMeasure } from '@mirubato/domain/goals';
import type { Entry } from '@mirubato/domain/logbook';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { useEntries } from '../logbook/entries.ts';
import { useEntryForm } from '../logbook/entry-form-state.ts';
import { EntryLine } from '../logbook/entry-line.tsx';
import { entryTitle } from '../logbook/entry-title.ts';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { useChangeGoal, useLinkEntry, useProgress } from './goal-actions.ts';
import { GoalBar } from './goal-bar.tsx';
import { openGoalPanel } from './goal-panel.ts';
import { GoalPanels } from './goal-panels.tsx';
import { useGoalWords } from './goal-words.ts';
import { useGoal } from './goals.ts';
import '../plans/plans.css';

/** One goal: how far it has come, what would do, its milestones and what counts for it. */
export function GoalScreen() {
  const { t } = useTranslation('goals');
  const { goalId = '' } = useParams({ strict: false });
  const format = useFormat();
  const navigate = useNavigate();
  const words = useGoalWords();
  const change = useChangeGoal();
  const moveToTrash = useMoveToTrash();
  const openEntry = useEntryForm((form) => form.openEntry);
  const { data, error, isPending, refetch } = useGoal(goalId);
  useScreenTitle(data?.goal.title ?? t('app:screens.plans'));
  const complete = (goal: Goal) =>
    change.mutate(
      goal.status === 'completed'
        ? { goal, patch: { status: 'active' }, said: 'reopened' }
        : { goal, patch: { status: 'completed' }, said: 'completed' },
    );
  useShortcuts(
    t('keys.goal'),
    data
      ? [
          { keys: 'e', label: t('edit'), run: () => openGoalPanel({ kind: 'edit', goal: data.goal }) },
          {
            keys: 'c',
            label: t(data.goal.status === 'completed' ? 'reopen' : 'complete'),
            run: () => complete(data.goal),
          },
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
  const { goal, measure, practice, linked } = data;
  const outlook = words.outlook(measure);
  const isPaused = goal.status === 'paused';
  const isArchived = goal.archivedAt !== null || goal.status === 'abandoned';
  return (
    <div className="screen plans">
      <Anchor component={Link} to="/plans" search={{ view: 'goals' } as never} size="sm">
        {t('goals')}
      </Anchor>
      <Title order={1} mt="xs">
        {goal.title}
      </Title>
      <Text size="lg">{t(`type.${goal.type}`)}</Text>
      {goal.description && (
        <Text mt="xs" style={{ whiteSpace: 'pre-wrap' }}>
          {goal.description}
        </Text>
      )}
      <Group mt="lg">
        <Button
          size="md"
          variant={measure.isReached && goal.status === 'active' ? 'filled' : 'default'}
          aria-keyshortcuts="c"
          onClick={() => complete(goal)}
        >
          {t(goal.status === 'completed' ? 'reopen' : 'complete')}
        </Button>
        <Button
          size="md"
          variant="default"
          aria-keyshortcuts="e"
          onClick={() => openGoalPanel({ kind: 'edit', goal })}
        >
          {t('edit')}
        </Button>
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button size="md" variant="subtle" color="gray">
              {t('plans:more')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {goal.status !== 'completed' && (
              <Menu.Item
                onClick={() =>
                  change.mutate(
                    isPaused
                      ? { goal, patch: { status: 'active' }, said: 'resumed' }
                      : { goal, patch: { status: 'paused' }, said: 'paused' },
                  )
                }
              >
                {t(isPaused ? 'resume' : 'pause')}
              </Menu.Item>
            )}
            <Menu.Item
              onClick={() =>
                change.mutate(
                  isArchived
                    ? {
                        goal,
                        patch: {
                          archivedAt: null,
                          ...(goal.status === 'abandoned' && { status: 'active' as const }),
                        },
                        said: 'unarchived',
                      }
                    : { goal, patch: { archivedAt: new Date().toISOString() }, said: 'archived' },
                )
              }
            >
              {t(isArchived ? 'unarchive' : 'archive')}
            </Menu.Item>
            <Menu.Item
              onClick={() => {
                moveToTrash({ collection: 'goals', id: goal.id, title: goal.title });
                void navigate({ to: '/plans', search: { view: 'goals' } });
              }}
            >
              {t('toTrash')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Stack gap="xs" mt="xl" maw="42rem">
        <GoalBar title={goal.title} measure={measure} />
        <Text size="lg" className="numbers">
          {words.soFar(measure)}
          {measure.isReached && ` · ${t('reached')}`}
          {goal.status !== 'active' && ` · ${t(`status.${goal.status}`)}`}
        </Text>
        {outlook && <Text className="goal-forecast numbers">{outlook}</Text>}
      </Stack>
      <dl className="facts">
        {goal.targetDate && (
          <div>
            <dt>{t('field.targetDate')}</dt>
            <dd className="numbers">{format.shortDay(goal.targetDate)}</dd>
          </div>
        )}
        <div>
          <dt>{t('fact.practised')}</dt>
          <dd className="numbers">{format.minutes(practice.minutes)}</dd>
        </div>
        <div>
          <dt>{t('fact.entries')}</dt>
          <dd className="numbers">{format.number(practice.entries)}</dd>
        </div>
        {practice.lastOn && (
          <div>
            <dt>{t('fact.last')}</dt>
            <dd className="numbers">{format.shortDay(practice.lastOn)}</dd>
          </div>
        )}
        {goal.pieceId && (
          <div>
            <dt>{t('field.piece')}</dt>
            <dd>
              <Anchor
                component={Link}
                to="/pieces/$pieceId"
                params={{ pieceId: goal.pieceId } as never}
                inherit
              >
                {t('openPiece')}
              </Anchor>
            </dd>
          </div>
        )}
      </dl>
      <div className="plans-page">
        <section>
          <Milestones goal={goal} />
          <Progress goal={goal} measure={measure} />
        </section>
        <section>
          <h2 className="section-name">{t('linked.title')}</h2>
          <Text size="sm" c="dimmed" mb="sm">
            {t('linked.detail')}
          </Text>
          {linked.map((entry) => (
            <EntryLine
              key={entry.id}
              entry={entry}
              date={format.shortDay(entry.localDate)}
              onOpen={() => openEntry(entry)}
            />
          ))}
          <LinkEntry goal={goal} linked={linked} />
        </section>
      </div>
      <GoalPanels />
    </div>
  );
}

function Milestones({ goal }: { goal: Goal }) {
  const { t } = useTranslation('goals');
  const change = useChangeGoal();
  const milestones = goal.milestones ?? [];
  if (milestones.length === 0) return null;
  const toggle = (id: string) => {
    const changed = milestones.map((milestone) =>
      milestone.id === id
        ? {
            ...milestone,
            completed: !milestone.completed,
            completedAt: milestone.completed ? null : new Date().toISOString(),
          }
        : milestone,
    );
    change.mutate({ goal, patch: { milestones: changed }, said: 'milestone' });
  };
  return (
    <>
      <h2 className="section-name">{t('field.milestones')}</h2>
      <Stack gap="sm">
        {milestones.map(({ id, title, completed }) => (
          <Checkbox key={id} label={title} checked={completed} onChange={() => toggle(id)} />
        ))}
      </Stack>
    </>
  );
}

/** For what no entry can tell: where one stands now, or how much was added. */
function Progress({ goal, measure }: { goal: Goal; measure: GoalMeasure }) {
  const { t } = useTranslation('goals');
  const format = useFormat();
  const words = useGoalWords();
  const { add, remove } = useProgress();
  const [value, setValue] = useState<number | ''>('');
  const [notes, setNotes] = useState('');
  const isPercent = goal.type === 'accuracy';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value === '' || add.isPending) return;
    const step = isPercent ? Number(value) - goal.currentValue : Number(value);
    add.mutate(
      { goal, value: step, notes: notes.trim() || null },
      {
        onSuccess: () => {
          setValue('');
          setNotes('');
        },
      },
    );
  };
  return (
    <>
      <h2 className="section-name">{t('progress.title')}</h2>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="xs">
          <NumberInput
            label={t(`progress.${goal.type}`)}
            w={170}
            {...(isPercent && { min: 0, max: 100 })}
            value={value}
            onChange={(next) => setValue(next === '' ? '' : Number(next))}
          />
          <TextInput
            label={t('progress.notes')}
            flex="1 1 10rem"
            maxLength={200}
            value={notes}
            onChange={(event) => setNotes(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={add.isPending}>
            {t('progress.add')}
          </Button>
        </Group>
      </form>
      <ol className="plain-list" style={{ marginTop: 16 }}>
        {[...goal.progress].reverse().map((step) => (
          <li key={step.id} className="step-line">
            <span className="numbers">
              {step.value >= 0 && '+'}
              {words.amount(step.value, measure.unit === 'milestones' ? 'steps' : measure.unit)}
              {step.notes && ` · ${step.notes}`}
            </span>
            <Group gap="xs" wrap="nowrap">
              <Text span size="sm" c="dimmed" className="numbers">
                {format.shortDayOf(step.recordedAt)}
              </Text>
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                aria-label={t('progress.removeNamed', { day: format.shortDayOf(step.recordedAt) })}
                onClick={() => remove.mutate({ id: goal.id, stepId: step.id })}
              >
                {t('progress.remove')}
              </Button>
            </Group>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Entries of late that do not count by themselves can be made to. */
function LinkEntry({ goal, linked }: { goal: Goal; linked: readonly Entry[] }) {
  const { t } = useTranslation('goals');
  const format = useFormat();
  const link = useLinkEntry();
  const recent = useEntries('').data?.pages.flatMap(({ entries }) => entries) ?? [];
  const isLinked = (entry: Entry) => entry.goalIds.includes(goal.id);
  const choices = recent
    .filter((entry) => entry.type !== 'status_change' && !isLinked(entry))
    .map((entry) => ({
      value: entry.id,
      label: `${format.shortDay(entry.localDate)} · ${entryTitle(entry, t as (key: string) => string)} · ${format.minutes(entry.duration)}`,
    }));
  return (
    <>
      <Select
        mt="sm"
        aria-label={t('linked.add')}
        placeholder={t('linked.add')}
        data={choices}
        searchable
        value={null}
        nothingFoundMessage={t('linked.none')}
        onChange={(entryId) => entryId && link.mutate({ goalId: goal.id, entryId, isLinked: true })}
      />
      {linked.length > 0 && (
        <Select
          mt="xs"
          aria-label={t('linked.remove')}
          placeholder={t('linked.remove')}
          data={linked.map((entry) => ({
            value: entry.id,
            label: `${format.shortDay(entry.localDate)} · ${entryTitle(entry, t as (key: string) => string)}`,
          }))}
          value={null}
          onChange={(entryId) => entryId && link.mutate({ goalId: goal.id, entryId, isLinked: false })}
        />
      )}
    </>
  );
}
