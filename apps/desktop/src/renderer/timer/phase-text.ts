import type { Phase, TimerSubject } from '@mirubato/domain/timer';
import { useTranslation } from 'react-i18next';

/** How phases and subjects are called. */
export function usePhaseText() {
  const { t } = useTranslation('timer');
  return {
    /** `Work 2 of 4`; a segment by its own name. */
    phase({ kind, number, of, segment }: Phase): string {
      if (segment && kind === 'work') return t('phase.segment', { label: segment.label, number, of });
      return of === null || kind === 'long-break'
        ? t(`phase.${kind}`)
        : t('phase.counted', { phase: t(`phase.${kind}`), number, of });
    },
    subject: (subject: TimerSubject | null | undefined) => subject?.title || t('nothingInParticular'),
  };
}
