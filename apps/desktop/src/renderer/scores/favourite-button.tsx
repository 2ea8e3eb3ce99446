import { ActionIcon } from '@mantine/core';
import type { ScoreItem } from '@mirubato/core/client';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useScoreActions } from './score-actions.ts';

export function FavouriteButton({ score, tabIndex }: { score: ScoreItem; tabIndex: number }) {
  const { t } = useTranslation('scores');
  const { toggleFavourite } = useScoreActions();
  const Icon = score.isFavourite ? IconStarFilled : IconStar;
  return (
    <ActionIcon
      variant="default"
      className="score-favourite"
      data-favourite={score.isFavourite}
      aria-label={t('action.favouriteOf', { title: score.title })}
      aria-pressed={score.isFavourite}
      aria-keyshortcuts="s"
      tabIndex={tabIndex}
      onClick={() => toggleFavourite(score)}
    >
      <Icon size={18} stroke={1.6} aria-hidden />
    </ActionIcon>
  );
}
