import type { Piece } from '@mirubato/domain/repertoire';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

/** When the piece came to each status, latest first. */
export function StatusHistory({ history }: { history: Piece['statusHistory'] }) {
  const { t } = useTranslation('repertoire');
  const { shortDayOf } = useFormat();
  if (history.length === 0) return null;
  return (
    <>
      <h2 id="status-history" className="section-name">
        {t('history')}
      </h2>
      <ol className="plain-list" aria-labelledby="status-history">
        {[...history].reverse().map(({ at, to }) => (
          <li key={at} className="history-line">
            <span>{t(`status.${to}`)}</span>
            <time className="numbers" dateTime={at}>
              {shortDayOf(at)}
            </time>
          </li>
        ))}
      </ol>
    </>
  );
}
