import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const PLACES = 12;

/** The shelf before the first answer. */
export function ShelfSkeleton() {
  const { t } = useTranslation('app');
  return (
    <div className="shelf-skeleton" aria-busy>
      <span className="visually-hidden" role="status">
        {t('loading')}
      </span>
      {Array.from({ length: PLACES }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <Skeleton key={index} className="shelf-skeleton-page" />
      ))}
    </div>
  );
}
