import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DerivedDirection } from './derived-direction.tsx';
import type { Found } from './dictionary.ts';

interface FoundTermsProps {
  readonly q: string;
  readonly found: Found;
  readonly chosen: string | undefined;
  readonly onOpen: (id: string) => void;
}

export function FoundTerms({ q, found, chosen, onOpen }: FoundTermsProps) {
  const { t } = useTranslation('dictionary');
  const { terms, derived } = found;
  return (
    <>
      {derived && <DerivedDirection q={q} derived={derived} onOpen={onOpen} />}
      {terms.length === 0 && !derived && (
        <Text c="dimmed" mt="lg">
          {t('nothing', { q })}
        </Text>
      )}
      <ul className="found-terms" aria-label={t('found')}>
        {terms.map(({ id, term, sourceLanguage, concise, kind, matched, isOwn, isGenerated }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === chosen ? 'true' : undefined}
              onClick={() => onOpen(id)}
            >
              <span className="found-term">
                <span lang={sourceLanguage === 'other' ? undefined : sourceLanguage}>{term}</span>
                {isOwn && (
                  <span className="found-kind">{t(isGenerated ? 'language-model:mark' : 'own.mark')}</span>
                )}
                {kind !== 'exact' && kind !== 'prefix' && kind !== 'word' && (
                  <span className="found-kind">{t(`kind.${kind}`, { matched })}</span>
                )}
              </span>
              <span className="found-concise">{concise.join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
