/** Musical terms: what is typed is looked for at each key, and the term stands beside what was found. */
import { Button, CloseButton, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useFormat } from '../i18n/format.ts';
import { AskLanguageModel } from './ask-language-model.tsx';
import { isKnown, useFoundTerms } from './dictionary.ts';
import { FoundTerms } from './found-terms.tsx';
import { LookedTerms } from './looked-terms.tsx';
import { OwnTermDialog } from './own-term-dialog.tsx';
import { TermView } from './term-view.tsx';
import './dictionary.css';

/** Between two keys of a fast typist; an answer takes less. */
const TYPING_MS = 80;

export function DictionaryScreen() {
  const { t } = useTranslation('dictionary');
  const { number } = useFormat();
  useScreenTitle(t('app:screens.dictionary'));
  const { termId } = useParams({ strict: false });
  const { q: asked = '' } = useSearch({ strict: false });
  const [typed, setTyped] = useState(asked);
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const found = useFoundTerms(q);
  const navigate = useNavigate();
  const [isAdding, setIsAdding] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const terms = found.data?.terms ?? [];
  const isAnswered = typed.trim() === q && !found.isPlaceholderData;
  const chosen = termId ?? (q === '' ? undefined : terms[0]?.id);
  const open = (id: string | undefined) =>
    void navigate(
      id === undefined
        ? { to: '/dictionary', search: typed ? { q: typed } : {}, replace: true }
        : {
            to: '/dictionary/$termId',
            params: { termId: id },
            search: typed ? { q: typed } : {},
            replace: true,
          },
    );
  const change = (next: string) => {
    setTyped(next);
    // The best of what is found next is shown, not what was chosen before.
    if (termId !== undefined)
      void navigate({ to: '/dictionary', search: next ? { q: next } : {}, replace: true });
  };
  const move = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || terms.length === 0) return;
    event.preventDefault();
    const at = terms.findIndex(({ id }) => id === chosen);
    open(terms[Math.max(0, Math.min(terms.length - 1, at + by))]?.id);
  };
  return (
    <div className="dictionary" data-has-term={termId !== undefined}>
      <section className="dictionary-search">
        <Title order={1}>{t('app:screens.dictionary')}</Title>
        <TextInput
          ref={field}
          type="search"
          size="md"
          mt="sm"
          aria-label={t('search')}
          placeholder={t('placeholder')}
          leftSection={<IconSearch size={18} aria-hidden />}
          rightSection={
            typed === '' ? null : <CloseButton aria-label={t('clear')} onClick={() => change('')} />
          }
          value={typed}
          maxLength={200}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={move}
        />
        {found.isPending && <LoadingLines />}
        {found.error && <FailedState error={found.error} onRetry={() => void found.refetch()} />}
        {found.data && q === '' && (
          <>
            <Text c="dimmed" mt="lg">
              {t('explanation', { count: found.data.size, number: number(found.data.size) })}
            </Text>
            <LookedTerms onOpen={open} />
          </>
        )}
        {found.data && q !== '' && <FoundTerms q={q} found={found.data} chosen={chosen} onOpen={open} />}
        {found.data && isAnswered && canBeTerm(q) && !isKnown(found.data) && (
          <AskLanguageModel key={q} q={q} isNothingFound={terms.length === 0} onOpen={open} />
        )}
        {found.data && (
          <Button variant="subtle" size="compact-md" mt="md" onClick={() => setIsAdding(true)}>
            {t('own.add')}
          </Button>
        )}
        {isAdding && (
          <OwnTermDialog
            present={{ term: q }}
            onClose={() => setIsAdding(false)}
            onSaved={(id) => {
              setIsAdding(false);
              open(id);
            }}
          />
        )}
      </section>
      <section className="dictionary-term" aria-label={t('term')}>
        {chosen === undefined ? null : <TermView id={chosen} onBack={() => open(undefined)} />}
      </section>
    </div>
  );
}

/** What is longer is a sentence. */
const MAX_TERM = 100;

function canBeTerm(q: string): boolean {
  return /\p{L}/u.test(q) && q.length <= MAX_TERM;
}
