import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useArrangement } from './arrangement-store.ts';

/** On the screen of the import: an arrangement that was left leads back to itself. */
export function WaitingPictures() {
  const { t } = useTranslation('pictures');
  const count = useArrangement(({ pages }) => pages.length);
  if (count === 0) return null;
  return (
    <Group gap="sm" mb="lg">
      <Text className="numbers">{t('waiting', { count })}</Text>
      <Button component={Link} to="/import/pictures" variant="default" size="compact-sm">
        {t('goOn')}
      </Button>
    </Group>
  );
}
