import type { FieldEvidence } from '@mirubato/domain/scores';
import {
  IconCircleCheck,
  IconCircleDashed,
  IconHelpCircle,
  IconUserCheck,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type ConfidenceWord, confidenceWord } from './confidence.ts';
import './confidence-note.css';

const iconByWord: Readonly<Record<ConfidenceWord, TablerIcon>> = {
  checked: IconUserCheck,
  sure: IconCircleCheck,
  likely: IconCircleDashed,
  unsure: IconHelpCircle,
  missing: IconHelpCircle,
};

type Evidence = Pick<FieldEvidence, 'confidence'> &
  Partial<Pick<FieldEvidence, 'source' | 'page' | 'fileName'>>;

/**
 * How sure the machine is of a title or composer and where it has it from: an icon and words. Stacked, the
 * source stands on a line of its own; brief, it is told elsewhere.
 */
export function ConfidenceNote({
  evidence,
  isStacked = false,
  isBrief = false,
}: {
  evidence: Evidence | undefined;
  isStacked?: boolean;
  isBrief?: boolean;
}) {
  const { t } = useTranslation('scores');
  const word = confidenceWord(evidence && { source: 'page', ...evidence });
  const Icon = iconByWord[word];
  const source = word === 'checked' || isBrief ? undefined : evidence?.source;
  return (
    <>
      <span className="confidence" data-word={word}>
        <Icon size={15} stroke={1.8} aria-hidden />
        {t(`confidence.${word}`)}
      </span>
      {source && !isStacked && ', '}
      {source && (
        <span className="confidence-source" data-stacked={isStacked}>
          {evidence?.fileName
            ? t('source.notationFile', { name: evidence.fileName })
            : t(`source.${source}`, { page: evidence?.page ?? 1 })}
        </span>
      )}
    </>
  );
}
