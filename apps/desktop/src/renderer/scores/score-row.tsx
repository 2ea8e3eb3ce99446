// biome-ignore-all lint/a11y/useSemanticElements: a table's elements cannot be placed by the virtualiser
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is on the links and buttons inside the cells
import { hasUncheckedContents, needsReview } from '@mirubato/domain/scores';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { weakestField } from './confidence.ts';
import { ConfidenceNote } from './confidence-note.tsx';
import { FavouriteButton } from './favourite-button.tsx';
import type { ScoreCellProps } from './score-card.tsx';
import { BookMark, MissingMark, ReviewMark } from './score-marks.tsx';
import { ScoreMenu } from './score-menu.tsx';
import { useScoresPlace } from './scores-place.ts';
import { TextMatch } from './text-match.tsx';

/** One score in the table; the row around it is the shelf's. */
export function ScoreRow({ score, index, isSelected, onEdit }: ScoreCellProps) {
  const { t } = useTranslation('scores');
  const { shortDayOf, number } = useFormat();
  const tabIndex = isSelected ? 0 : -1;
  const weakest = weakestField(score);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes which of the cells' controls has the focus
    <div
      className="score-row"
      role="presentation"
      data-index={index}
      data-selected={isSelected}
      onFocus={() => useScoresPlace.setState({ selectedIndex: index })}
    >
      <span role="gridcell">
        <FavouriteButton score={score} tabIndex={tabIndex} />
      </span>
      <span role="gridcell" className="score-row-title">
        <Link
          className="score-link"
          to="/scores/$scoreId"
          params={{ scoreId: score.id }}
          tabIndex={tabIndex}
          title={score.title}
        >
          {score.title}
        </Link>
        {score.match && <TextMatch match={score.match} />}
        {!score.isAvailable && <MissingMark />}
        {needsReview(score) && (
          <span className="score-row-review">
            <ReviewMark />
          </span>
        )}
        {hasUncheckedContents(score) && <BookMark count={score.proposedPieces} />}
      </span>
      <span role="gridcell" className="score-row-text" title={score.composer ?? undefined}>
        {score.composer}
      </span>
      <span role="gridcell" className="score-row-text">
        {t(`field.${weakest.field}`)}: <ConfidenceNote evidence={weakest.evidence} isStacked />
      </span>
      <span role="gridcell" className="score-row-number numbers">
        {number(score.pageCount)}
      </span>
      <span role="gridcell" className="score-row-text numbers">
        {shortDayOf(score.createdAt)}
      </span>
      <span role="gridcell">
        <ScoreMenu score={score} tabIndex={tabIndex} onEdit={onEdit} />
      </span>
    </div>
  );
}
