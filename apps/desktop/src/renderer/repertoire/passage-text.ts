import { measureRangesOf } from '@mirubato/domain/repertoire';
import { useTranslation } from 'react-i18next';

/** `Measures 12–16`; a label as it is. */
export function usePassageText(): (label: string) => string {
  const { t } = useTranslation('repertoire');
  return (label) => (measureRangesOf(label).length > 0 ? t('measures', { measures: label }) : label);
}
