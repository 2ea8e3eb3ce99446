/** Where the term stands in one's own scores. */
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { usePlaces } from '../viewer/place-store.ts';
import { useOccurrences } from './dictionary.ts';

export function TermOccurrences({ termId }: { termId: string }) {
  const { t } = useTranslation('dictionary');
  const { number } = useFormat();
  const { data: scores = [] } = useOccurrences(termId);
  if (scores.length === 0) return null;
  return (
    <section className="term-section" aria-label={t('occurrences')}>
      <h3>{t('occurrences')}</h3>
      <ul>
        {scores.map(({ scoreId, title, composer, pages }) => (
          <li key={scoreId}>
            <Link to="/scores/$scoreId" params={{ scoreId }}>
              {title}
            </Link>
            {composer && (
              <Text span size="sm" c="dimmed">
                {' '}
                {composer}
              </Text>
            )}
            <span className="term-pages">
              {pages.map((page) => (
                <Link
                  key={page}
                  to="/scores/$scoreId"
                  params={{ scoreId }}
                  onClick={() => usePlaces.getState().setPage(scoreId, page)}
                >
                  {t('page', { page: number(page) })}
                </Link>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
