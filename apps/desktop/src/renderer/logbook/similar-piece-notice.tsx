import { Button, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Piece } from '@mirubato/domain/repertoire';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';

interface SimilarPieceNoticeProps {
  readonly title: string;
  readonly composer: string;
  readonly onUse: (piece: Pick<Piece, 'id' | 'title' | 'composer'>) => void;
}

/** Letters after which a title may be one that is known. */
const MIN_LETTERS = 3;

/** Asks below a title that is no piece's whether it is one of them after all. Saving stays possible. */
export function SimilarPieceNotice({ title, composer, onUse }: SimilarPieceNoticeProps) {
  const { t } = useTranslation('logbook');
  const { client } = useApi();
  const [named] = useDebouncedValue(`${title.trim()}\n${composer.trim()}`, 300);
  const [askedTitle = '', askedComposer = ''] = named.split('\n');
  const [denied, setDenied] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: ['pieces', 'similar', askedTitle, askedComposer],
    queryFn: async () => {
      const query = { title: askedTitle, ...(askedComposer === '' ? {} : { composer: askedComposer }) };
      return (await answer(client.api.pieces.similar.$get({ query }))).similar;
    },
    enabled: askedTitle.length >= MIN_LETTERS,
    meta: { collections: ['pieces'] },
  });
  const [likest] = data ?? [];
  const isAsked = likest !== undefined && askedTitle === title.trim() && denied !== likest.piece.id;
  return (
    <div role="status">
      {isAsked && (
        <div className="similar-piece">
          <Text size="sm">
            {t(likest.by === 'work' ? 'similar.work' : 'similar.title')}{' '}
            <Text span size="sm" fw={600}>
              {likest.piece.title}
            </Text>
            {likest.piece.composer && ` – ${likest.piece.composer}`}
          </Text>
          <Group gap="xs" mt={6}>
            <Button size="compact-sm" variant="default" onClick={() => onUse(likest.piece)}>
              {t('similar.use')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              onClick={() => setDenied(likest.piece.id)}
            >
              {t('similar.other')}
            </Button>
          </Group>
        </div>
      )}
    </div>
  );
}
