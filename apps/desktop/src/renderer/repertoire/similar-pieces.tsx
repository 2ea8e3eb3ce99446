import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';

/** Says below a new piece's name that it may be there already. Saving stays possible: a person knows better. */
export function SimilarPieces({
  title,
  composer,
  onLeave,
}: {
  title: string;
  composer: string;
  onLeave: () => void;
}) {
  const { t } = useTranslation('repertoire');
  const { client } = useApi();
  const [named] = useDebouncedValue(`${title.trim()}\n${composer.trim()}`, 250);
  const [askedTitle = '', askedComposer = ''] = named.split('\n');
  const { data } = useQuery({
    queryKey: ['pieces', 'similar', askedTitle, askedComposer],
    queryFn: async () => {
      const query = { title: askedTitle, ...(askedComposer === '' ? {} : { composer: askedComposer }) };
      return (await answer(client.api.pieces.similar.$get({ query }))).similar;
    },
    enabled: askedTitle.length > 2,
    meta: { collections: ['pieces'] },
  });
  return (
    <div role="status">
      {data && data.length > 0 && (
        <div className="similar-pieces">
          <Text size="sm" fw={600}>
            {t(`similar.${data[0]?.by ?? 'title'}`)}
          </Text>
          {data.map(({ piece }) => (
            <Text key={piece.id} size="sm">
              <Link to="/pieces/$pieceId" params={{ pieceId: piece.id }} onClick={onLeave}>
                {piece.title}
              </Link>
              {piece.composer && ` – ${piece.composer}`} · {t(`status.${piece.status}`)}
            </Text>
          ))}
        </div>
      )}
    </div>
  );
}
