import { Skeleton, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function LoadingLines({ lines = 6 }: { lines?: number }) {
  const { t } = useTranslation('app');
  return (
    <Stack aria-busy gap="lg">
      <span className="visually-hidden" role="status">
        {t('loading')}
      </span>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={index} height={44} />
      ))}
    </Stack>
  );
}
