/** What stands under the empty line: the terms looked at last and most, and one's own. */
import { Text } from '@mantine/core';
import type { OwnTerm } from '@mirubato/domain/dictionary';
import { useTranslation } from 'react-i18next';
import { useLookedTerms, useOwnTerms } from './dictionary.ts';

const SHOWN = 12;

export function LookedTerms({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation('dictionary');
  const recent = useLookedTerms('recent', SHOWN);
  const popular = useLookedTerms('popular', SHOWN);
  const own = useOwnTerms();
  return (
    <>
      <Shelf name={t('own.title')} terms={(own.data ?? []).map(named)} onOpen={onOpen} />
      <Shelf name={t('recent')} terms={recent.data ?? []} onOpen={onOpen} />
      <Shelf
        name={t('popular')}
        terms={(popular.data ?? []).filter(({ count }) => count > 1)}
        onOpen={onOpen}
      />
    </>
  );
}

function named({ id, term }: OwnTerm) {
  return { id, term };
}

interface ShelfProps {
  readonly name: string;
  readonly terms: readonly { id: string; term: string }[];
  readonly onOpen: (id: string) => void;
}

function Shelf({ name, terms, onOpen }: ShelfProps) {
  if (terms.length === 0) return null;
  return (
    <section className="looked-terms" aria-label={name}>
      <Text component="h2" size="sm" c="dimmed">
        {name}
      </Text>
      <ul>
        {terms.map(({ id, term }) => (
          <li key={id}>
            <button type="button" onClick={() => onOpen(id)}>
              {term}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
