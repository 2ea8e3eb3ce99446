import type { Box } from '@mirubato/domain/scores';
import { useTranslation } from 'react-i18next';

export interface EvidenceBox {
  readonly field: string;
  /** In points from the page's top left. */
  readonly box: Box;
  readonly isLookedAt: boolean;
}

/** Room between the letters and the frame round them, in CSS pixels. */
const FRAME_PX = 4;

/** Where the fields were read: the one that is looked at named and framed, the others faint. */
export function EvidenceBoxes({ boxes, pxPerPt }: { boxes: readonly EvidenceBox[]; pxPerPt: number }) {
  const { t } = useTranslation('scores');
  return (
    <div className="evidence-boxes" aria-hidden>
      {boxes.map(({ field, box, isLookedAt }) => (
        <div
          key={field}
          className="evidence-box"
          data-evidence={field}
          data-looked-at={isLookedAt}
          style={frameOf(box, pxPerPt)}
        >
          {isLookedAt && <span className="evidence-name">{t(`field.${field}`)}</span>}
        </div>
      ))}
    </div>
  );
}

export function frameOf([x, y, width, height]: Box, pxPerPt: number) {
  return {
    left: x * pxPerPt - FRAME_PX,
    top: y * pxPerPt - FRAME_PX,
    width: width * pxPerPt + 2 * FRAME_PX,
    height: height * pxPerPt + 2 * FRAME_PX,
  };
}
