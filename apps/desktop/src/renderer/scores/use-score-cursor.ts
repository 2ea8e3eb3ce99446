/** The selected score: moved by arrows, kept when one comes back, and what the keys act on. */
import type { ScoreItem } from '@mirubato/core/client';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { useScoreActions } from './score-actions.ts';
import { useScoresPlace } from './scores-place.ts';

interface CursorOptions {
  readonly view: RefObject<HTMLElement | null>;
  readonly total: number;
  readonly columns: number;
  readonly itemAt: (index: number) => ScoreItem | undefined;
  readonly scrollTo: (index: number) => void;
  readonly onEdit: (scoreId: string) => void;
}

/** @returns place of the selected score */
export function useScoreCursor({ view, total, columns, itemAt, scrollTo, onEdit }: CursorOptions): number {
  const { t } = useTranslation('scores');
  const navigate = useNavigate();
  const actions = useScoreActions();
  const selectedIndex = Math.min(
    useScoresPlace((place) => place.selectedIndex),
    Math.max(0, total - 1),
  );
  // Whoever comes back from a score goes on from there; who came by the rail has the focus elsewhere.
  const focusIndex = useRef<number | null>(document.activeElement === document.body ? selectedIndex : null);
  // After each render: the score that was asked for may only now be in the document.
  useEffect(() => {
    if (focusIndex.current === null) return;
    const link = view.current?.querySelector<HTMLElement>(`[data-index="${focusIndex.current}"] .score-link`);
    if (!link) return;
    link.focus({ preventScroll: true });
    focusIndex.current = null;
  });

  const select = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index));
    focusIndex.current = next;
    useScoresPlace.setState({ selectedIndex: next });
    scrollTo(next);
  };
  /** The first press shows where one is, the next ones move. */
  const move = (by: number) =>
    select(view.current?.contains(document.activeElement) ? selectedIndex + by : selectedIndex);
  const withSelected = (act: (score: ScoreItem) => void) => () => {
    const score = itemAt(selectedIndex);
    if (score) act(score);
  };
  const unlisted = { isUnlisted: true };
  useShortcuts(t('keys.list'), [
    { keys: 'ArrowRight', label: t('keys.next'), run: () => move(1), ...unlisted },
    { keys: 'ArrowLeft', label: t('keys.previous'), run: () => move(-1), ...unlisted },
    { keys: 'ArrowDown', label: t('keys.below'), run: () => move(columns), ...unlisted },
    { keys: 'ArrowUp', label: t('keys.above'), run: () => move(-columns), ...unlisted },
    { keys: 'Home', label: t('keys.first'), run: () => select(0), ...unlisted },
    { keys: 'End', label: t('keys.last'), run: () => select(total - 1), ...unlisted },
    { keys: 'PageDown', label: t('keys.pageDown'), run: () => move(columns * 3), ...unlisted },
    { keys: 'PageUp', label: t('keys.pageUp'), run: () => move(-columns * 3), ...unlisted },
    {
      keys: 'Enter',
      label: t('action.open'),
      run: withSelected(({ id }) => void navigate({ to: '/scores/$scoreId', params: { scoreId: id } })),
      isOnlyListed: true,
      ...unlisted,
    },
    { keys: 'p', label: t('action.practise'), run: withSelected(actions.practise), ...unlisted },
    { keys: 'e', label: t('action.edit'), run: withSelected(({ id }) => onEdit(id)), ...unlisted },
    { keys: 's', label: t('action.favourite'), run: withSelected(actions.toggleFavourite), ...unlisted },
    { keys: 'Delete', label: t('action.trash'), run: withSelected(actions.trash), ...unlisted },
  ]);
  return selectedIndex;
}
