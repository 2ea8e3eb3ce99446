import type { ScoreItem } from '@mirubato/core/client';
import { useTranslation } from 'react-i18next';

/** Where the words looked for stand inside the score. */
export function TextMatch({ match }: { match: NonNullable<ScoreItem['match']> }) {
  const { t } = useTranslation('scores');
  const snippet = match.snippet.replace(/\s+/g, ' ').trim();
  return (
    <span className="score-match" title={snippet}>
      {t('match', { page: match.page })} <q>… {snippet} …</q>
    </span>
  );
}
