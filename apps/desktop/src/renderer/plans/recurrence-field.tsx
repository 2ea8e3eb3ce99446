import { Chip, Group, NumberInput, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { DateInput, DatePickerInput } from '@mantine/dates';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { firstDayOfWeek, useSettings } from '../settings/settings.ts';
import { nextDays, type PlanValues, valuesToRule } from './plan-form-values.ts';
import { useRuleWords } from './rule-words.ts';

const PREVIEWED = 6;
const repeats = ['never', 'daily', 'weekly', 'monthly', 'yearly', 'custom'] as const;

/** How often a plan comes, said back in words and as the days that follow. */
export function RecurrenceField({ form }: { form: UseFormReturnType<PlanValues> }) {
  const { t } = useTranslation('plans');
  const format = useFormat();
  const weekStart = firstDayOfWeek(useSettings());
  const ruleWords = useRuleWords();
  const values = form.getValues();
  const isRecurring = values.repeats !== 'never';
  const rule = valuesToRule(values, weekStart);
  const days = nextDays(values, weekStart, PREVIEWED);
  const weekdays = Array.from({ length: 7 }, (_, index) => ((weekStart - 1 + index) % 7) + 1);
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <Select
          label={t('field.repeats')}
          data={repeats.map((value) => ({ value, label: t(`repeats.${value}`) }))}
          allowDeselect={false}
          {...form.getInputProps('repeats')}
        />
        {isRecurring && values.repeats !== 'custom' && (
          <NumberInput
            label={t(`every.${values.repeats}`)}
            min={1}
            max={100}
            allowDecimal={false}
            {...form.getInputProps('interval')}
          />
        )}
      </SimpleGrid>
      {values.repeats === 'weekly' && (
        <Chip.Group multiple {...form.getInputProps('weekdays')}>
          <Group gap="xs" role="group" aria-label={t('field.weekdays')}>
            {weekdays.map((weekday) => (
              <Chip key={weekday} value={String(weekday)} variant="outline">
                {format.weekday(dayOfWeekday(weekday))}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      {values.repeats === 'monthly' && (
        <Select
          label={t('field.monthly')}
          data={(['day', 'weekday', 'last'] as const).map((value) => ({
            value,
            label: t(`monthly.${value}`),
          }))}
          allowDeselect={false}
          {...form.getInputProps('monthly')}
        />
      )}
      {values.repeats === 'custom' && (
        <TextInput
          label={t('field.rule')}
          description={t('field.ruleHint')}
          maxLength={500}
          {...form.getInputProps('rule')}
        />
      )}
      {isRecurring && values.repeats !== 'custom' && (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={t('field.ends')}
            data={(['never', 'on', 'after'] as const).map((value) => ({ value, label: t(`ends.${value}`) }))}
            allowDeselect={false}
            {...form.getInputProps('ends')}
          />
          {values.ends === 'on' && (
            <DateInput
              label={t('field.until')}
              valueFormat={t('logbook:dateFormat')}
              {...form.getInputProps('until')}
            />
          )}
          {values.ends === 'after' && (
            <NumberInput
              label={t('field.count')}
              min={1}
              max={5000}
              allowDecimal={false}
              {...form.getInputProps('count')}
            />
          )}
        </SimpleGrid>
      )}
      {isRecurring && (
        <DatePickerInput
          type="multiple"
          label={t('field.exceptions')}
          valueFormat={t('logbook:dateFormat')}
          clearable
          clearButtonProps={{ 'aria-label': t('form.clearExceptions') }}
          {...form.getInputProps('exceptions')}
        />
      )}
      {isRecurring && days.length > 0 && (
        <Text size="sm" c="dimmed" role="status">
          {capitalised(ruleWords(rule, values.startDate))}
          {': '}
          {days.map(format.shortDay).join(', ')}
          {days.length === PREVIEWED && ' …'}
        </Text>
      )}
    </Stack>
  );
}

/** In the week of Monday, 5 January 2026. */
function dayOfWeekday(weekday: number): string {
  return `2026-01-${String(4 + weekday).padStart(2, '0')}`;
}

export function capitalised(text: string): string {
  return text.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
}
