/** On a score's card: which pieces it holds. Nothing for a score of one. */
import { Anchor, Input, ScrollArea, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BookPieces } from './book-pieces.tsx';
import { useContents } from './contents.ts';

export function ScoreContents({ scoreId }: { scoreId: string }) {
  const { t } = useTranslation('contents');
  const contents = useContents(scoreId).data;
  const items = contents?.items ?? [];
  const found = contents?.isChecked ? 0 : (contents?.proposed?.items.length ?? 0);
  if (items.length === 0 && found === 0) return null;
  return (
    <fieldset className="score-related">
      <Input.Label component="legend">{t('title')}</Input.Label>
      {items.length === 0 && <Text size="sm">{t('found', { count: found })}</Text>}
      <ScrollArea.Autosize mah={280}>
        <BookPieces items={items} />
      </ScrollArea.Autosize>
      <Anchor component={Link} to="/scores/$scoreId/contents" params={{ scoreId } as never} size="sm">
        {t(items.length === 0 ? 'lookThrough' : 'edit')}
      </Anchor>
    </fieldset>
  );
}
