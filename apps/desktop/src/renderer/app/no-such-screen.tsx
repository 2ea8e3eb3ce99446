import { Anchor, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

export function NoSuchScreen() {
  const { t } = useTranslation();
  return (
    <div className="screen">
      <Title order={1}>{t('noSuchScreen.title')}</Title>
      <Text mt="md">
        <Anchor component={Link} to="/">
          {t('noSuchScreen.home')}
        </Anchor>
      </Text>
    </div>
  );
}
