import { Text } from '@mantine/core';
import type { GeneratedMark } from '@mirubato/core/client';
import { useTranslation } from 'react-i18next';

/** What a language model has had to do with a term. */
export function GeneratedLine({ generated }: { generated: GeneratedMark }) {
  const { t } = useTranslation('language-model');
  const { model, quality, isEdited } = generated;
  return (
    <Text size="sm" c="dimmed" mt="sm">
      {isEdited ? t('edited', { model }) : t('written', { model, quality })}
    </Text>
  );
}
