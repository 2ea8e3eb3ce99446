import { type DifficultyRange, type DifficultyReasonFact, isTelling } from '@mirubato/domain/scores';
import { IconChevronRight, IconMinus, IconPlus, IconPointFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { ConfidenceNote } from './confidence-note.tsx';
import { difficultyText, reasonsTold } from './difficulty-text.ts';
import './read-difficulty.css';

/** The difficulty as the notes say it, and on demand why. Nothing where they say none. */
export function ReadDifficulty({ range }: { range: DifficultyRange | null }) {
  const { t } = useTranslation('scores');
  if (!range) return null;
  const { low, high, confidence, reasons } = range;
  return (
    <details className="read-difficulty">
      <summary>
        <IconChevronRight size={16} stroke={1.8} aria-hidden />
        <span>
          {t(low === high ? 'readDifficulty.level' : 'readDifficulty.range', { low, high })}
          <span className="read-difficulty-note">
            <ConfidenceNote evidence={{ confidence, source: 'notation' }} isBrief />
            {', '}
            {t('readDifficulty.source')}
          </span>
        </span>
      </summary>
      <ul>
        {reasonsTold(reasons).map((reason) => (
          <Reason key={reason.reason} reason={reason} />
        ))}
      </ul>
    </details>
  );
}

function Reason({ reason }: { reason: DifficultyReasonFact }) {
  const { t } = useTranslation('scores');
  const { number, percent } = useFormat();
  const isHarder = reason.weight > 0;
  const Icon = !isTelling(reason) ? IconPointFilled : isHarder ? IconPlus : IconMinus;
  return (
    <li>
      <Icon size={15} stroke={1.8} aria-hidden />
      <span>
        {isTelling(reason) && (
          <span className="visually-hidden">
            {t(isHarder ? 'readDifficulty.harder' : 'readDifficulty.easier')}{' '}
          </span>
        )}
        {difficultyText(reason, t, { number, percent })}
      </span>
    </li>
  );
}
