// biome-ignore-all lint/a11y/useSemanticElements: a table's elements cannot be placed by the virtualiser
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is on the links and buttons inside the cells
import type { ScoreItem } from '@mirubato/core/client';
import { hasUncheckedContents, needsReview } from '@mirubato/domain/scores';
import { Link } from '@tanstack/react-router';
import { FavouriteButton } from './favourite-button.tsx';
import { BookMark, MissingMark, ReviewMark } from './score-marks.tsx';
import { ScoreMenu } from './score-menu.tsx';
import { ScoreThumbnail } from './score-thumbnail.tsx';
import { useScoresPlace } from './scores-place.ts';
import { TextMatch } from './text-match.tsx';

export interface ScoreCellProps {
  readonly score: ScoreItem;
  /** Its place in the list. */
  readonly index: number;
  readonly isSelected: boolean;
  readonly onEdit: (scoreId: string) => void;
}

/** One score in the grid. Only the selected one is in the order of Tab; arrows move to the others. */
export function ScoreCard({ score, index, isSelected, onEdit }: ScoreCellProps) {
  const tabIndex = isSelected ? 0 : -1;
  return (
    <div
      role="gridcell"
      className="score-card"
      data-index={index}
      data-selected={isSelected}
      onFocus={() => useScoresPlace.setState({ selectedIndex: index })}
    >
      <Link className="score-link" to="/scores/$scoreId" params={{ scoreId: score.id }} tabIndex={tabIndex}>
        <span className="score-page">
          <ScoreThumbnail score={score} />
          <span className="score-marks">
            {!score.isAvailable && <MissingMark />}
            {needsReview(score) && <ReviewMark />}
            {hasUncheckedContents(score) && <BookMark count={score.proposedPieces} />}
          </span>
        </span>
        <span className="score-title" title={score.title}>
          {score.title}
        </span>
      </Link>
      {score.match ? (
        <TextMatch match={score.match} />
      ) : (
        <span className="score-composer">{score.composer}</span>
      )}
      <span className="score-buttons">
        <ScoreMenu score={score} tabIndex={tabIndex} onEdit={onEdit} />
        <FavouriteButton score={score} tabIndex={tabIndex} />
      </span>
    </div>
  );
}
