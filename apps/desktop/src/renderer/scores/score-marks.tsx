import { IconFileOff, IconList, IconZoomQuestion } from '@tabler/icons-react';
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

/** The reader found several pieces in it, which nobody has looked through. */
export function BookMark({ count }: { count: number }) {
  const { t } = useTranslation('contents');
  return (
    <span className="score-mark">
      <IconList size={15} stroke={1.8} aria-hidden />
      {t('found', { count })}
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
