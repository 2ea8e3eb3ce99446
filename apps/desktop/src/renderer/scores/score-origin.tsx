import { Text } from '@mantine/core';
import type { ScoreItem } from '@mirubato/core/client';
import { needsReview } from '@mirubato/domain/scores';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { MissingMark } from './score-marks.tsx';
import { ScoreThumbnail } from './score-thumbnail.tsx';

/** What is known of the file, and whether its title and composer should be looked at. */
export function ScoreOrigin({ score }: { score: ScoreItem }) {
  const { t } = useTranslation('scores');
  const { shortDayOf, bytes } = useFormat();
  return (
    <div className="score-origin">
      <ScoreThumbnail score={score} />
      <div>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {score.fileName}
        </Text>
        <Text size="sm" c="dimmed" className="numbers">
          {t('origin.facts', {
            pages: t('origin.pages', { count: score.pageCount }),
            size: bytes(score.sizeBytes),
            date: shortDayOf(score.createdAt),
          })}
        </Text>
        {!score.isAvailable && <MissingMark />}
        {needsReview(score) && (
          <Text size="sm" mt={4}>
            {t('origin.review')}
          </Text>
        )}
      </div>
    </div>
  );
}
