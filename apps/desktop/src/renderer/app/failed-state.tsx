import { Alert, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemText } from './problem-notice.ts';

/** In place of what could not be read: what happened, what is safe, what to do. */
export function FailedState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('app');
  const { title, detail } = problemText(error);
  return (
    <Alert variant="outline" color="red" title={title} my="lg">
      <Text mb="md">{detail}</Text>
      <Button variant="default" onClick={onRetry}>
        {t('retry')}
      </Button>
    </Alert>
  );
}
