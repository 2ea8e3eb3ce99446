import {
  Alert,
  Button,
  Group,
  MultiSelect,
  NumberInput,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { DateInput, TimePicker } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { parseRule } from '@mirubato/domain/plans';
import { useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../app/problem-notice.ts';
import { useGoals } from '../goals/goals.ts';
import { useFormat } from '../i18n/format.ts';
import { type PlanValues, planToValues, promptsOf } from './plan-form-values.ts';
import { RecurrenceField } from './recurrence-field.tsx';
import { type PlanFormPanel, startOf, useSavePlan } from './save-plan.ts';
import { SegmentsField } from './segments-field.tsx';

export interface PlanFormProps {
  readonly panel: PlanFormPanel;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onClose: () => void;
}

/** Writes a whole plan, what follows from one day on, or one occurrence alone. */
export function PlanForm({ panel, onDirty, onClose }: PlanFormProps) {
  const { t } = useTranslation('plans');
  const format = useFormat();
  const goals = useGoals(false).data ?? [];
  const [initialValues] = useState(() => planToValues(startOf(panel), () => crypto.randomUUID()));
  const form = useForm<PlanValues>({ initialValues, validate: (values) => mistakes(values, t) });
  const save = useSavePlan(panel, initialValues);
  const isDirty = form.isDirty();
  // Before the next key: Escape right after a letter must find it.
  useLayoutEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const submit = form.onSubmit((values) => save.mutate(values, { onSuccess: onClose }));
  const isOne = panel.kind === 'one';

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
        {panel.kind === 'following' && (
          <Text c="dimmed">{t('form.following', { day: format.day(panel.occurrence.date) })}</Text>
        )}
        <TextInput
          label={t('field.title')}
          required
          maxLength={200}
          data-autofocus
          {...form.getInputProps('title')}
        />
        <SimpleGrid cols={{ base: 1, xs: isOne ? 2 : 3 }}>
          {!isOne && (
            <DateInput
              label={t('field.startDate')}
              valueFormat={t('logbook:dateFormat')}
              clearable={form.getValues().repeats === 'never'}
              clearButtonProps={{ 'aria-label': t('form.clearDay') }}
              {...form.getInputProps('startDate')}
            />
          )}
          <TimePicker
            label={t('field.time')}
            hoursInputLabel={t('logbook:field.hours')}
            minutesInputLabel={t('logbook:field.minutes')}
            amPmInputLabel={t('logbook:field.amPm')}
            format={format.isHour12 ? '12h' : '24h'}
            clearable
            clearButtonProps={{ 'aria-label': t('form.clearTime') }}
            {...form.getInputProps('time')}
          />
          <NumberInput
            label={t('field.duration')}
            min={0}
            max={1440}
            allowDecimal={false}
            {...form.getInputProps('duration')}
          />
        </SimpleGrid>
        {!isOne && <RecurrenceField form={form} />}
        <SegmentsField form={form} />
        <Textarea
          label={t('field.prompts')}
          description={t('field.promptsHint')}
          autosize
          minRows={2}
          {...form.getInputProps('prompts')}
        />
        {!isOne && (
          <>
            <Textarea
              label={t('field.description')}
              autosize
              minRows={2}
              maxLength={5000}
              {...form.getInputProps('description')}
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }}>
              <MultiSelect
                label={t('field.goals')}
                data={goals.map(({ goal }) => ({ value: goal.id, label: goal.title }))}
                nothingFoundMessage={t('form.noGoals')}
                searchable
                {...form.getInputProps('goalIds')}
              />
              <TagsInput
                label={t('field.tags')}
                maxTags={20}
                maxLength={50}
                acceptValueOnBlur
                {...form.getInputProps('tags')}
              />
            </SimpleGrid>
          </>
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

function mistakes(values: PlanValues, t: (key: string) => string): Record<string, string> {
  const found: Record<string, string> = {};
  if (values.title.trim() === '') found.title = t('mistake.title');
  if (values.repeats !== 'never' && !values.startDate) found.startDate = t('mistake.startDate');
  if (values.repeats === 'custom' && !parseRule(values.rule)) found.rule = t('mistake.rule');
  if (values.repeats !== 'never' && values.repeats !== 'custom') {
    if (values.ends === 'on' && !values.until) found.until = t('mistake.until');
    if (values.ends === 'on' && values.until && values.startDate && values.until < values.startDate)
      found.until = t('mistake.untilBefore');
    if (values.ends === 'after' && values.count === '') found.count = t('mistake.count');
  }
  if (promptsOf(values).length > 10) found.prompts = t('mistake.prompts');
  for (const [index, segment] of values.segments.entries()) {
    const hasMore = segment.pieceTitle !== '' || segment.instructions !== '' || segment.minutes !== '';
    if (hasMore && segment.label.trim() === '') found[`segments.${index}.label`] = t('mistake.segment');
  }
  return found;
}
