import { Button, Kbd } from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useReviewCount } from './review-list.ts';

/** Leads to the review while something waits for it, and says how much. */
export function ReviewLink() {
  const { t } = useTranslation('review');
  const count = useReviewCount() ?? 0;
  if (count === 0) return null;
  return (
    <Button
      component={Link}
      to="/scores/review"
      variant="default"
      className="numbers"
      leftSection={<IconZoomQuestion size={18} stroke={1.6} aria-hidden />}
      rightSection={
        <span aria-hidden>
          <Kbd>G</Kbd> <Kbd>R</Kbd>
        </span>
      }
      aria-keyshortcuts="g r"
    >
      {t('toCheck', { count })}
    </Button>
  );
}
