import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Piece } from '@mirubato/domain/repertoire';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';

/** Says, before it is saved, in how many entries the piece gets its new name, and whether another has it already. */
export function RenameNote({ piece, title, composer }: { piece: Piece; title: string; composer: string }) {
  const { t } = useTranslation('repertoire');
  const { client } = useApi();
  const [named] = useDebouncedValue(`${title.trim()}\n${composer.trim()}`, 250);
  const [askedTitle = '', askedComposer = ''] = named.split('\n');
  const isNew = title.trim() !== piece.title || composer.trim() !== (piece.composer ?? '');
  const { data: reach } = useQuery({
    queryKey: ['pieces', 'reach', piece.id],
    queryFn: () => answer(client.api.pieces[':id'].reach.$get({ param: { id: piece.id } })),
    meta: { collections: ['pieces', 'entries', 'reviews'] },
  });
  const { data: taken } = useQuery({
    queryKey: ['pieces', 'namesake', piece.id, askedTitle, askedComposer],
    queryFn: async () => {
      const query = { except: piece.id, title: askedTitle, composer: askedComposer };
      return (await answer(client.api.pieces.namesake.$get({ query }))).namesake;
    },
    enabled: isNew && askedTitle !== '',
    meta: { collections: ['pieces'] },
  });
  return (
    <div role="status">
      {isNew && taken && (
        <div className="similar-pieces">
          <Text size="sm">{t('rename.taken', { title: taken.title })}</Text>
        </div>
      )}
      {isNew && !taken && reach && reach.entries > 0 && (
        <Text size="sm" c="dimmed">
          {t('rename.count', { count: reach.entries })}
        </Text>
      )}
    </div>
  );
}
