import {
  Alert,
  Button,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { type GoalInput, goalTypes } from '@mirubato/domain/goals';
import { useMutation } from '@tanstack/react-query';
import { useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { problemText } from '../app/problem-notice.ts';
import { RecordHistory } from '../history/record-history.tsx';
import { usePieces } from '../repertoire/pieces.ts';
import { showUndo } from '../trash/undo-notice.tsx';
import { type GoalValues, goalToValues, valuesToGoal } from './goal-form-values.ts';
import type { GoalPanel } from './goal-panel.ts';

export interface GoalFormProps {
  readonly panel: Exclude<GoalPanel, { kind: 'closed' }>;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onClose: () => void;
}

export function GoalForm({ panel, onDirty, onClose }: GoalFormProps) {
  const { t } = useTranslation('goals');
  const pieces = usePieces({ sort: 'title' }).data ?? [];
  const [initialValues] = useState(() => goalToValues(panel.kind === 'edit' ? panel.goal : {}));
  const form = useForm<GoalValues>({
    initialValues,
    validate: {
      title: (title) => (title.trim() === '' ? t('mistake.title') : null),
      target: (target, { type }) =>
        type === 'practice_time' && (target === '' || Number(target) <= 0) ? t('mistake.hours') : null,
      targetDate: (date, { startDate }) => (date && startDate && date < startDate ? t('mistake.date') : null),
    },
  });
  const save = useSaveGoal(panel, initialValues);
  const isDirty = form.isDirty();
  useLayoutEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const submit = form.onSubmit((values) => save.mutate(values, { onSuccess: onClose }));
  const { type } = form.getValues();
  const isTimed = type === 'practice_time';

  return (
    <form
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || save.isPending) return;
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="lg">
        <TextInput
          label={t('field.title')}
          required
          maxLength={200}
          data-autofocus
          {...form.getInputProps('title')}
        />
        <Select
          label={t('field.type')}
          description={t(`typeHint.${type}`)}
          data={goalTypes.map((value) => ({ value, label: t(`type.${value}`) }))}
          allowDeselect={false}
          {...form.getInputProps('type')}
        />
        <Select
          label={t('field.piece')}
          data={pieces.map(({ id, title, composer }) => ({
            value: id,
            label: composer ? `${title} – ${composer}` : title,
          }))}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('form.noPiece') }}
          nothingFoundMessage={t('form.noSuchPiece')}
          limit={30}
          {...form.getInputProps('pieceId')}
        />
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <NumberInput label={t(`target.${type}`)} min={0} {...form.getInputProps('target')} />
          <DateInput
            label={t('field.startDate')}
            valueFormat={t('logbook:dateFormat')}
            clearable
            clearButtonProps={{ 'aria-label': t('plans:form.clearDay') }}
            {...form.getInputProps('startDate')}
          />
          <DateInput
            label={t('field.targetDate')}
            valueFormat={t('logbook:dateFormat')}
            clearable
            clearButtonProps={{ 'aria-label': t('plans:form.clearDay') }}
            {...form.getInputProps('targetDate')}
          />
        </SimpleGrid>
        {isTimed && (
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <TagsInput
              label={t('field.measures')}
              description={t('field.measuresHint')}
              maxTags={20}
              acceptValueOnBlur
              {...form.getInputProps('measures')}
            />
            <TagsInput
              label={t('field.techniques')}
              description={t('field.techniquesHint')}
              maxTags={20}
              acceptValueOnBlur
              {...form.getInputProps('techniques')}
            />
          </SimpleGrid>
        )}
        <Textarea
          label={t('field.milestones')}
          description={t('field.milestonesHint')}
          autosize
          minRows={3}
          {...form.getInputProps('milestones')}
        />
        <Textarea
          label={t('field.description')}
          autosize
          minRows={2}
          maxLength={5000}
          {...form.getInputProps('description')}
        />
        {panel.kind === 'edit' && (
          <RecordHistory collection="goals" id={panel.goal.id} isDirty={isDirty} onRestored={onClose} />
        )}
        {save.isError && (
          <Alert color="red" title={problemText(save.error).title}>
            {problemText(save.error).detail}
          </Alert>
        )}
      </Stack>
      <Group className="panel-actions" justify="space-between">
        <Text size="sm" c="dimmed">
          {t('logbook:form.saveKeys')}
        </Text>
        <Button type="submit" loading={save.isPending}>
          {t('app:save')}
        </Button>
      </Group>
    </form>
  );
}

/** A new goal under an id made once per form, or only the fields that differ, which can be put back. */
function useSaveGoal(panel: GoalFormProps['panel'], initial: GoalValues) {
  const { client } = useApi();
  const { t } = useTranslation('goals');
  const [newId] = useState(() => crypto.randomUUID());
  const meta = { collections: ['goals'] };
  const patch = ({ id, json }: { id: string; json: Partial<GoalInput> }) =>
    answer(client.api.plans.goals[':id'].$patch({ param: { id }, json }));
  const putBack = useMutation({ mutationFn: patch, meta });
  return useMutation({
    async mutationFn(values: GoalValues): Promise<void> {
      const present = panel.kind === 'edit' ? panel.goal : {};
      const newMilestone = () => crypto.randomUUID();
      const after = valuesToGoal(values, present, newMilestone);
      if (panel.kind === 'new') {
        await answer(client.api.plans.goals.$post({ json: { ...after, id: newId as never } }));
        return;
      }
      const before = valuesToGoal(initial, present, newMilestone);
      const names = (Object.keys(after) as (keyof GoalInput)[]).filter(
        (name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]),
      );
      if (names.length === 0) return;
      const pick = (goal: GoalInput) => Object.fromEntries(names.map((name) => [name, goal[name]]));
      const { id } = panel.goal;
      await patch({ id, json: pick(after) });
      showUndo({
        message: t('done.edited', { title: after.title }),
        undo: () => putBack.mutate({ id, json: pick(before) }),
      });
    },
    meta: { ...meta, isSilent: true },
  });
}
