import { IconFileOff, IconZoomQuestion } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** The PDF's bytes are not on this computer. */
export function MissingMark() {
  const { t } = useTranslation('scores');
  return (
    <span className="score-mark" data-kind="missing">
      <IconFileOff size={15} stroke={1.8} aria-hidden />
      {t('mark.missing')}
    </span>
  );
}

/** Title or composer are a guess that a person should look at. */
export function ReviewMark() {
  const { t } = useTranslation('scores');
  return (
    <span className="score-mark">
      <IconZoomQuestion size={15} stroke={1.8} aria-hidden />
      {t('mark.review')}
    </span>
  );
}
