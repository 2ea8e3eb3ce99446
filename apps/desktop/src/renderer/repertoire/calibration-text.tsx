import type { Spacing } from '@mirubato/core/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

/** How far the intervals follow one's own results, with the numbers. */
export function CalibrationText({ calibration }: { calibration: Spacing['calibration'] }) {
  const { t } = useTranslation('repertoire');
  const format = useFormat();
  const { reviews, measured, expected, factor, isFitted, fittedFrom } = calibration;
  if (measured === null || expected === null) return t('calibration.none', { needed: fittedFrom });
  const values = {
    count: reviews,
    measured: format.percent(measured),
    expected: format.percent(expected),
    needed: format.number(fittedFrom),
    factor: format.number(Math.round(factor * 100) / 100),
  };
  return t(isFitted ? 'calibration.fitted' : 'calibration.few', values);
}
