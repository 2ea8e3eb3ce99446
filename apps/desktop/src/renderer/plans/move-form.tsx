import { Button, Group, Stack, TextInput } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { useForm } from '@mantine/form';
import type { PlannedOccurrence } from '@mirubato/domain/plans';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useChangeOccurrence } from './occurrence-actions.ts';

export function MoveForm({ occurrence, onClose }: { occurrence: PlannedOccurrence; onClose: () => void }) {
  const { t } = useTranslation('plans');
  const format = useFormat();
  const change = useChangeOccurrence();
  const form = useForm<{ date: string; time: string }>({
    initialValues: { date: occurrence.date, time: occurrence.timeOfDay ?? '' },
    validate: { date: (date) => (date ? null : t('mistake.startDate')) },
  });
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(({ date, time }) => {
        const timeOfDay = time.slice(0, 5) || null;
        const isOther = timeOfDay !== occurrence.timeOfDay;
        const patch = { date: date === occurrence.key ? null : date, ...(isOther && { timeOfDay }) };
        change.mutate({ which: occurrence, patch }, { onSuccess: onClose });
      })}
    >
      <Stack gap="lg">
        {/* The library's opens over the dialog as soon as it has the focus. */}
        <TextInput type="date" label={t('field.date')} data-autofocus {...form.getInputProps('date')} />
        <TimePicker
          label={t('field.time')}
          hoursInputLabel={t('logbook:field.hours')}
          minutesInputLabel={t('logbook:field.minutes')}
          amPmInputLabel={t('logbook:field.amPm')}
          format={format.isHour12 ? '12h' : '24h'}
          {...form.getInputProps('time')}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('move')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
