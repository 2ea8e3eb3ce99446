import { Chip, Group, Input } from '@mantine/core';
import { type Mood, moods } from '@mirubato/domain/logbook';
import { useTranslation } from 'react-i18next';

export interface MoodFieldProps {
  readonly value: Mood | null;
  readonly onChange: (mood: Mood | null) => void;
}

/** One mood or none: the chosen one is taken back by choosing it again. */
export function MoodField({ value, onChange }: MoodFieldProps) {
  const { t } = useTranslation('logbook');
  return (
    <fieldset className="plain-fieldset">
      <Input.Label component="legend">{t('field.mood')}</Input.Label>
      <Group gap="xs">
        {moods.map((mood) => (
          <Chip
            key={mood}
            type="checkbox"
            checked={value === mood}
            onChange={(isChosen) => onChange(isChosen ? mood : null)}
            variant="outline"
            className="mood"
          >
            {t(`mood.${mood}`)}
          </Chip>
        ))}
      </Group>
    </fieldset>
  );
}
