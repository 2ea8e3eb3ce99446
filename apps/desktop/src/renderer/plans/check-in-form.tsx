import { Alert, Button, Group, NumberInput, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { MAX_ENTRY_MINUTES, type Mood } from '@mirubato/domain/logbook';
import type { PlannedOccurrence } from '@mirubato/domain/plans';
import dayjs from 'dayjs';
import { useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../app/problem-notice.ts';
import { MoodField } from '../logbook/mood-field.tsx';
import { localZone } from '../timer/timer.ts';
import { useCheckIn } from './occurrence-actions.ts';
import { SegmentLines } from './segment-lines.tsx';

interface CheckInValues {
  date: string | null;
  duration: number | '';
  notes: string;
  mood: Mood | null;
  responses: string[];
}

export interface CheckInFormProps {
  readonly occurrence: PlannedOccurrence;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onClose: () => void;
}

/** What was done becomes one entry of the logbook. */
export function CheckInForm({ occurrence, onDirty, onClose }: CheckInFormProps) {
  const { t } = useTranslation('plans');
  const checkIn = useCheckIn();
  const today = dayjs().format('YYYY-MM-DD');
  const isBehind = occurrence.date < today;
  const form = useForm<CheckInValues>({
    initialValues: {
      date: isBehind ? occurrence.date : today,
      duration: occurrence.durationMinutes,
      notes: '',
      mood: null,
      responses: occurrence.reflectionPrompts.map(() => ''),
    },
    validate: {
      date: (date) => (date ? null : t('mistake.startDate')),
      duration: (duration) =>
        Number.isInteger(duration) && Number(duration) >= 1 && Number(duration) <= MAX_ENTRY_MINUTES
          ? null
          : t('logbook:mistake.duration'),
    },
  });
  const isDirty = form.isDirty();
  useLayoutEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const submit = form.onSubmit(({ date, duration, notes, mood, responses }) => {
    const isToday = date === today;
    const timestamp = isToday ? null : dayjs(`${date}T${occurrence.timeOfDay ?? '12:00'}`).toISOString();
    const input = {
      zone: localZone(),
      timestamp,
      duration: Number(duration),
      notes,
      mood,
      responses: occurrence.reflectionPrompts.map((prompt, index) => ({
        prompt,
        response: responses[index] ?? '',
      })),
    };
    checkIn.mutate({ which: occurrence, input }, { onSuccess: onClose });
  });
  return (
    <form
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || checkIn.isPending) return;
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="lg">
        <div>
          <Text fw={600} size="lg">
            {occurrence.title}
          </Text>
          <SegmentLines segments={occurrence.segments} />
        </div>
        <SimpleGrid cols={2}>
          <NumberInput
            label={t('field.actualMinutes')}
            min={1}
            max={MAX_ENTRY_MINUTES}
            allowDecimal={false}
            clampBehavior="none"
            data-autofocus
            {...form.getInputProps('duration')}
          />
          <DateInput
            label={t('field.date')}
            valueFormat={t('logbook:dateFormat')}
            maxDate={today}
            {...form.getInputProps('date')}
          />
        </SimpleGrid>
        {occurrence.reflectionPrompts.map((prompt, index) => (
          <Textarea
            key={prompt}
            label={prompt}
            autosize
            minRows={1}
            maxLength={5000}
            {...form.getInputProps(`responses.${index}`)}
          />
        ))}
        <Textarea
          label={t('logbook:field.notes')}
          autosize
          minRows={2}
          maxLength={5000}
          {...form.getInputProps('notes')}
        />
        <MoodField value={form.getValues().mood} onChange={(mood) => form.setFieldValue('mood', mood)} />
        {checkIn.isError && (
          <Alert color="red" title={problemText(checkIn.error).title}>
            {problemText(checkIn.error).detail}
          </Alert>
        )}
      </Stack>
      <Group className="panel-actions" justify="space-between">
        <Text size="sm" c="dimmed">
          {t('logbook:form.saveKeys')}
        </Text>
        <Button type="submit" loading={checkIn.isPending}>
          {t('checkIn')}
        </Button>
      </Group>
    </form>
  );
}
