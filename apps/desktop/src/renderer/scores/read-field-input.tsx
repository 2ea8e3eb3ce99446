import { type ComboboxItem, type OptionsFilter, Select, TextInput } from '@mantine/core';
import { type ReadField, stylePeriods } from '@mirubato/domain/scores';
import type { ReactNode, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { keyName, keySignatures, typedKeyName } from './key-names.ts';
import { languageChoices } from './language-names.ts';
import type { ReadProblem } from './read-values.ts';

export interface ReadFieldInputProps {
  readonly field: ReadField;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: ReadProblem | null;
  /** Where it was read and how sure that is; below the field. */
  readonly note?: ReactNode;
  readonly onFocus?: () => void;
  readonly isFirst?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** One field that a machine may fill in: a line of text, or a choice among what there is. */
export function ReadFieldInput({
  field,
  value,
  onChange,
  problem,
  note,
  onFocus,
  isFirst,
  ref,
}: ReadFieldInputProps) {
  const { t } = useTranslation('scores');
  const choices = useChoices(field, value);
  const shared = {
    label: t(`field.${field}`),
    description: note,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as (
      | 'label'
      | 'input'
      | 'description'
      | 'error'
    )[],
    error: problem ? t(`problem.${problem}`) : undefined,
    onFocus,
    ref,
    'data-field': field,
    ...(isFirst ? { 'data-autofocus': true } : {}),
  };
  if (choices) {
    return (
      <Select
        {...shared}
        data={choices}
        value={value === '' ? null : value}
        onChange={(next) => onChange(next ?? '')}
        filter={filterAsTyped}
        searchable
        openOnFocus={false}
        selectFirstOptionOnChange
        // Otherwise its index is looked up a moment later, and an Enter in between is lost.
        selectFirstOptionOnDropdownOpen
        clearable
        clearButtonProps={{ 'aria-label': t('form.clear', { field: t(`field.${field}`) }) }}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={500}
      {...(field === 'publishedYear' ? { inputMode: 'numeric' as const } : {})}
      {...(field === 'timeSignature' ? { placeholder: '3/4' } : {})}
    />
  );
}

function useChoices(field: ReadField, value: string): ComboboxItem[] | undefined {
  const { t, i18n } = useTranslation('scores');
  switch (field) {
    case 'keyFifths':
      return keySignatures.map((fifths) => ({ value: String(fifths), label: keyName(fifths, t) }));
    case 'stylePeriod':
      return stylePeriods.map((period) => ({ value: period, label: t(`stylePeriod.${period}`) }));
    case 'language':
      return languageChoices(i18n.language, value);
    default:
      return undefined;
  }
}

const filterAsTyped: OptionsFilter = ({ options, search }) =>
  options.filter(
    (option) => 'label' in option && typedKeyName(option.label).includes(typedKeyName(search.trim())),
  );
