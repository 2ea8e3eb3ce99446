import { Input, Text } from '@mantine/core';
import type { ScoreItem } from '@mirubato/core/client';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRelated } from './related.ts';
import { ScoreThumbnail } from './score-thumbnail.tsx';

/** Which work the score is of, and what else of it is in the library. Nothing while neither is known. */
export function ScoreRelated({ score }: { score: ScoreItem }) {
  const { t } = useTranslation('scores');
  const related = useRelated(score.id).data;
  if (!related || (related.work === null && related.scores.length === 0)) return null;
  const { work, scores } = related;
  return (
    <fieldset className="score-related">
      <Input.Label component="legend">{t('related.legend')}</Input.Label>
      {work && (
        <Text size="sm" c="dimmed">
          {[work.composer, work.title, ...work.numbers, ...work.nicknames.slice(0, 1)].join(' · ')}
        </Text>
      )}
      {scores.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('related.none')}
        </Text>
      ) : (
        <ul>
          {scores.map(({ score: other, relation }) => (
            <li key={other.id} className="related-score">
              <ScoreThumbnail score={other} />
              <div>
                <Link to="/scores/$scoreId" params={{ scoreId: other.id }}>
                  {other.title}
                </Link>
                <Text size="sm" c="dimmed">
                  {[t(`related.${relation}`), other.publisher, t('origin.pages', { count: other.pageCount })]
                    .filter(Boolean)
                    .join(' · ')}
                </Text>
              </div>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
