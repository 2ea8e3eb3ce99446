import type { PieceWithPractice } from '@mirubato/core/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

/** What is known of a piece in figures; what is not known is left out. */
export function PieceFacts({ piece }: { piece: PieceWithPractice }) {
  const { t } = useTranslation('repertoire');
  const format = useFormat();
  const facts: [string, string][] = [
    [t('column.minutes'), format.minutes(piece.practiceMinutes)],
    [t('column.sessions'), format.number(piece.practiceCount)],
    [
      t('column.lastPractised'),
      piece.lastPractisedOn === null ? t('notYet') : format.shortDay(piece.lastPractisedOn),
    ],
  ];
  if (piece.currentTempo !== null) {
    facts.push([t('currentTempo'), t('tempo', { tempo: format.number(piece.currentTempo) })]);
  }
  if (piece.targetTempo !== null) {
    facts.push([t('targetTempo'), t('tempo', { tempo: format.number(piece.targetTempo) })]);
  }
  if (piece.difficultyRating !== null) {
    facts.push([t('field.difficulty'), t(`difficulty.${piece.difficultyRating}`)]);
  }
  if (piece.tags.length > 0) facts.push([t('field.tags'), piece.tags.map((tag) => `#${tag}`).join(' ')]);
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="numbers">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
