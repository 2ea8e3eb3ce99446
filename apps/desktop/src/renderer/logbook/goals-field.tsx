import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGoals } from '../goals/goals.ts';

/** The goals that an entry counts for. Those in the archive or the trash stay with it unseen. */
export function GoalsField({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (goalIds: string[]) => void;
}) {
  const { t } = useTranslation('plans');
  const goals = useGoals(false).data ?? [];
  if (goals.length === 0) return null;
  const data = goals.map(({ goal: { id, title } }) => ({ value: id, label: title }));
  const isShown = (id: string) => data.some((option) => option.value === id);
  return (
    <MultiSelect
      label={t('view.goals')}
      data={data}
      searchable
      value={value.filter(isShown)}
      onChange={(chosen) => onChange([...value.filter((id) => !isShown(id)), ...chosen])}
    />
  );
}
