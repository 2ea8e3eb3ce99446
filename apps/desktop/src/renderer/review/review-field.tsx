import type { ReadField, Score } from '@mirubato/domain/scores';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ConfidenceNote } from '../scores/confidence-note.tsx';
import { ReadFieldInput } from '../scores/read-field-input.tsx';
import type { ReadProblem } from '../scores/read-values.ts';

interface ReviewFieldProps {
  readonly field: ReadField;
  readonly score: Score;
  readonly value: string;
  readonly isChanged: boolean;
  readonly isLookedAt: boolean;
  readonly problem: ReadProblem | null;
  readonly onChange: (value: string) => void;
  readonly onFocus: () => void;
}

/** One field with how sure the machine is of it and where it has it from. */
export function ReviewField({ field, score, isChanged, isLookedAt, ...input }: ReviewFieldProps) {
  const evidence = score.evidence[field];
  const isExpected = field === 'title' || field === 'composer';
  const note = evidence || isExpected ? <ConfidenceNote evidence={evidence} /> : undefined;
  return (
    <div className="review-field" data-looked-at={isLookedAt}>
      <ReadFieldInput field={field} {...input} note={isChanged ? <TypedNote /> : note} />
    </div>
  );
}

/** The machine's confidence says nothing of what a person has typed. */
function TypedNote() {
  const { t } = useTranslation('review');
  return (
    <span className="confidence">
      <IconPencil size={15} stroke={1.8} aria-hidden />
      {t('typed')}
    </span>
  );
}
