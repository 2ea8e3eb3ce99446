import { Group, Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { type RangePreset, type ReportRange, rangePresets } from '@mirubato/domain/reports';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';

interface RangeFieldProps {
  readonly range: ReportRange;
  readonly onChange: (range: ReportRange) => void;
}

/** A named stretch of time, or two dates. */
export function RangeField({ range, onChange }: RangeFieldProps) {
  const { t } = useTranslation('reports');
  const choose = (value: string | null) => {
    if (value === 'dates') {
      const today = dayjs();
      onChange({ from: today.startOf('month').format('YYYY-MM-DD'), to: today.format('YYYY-MM-DD') });
    } else if (value) onChange({ preset: value as RangePreset });
  };
  return (
    <Group gap="sm">
      <Select
        aria-label={t('range.name')}
        w="12rem"
        allowDeselect={false}
        data={[...rangePresets, 'dates'].map((value) => ({ value, label: t(`range.${value}`) }))}
        value={'preset' in range ? range.preset : 'dates'}
        onChange={choose}
        maxDropdownHeight={360}
      />
      {'from' in range && (
        <DatePickerInput
          key={`${range.from} ${range.to}`}
          type="range"
          aria-label={t('range.dates')}
          valueFormat={t('logbook:dateFormat')}
          defaultValue={[range.from, range.to]}
          allowSingleDateInRange
          miw="15rem"
          onChange={([from, to]) => from && to && onChange({ from, to })}
        />
      )}
    </Group>
  );
}
