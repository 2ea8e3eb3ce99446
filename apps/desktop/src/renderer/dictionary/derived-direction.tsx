import { Text } from '@mantine/core';
import type { DerivedTerm } from '@mirubato/core/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

interface DerivedDirectionProps {
  readonly q: string;
  readonly derived: DerivedTerm;
  readonly onOpen: (id: string) => void;
}

/** What is not in the dictionary, put together from what is. */
export function DerivedDirection({ q, derived, onOpen }: DerivedDirectionProps) {
  const { t, i18n } = useTranslation('dictionary');
  const format = useFormat();
  const { text, parts, sourceLanguage, confidence } = derived;
  const languages = new Intl.DisplayNames([i18n.language], { type: 'language' });
  return (
    <section className="derived-term" aria-label={t('derived.title')}>
      {text !== null && sourceLanguage !== null && (
        <p className="derived-text">
          {text}
          <span className="found-kind">
            {t('derived.mark', {
              language: languages.of(sourceLanguage),
              share: format.percent(confidence),
            })}
          </span>
        </p>
      )}
      <Text size="sm" c="dimmed">
        {t(parts.length > 0 ? 'derived.parts' : 'derived.noParts', { q })}
      </Text>
      {parts.length > 0 && (
        <ul>
          {parts.map(({ id, term, concise }) => (
            <li key={id}>
              <button type="button" onClick={() => onOpen(id)}>
                {term}
              </button>{' '}
              {concise[0]}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
