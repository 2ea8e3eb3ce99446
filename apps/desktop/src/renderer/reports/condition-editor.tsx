import { CloseButton, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { type Condition, type NameField, operatorsOf, valuesOf } from '@mirubato/domain/reports';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { type FilterField, filterFields, isNameField, newCondition } from './filter-draft.ts';
import { hourText, useKeyText, weekdayDate } from './key-text.ts';
import { useFieldNames } from './reports.ts';

interface ConditionEditorProps {
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}

/** What, how, and which: three controls in a line. */
export function ConditionEditor({ condition, onChange, onRemove }: ConditionEditorProps) {
  const { t } = useTranslation('reports');
  const operators = isNameCondition(condition)
    ? operatorsOf(condition.field)
    : condition.field === 'text'
      ? (['containing', 'notContaining'] as const)
      : condition.field === 'duration'
        ? (['between'] as const)
        : (['anyOf', 'noneOf'] as const);
  return (
    <div className="report-condition">
      <Select
        aria-label={t('filter.field')}
        allowDeselect={false}
        data={filterFields.map((value) => ({ value, label: t(`field.${value}`) }))}
        value={condition.field}
        onChange={(value) => value && onChange(newCondition(value as FilterField))}
        maxDropdownHeight={320}
      />
      <Select
        aria-label={t('filter.operator')}
        allowDeselect={false}
        data={operators.map((value) => ({ value, label: t(`operator.${value}`) }))}
        value={condition.is}
        onChange={(value) => value && onChange(withOperator(condition, value as Condition['is']))}
      />
      <div className="report-condition-values">
        <ConditionValues condition={condition} onChange={onChange} />
      </div>
      <CloseButton
        size={36}
        aria-label={t('filter.remove', { field: t(`field.${condition.field}`) })}
        onClick={onRemove}
      />
    </div>
  );
}

function ConditionValues({ condition, onChange }: Omit<ConditionEditorProps, 'onRemove'>) {
  const { t } = useTranslation('reports');
  const format = useFormat();
  const label = t('filter.values', { field: t(`field.${condition.field}`) });
  if (condition.field === 'duration') {
    const bound = (name: 'from' | 'to') => (
      <NumberInput
        aria-label={t(`filter.${name}`)}
        min={0}
        max={1440}
        allowDecimal={false}
        clampBehavior="strict"
        value={condition[name]}
        onChange={(value) => typeof value === 'number' && onChange({ ...condition, [name]: value })}
        suffix={` ${t('filter.minutes')}`}
      />
    );
    return (
      <div className="report-bounds">
        {bound('from')}
        <span aria-hidden>–</span>
        {bound('to')}
      </div>
    );
  }
  if (condition.field === 'weekday' || condition.field === 'hour') {
    const isWeekday = condition.field === 'weekday';
    const numbers = isWeekday ? [1, 2, 3, 4, 5, 6, 7] : Array.from({ length: 24 }, (_, hour) => hour);
    return (
      <MultiSelect
        aria-label={label}
        data={numbers.map((value) => ({
          value: String(value),
          label: isWeekday ? format.longWeekday(weekdayDate(value)) : hourText(value, format.time),
        }))}
        value={condition.values.map(String)}
        onChange={(values) => onChange({ ...condition, values: values.map(Number) })}
      />
    );
  }
  if (condition.field === 'text') {
    return (
      <TextInput
        aria-label={label}
        maxLength={200}
        value={condition.values[0]}
        onChange={(event) => onChange({ ...condition, values: [event.currentTarget.value] })}
      />
    );
  }
  if (condition.is === 'empty' || condition.is === 'notEmpty') return null;
  if (condition.is === 'containing' || condition.is === 'notContaining') {
    return (
      <TagsInput
        aria-label={label}
        maxTags={50}
        value={[...condition.values]}
        onChange={(values) => onChange({ ...condition, values })}
      />
    );
  }
  return <NameValues condition={condition} label={label} onChange={onChange} />;
}

function NameValues({
  condition,
  label,
  onChange,
}: {
  readonly condition: Condition & { field: NameField };
  readonly label: string;
  readonly onChange: (condition: Condition) => void;
}) {
  const { t } = useTranslation('reports');
  const keyText = useKeyText();
  const { field } = condition;
  const closed = valuesOf(field);
  const names = useFieldNames(field, closed === undefined);
  const text = (key: string, name: string) => (field === 'goal' ? name : keyText(field, { key, name }));
  const known = closed?.map((key) => ({ key, name: key })) ?? names.data ?? [];
  // What was chosen before stays in sight, also when nothing in the logbook has the name any more.
  const gone = condition.values.filter((value) => !known.some(({ key }) => key === value));
  return (
    <MultiSelect
      aria-label={label}
      searchable
      nothingFoundMessage={t('filter.noNames')}
      maxDropdownHeight={280}
      data={[
        ...known.map(({ key, name }) => ({ value: key, label: text(key, name) })),
        ...gone.map((key) => ({ value: key, label: text(key, key.replace(/^key:/, '')) })),
      ]}
      value={[...condition.values]}
      onChange={(values) => onChange({ ...condition, values })}
    />
  );
}

function isNameCondition(condition: Condition): condition is Condition & { field: NameField } {
  return isNameField(condition.field);
}

/** What was chosen stays where the new way of asking can use it. */
function withOperator(condition: Condition, is: Condition['is']): Condition {
  if (!isNameCondition(condition)) return { ...condition, is } as Condition;
  const isWritten = (operator: string) => operator.endsWith('ontaining');
  const isKept = isWritten(condition.is) === isWritten(is);
  return { ...condition, is, values: isKept ? condition.values : [] } as Condition;
}
