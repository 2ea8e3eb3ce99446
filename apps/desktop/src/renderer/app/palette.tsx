import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useExplanationLanguage } from '../dictionary/dictionary.ts';
import { useFormat } from '../i18n/format.ts';
import { useEntryForm } from '../logbook/entry-form-state.ts';
import { entryTitle } from '../logbook/entry-title.ts';
import { answer, useApi } from './api.ts';
import { palette, paletteStore, selectFirst } from './palette-store.ts';
import { Keys } from './shortcut-sheet.tsx';
import { useShortcutGroups } from './shortcuts.ts';
import { panelOverlay, panelTransition } from './theme.ts';

const FOUND_OF_EACH = '5';

/** One line that finds pieces, scores, entries, terms and commands. */
export function Palette() {
  const { t } = useTranslation('app');
  const format = useFormat();
  const navigate = useNavigate();
  const { client } = useApi();
  const openEntry = useEntryForm((form) => form.openEntry);
  const groups = useShortcutGroups((shortcuts) => shortcuts.groupById);
  const language = useExplanationLanguage();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 120);
  const found = useQuery({
    queryKey: ['search', q, language],
    queryFn: () => answer(client.api.search.$get({ query: { q, limit: FOUND_OF_EACH, language } })),
    enabled: q !== '',
    // What was found for the beginning of the words stays while one types on; nothing else does.
    placeholderData: (previous, query) => (isBeginning(query?.queryKey[1], q) ? previous : undefined),
    meta: { collections: ['entries', 'pieces', 'scores', 'terms'] },
  });
  const {
    pieces = [],
    scores = [],
    entries = [],
    terms = [],
  } = (isBeginning(q, typed.trim()) && found.data) || {};
  const commands = [...groups.values()]
    .reverse()
    .flatMap(({ shortcuts }) => shortcuts)
    .filter(({ label, isUnlisted }) => !isUnlisted && isIn(label, typed));
  const shownKey = [...pieces, ...scores, ...entries, ...terms].map(({ id }) => id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is found stands above the commands
  useLayoutEffect(() => {
    if (typed.trim() !== '') selectFirst();
  }, [typed, shownKey]);
  const isNothing = commands.length + pieces.length + scores.length + entries.length + terms.length === 0;

  return (
    <Spotlight.Root
      store={paletteStore}
      shortcut={null}
      query={typed}
      onQueryChange={setTyped}
      clearQueryOnClose
      scrollable
      maxHeight="min(60vh, 480px)"
      size={640}
      title={t('shortcuts.palette')}
      classNames={{ header: 'palette-header', search: 'palette-search', actionsGroup: 'palette-group' }}
      overlayProps={panelOverlay}
      transitionProps={panelTransition}
    >
      <Spotlight.Search placeholder={t('palette.placeholder')} aria-label={t('palette.placeholder')} />
      <Spotlight.ActionsList>
        {isNothing && !found.isFetching && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
        {pieces.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.pieces')}>
            {pieces.map((piece) => (
              <Spotlight.Action
                key={piece.id}
                label={piece.title}
                description={piece.composer ?? ''}
                onClick={() => void navigate({ to: '/pieces/$pieceId', params: { pieceId: piece.id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {scores.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.scores')}>
            {scores.map((score) => (
              <Spotlight.Action
                key={score.id}
                label={score.title}
                description={score.match?.snippet ?? score.composer ?? ''}
                onClick={() => void navigate({ to: '/scores/$scoreId', params: { scoreId: score.id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {entries.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.entries')}>
            {entries.map((entry) => (
              <Spotlight.Action
                key={entry.id}
                label={entryTitle(entry, t)}
                description={`${format.shortDay(entry.localDate)} · ${format.minutes(entry.duration)}`}
                onClick={() => openEntry(entry)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {commands.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.commands')}>
            {commands.map(({ keys, label, run }) => (
              <Spotlight.Action
                key={`${keys} ${label}`}
                label={label}
                rightSection={<Keys keys={keys} />}
                onClick={() => {
                  palette.close();
                  run();
                }}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {terms.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.terms')}>
            {terms.map(({ id, term, concise }) => (
              <Spotlight.Action
                key={id}
                label={term}
                description={concise.join(' · ')}
                onClick={() => void navigate({ to: '/dictionary/$termId', params: { termId: id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function isBeginning(q: unknown, typed: string): boolean {
  return typeof q === 'string' && q !== '' && typed.startsWith(q);
}

function isIn(label: string, typed: string): boolean {
  return label.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase());
}
