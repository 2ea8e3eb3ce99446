import type { Stretch } from '@mirubato/domain/reports';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

/** `1 Nov – 26 Nov`; one day alone where it is one. */
export function usePeriodText(): (stretch: Stretch) => string {
  const { t } = useTranslation('reports');
  const format = useFormat();
  return ({ from, to }) =>
    from === to
      ? format.shortDay(from)
      : t('fromTo', { from: format.shortDay(from), to: format.shortDay(to) });
}
