/** For what the dictionary has not: a button that asks the language model on this computer. */
import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { problemText } from '../app/problem-notice.ts';
import { useGenerateTerm, useLanguageModel } from '../language-model/language-model.ts';

interface AskLanguageModelProps {
  readonly q: string;
  /** Whether it is worth a line that no model is set up. */
  readonly isNothingFound: boolean;
  readonly onOpen: (id: string) => void;
}

export function AskLanguageModel({ q, isNothingFound, onOpen }: AskLanguageModelProps) {
  const { t } = useTranslation('language-model');
  const setting = useLanguageModel();
  const generate = useGenerateTerm();
  if (setting === undefined) return null;
  if (setting === null) {
    return isNothingFound ? (
      <Text size="sm" c="dimmed" mt="md">
        {t('none')}{' '}
        <Anchor component={Link} to="/settings" underline="always" inherit>
          {t('setUp')}
        </Anchor>
      </Text>
    ) : null;
  }
  const { model } = setting;
  const failed = generate.error ? problemText(generate.error) : undefined;
  return (
    <>
      <Group mt="md" gap="xs">
        <Button
          variant="light"
          loading={generate.isPending}
          onClick={() => generate.mutate(q, { onSuccess: (term) => term && onOpen(term.id) })}
        >
          {t('ask')}
        </Button>
        {generate.isPending && (
          <Button variant="default" onClick={generate.giveUp}>
            {t('app:cancel')}
          </Button>
        )}
      </Group>
      <div role="status">
        {generate.isPending && (
          <Text size="sm" c="dimmed" mt="xs">
            {t('asking', { model })}
          </Text>
        )}
        {generate.data === null && <Text mt="xs">{t('unknown', { model, q })}</Text>}
      </div>
      {failed && (
        <Alert variant="outline" color="red" title={failed.title} role="alert" mt="xs">
          {failed.detail}
        </Alert>
      )}
    </>
  );
}
