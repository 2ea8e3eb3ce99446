import type { Crop } from '@mirubato/domain/import';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PercentCrop, ReactCrop } from 'react-image-crop';
import 'react-image-crop/dist/ReactCrop.css';

interface CropFrameProps {
  /** Of the page as it is shown. */
  readonly url: string;
  /** It is soon shown otherwise. */
  readonly isWaiting: boolean;
  /** Of the page as it is shown. */
  readonly crop: Crop;
  /** When a drag or a key has ended. */
  readonly onCrop: (crop: Crop) => void;
}

/** Smaller is a slip of the hand. */
const MIN_SIDE_PX = 16;

/** Nobody sees a thousandth of a side; a drag that ends where it began changes nothing. */
const SAME_WITHIN = 0.001;

/** The part that is taken: dragged, or with the arrow keys at its frame and its handles. */
export function CropFrame({ url, isWaiting, crop, onCrop }: CropFrameProps) {
  const { t } = useTranslation('pictures');
  const [draft, setDraft] = useState<{ of: Crop; percent: PercentCrop }>();
  const complete = (percent: PercentCrop) => {
    setDraft(undefined);
    const next = cropOf(percent);
    if (next.width > 0 && next.height > 0 && !isSame(next, crop)) onCrop(next);
  };
  return (
    <div className="pictures-crop" aria-busy={isWaiting}>
      <ReactCrop
        crop={draft && isSame(draft.of, crop) ? draft.percent : percentOf(crop)}
        keepSelection
        minWidth={MIN_SIDE_PX}
        minHeight={MIN_SIDE_PX}
        ariaLabels={{
          cropArea: t('crop.area'),
          nwDragHandle: t('crop.nw'),
          nDragHandle: t('crop.n'),
          neDragHandle: t('crop.ne'),
          eDragHandle: t('crop.e'),
          seDragHandle: t('crop.se'),
          sDragHandle: t('crop.s'),
          swDragHandle: t('crop.sw'),
          wDragHandle: t('crop.w'),
        }}
        onChange={(_px, percent) => setDraft({ of: crop, percent })}
        onComplete={(_px, percent) => complete(percent)}
      >
        <img src={url} alt={t('crop.picture')} draggable={false} />
      </ReactCrop>
    </div>
  );
}

function percentOf({ left, top, width, height }: Crop): PercentCrop {
  return { unit: '%', x: left * 100, y: top * 100, width: width * 100, height: height * 100 };
}

function cropOf({ x, y, width, height }: PercentCrop): Crop {
  const [left, top] = [Math.max(0, x / 100), Math.max(0, y / 100)];
  return {
    left,
    top,
    width: Math.min(1 - left, width / 100),
    height: Math.min(1 - top, height / 100),
  };
}

function isSame(a: Crop, b: Crop): boolean {
  return (['left', 'top', 'width', 'height'] as const).every(
    (side) => Math.abs(a[side] - b[side]) < SAME_WITHIN,
  );
}
