/** Deleting, everywhere: into the trash at once, and back by the toast's button or the undo key. */

import type { Client } from '@mirubato/core/client';
import type { TrashCollection } from '@mirubato/domain/journal';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { done, useApi } from '../app/api.ts';
import { showUndo } from './undo-notice.tsx';

export interface Trashable {
  readonly collection: TrashCollection;
  readonly id: string;
  /** What a person would call it. */
  readonly title: string;
}

export interface TrashWatcher {
  /** @param dismiss takes the notice away */
  onTrashed(dismiss: () => void): void;
  /** It was taken out again by the notice or the undo key. */
  onRestored(): void;
  onFailed(): void;
}

export function useMoveToTrash(): (item: Trashable, watcher?: TrashWatcher) => void {
  const { client } = useApi();
  const { t } = useTranslation('trash');
  const restore = useRestore();
  const trash = useMutation({
    mutationFn: ({ item }: { item: Trashable; watcher: TrashWatcher | undefined }) => trashItem(client, item),
    onSuccess(_none, { item, watcher }) {
      const dismiss = showUndo({
        message: t('moved', { title: item.title }),
        undo: () => restore.mutate(item, { onSuccess: () => watcher?.onRestored() }),
      });
      watcher?.onTrashed(dismiss);
    },
    onError: (_error, { watcher }) => watcher?.onFailed(),
    meta: {
      collections: [
        'entries',
        'pieces',
        'scores',
        'terms',
        'savedReports',
        'savedFilters',
        'metronomePresets',
      ],
    },
  });
  return (item, watcher) => trash.mutate({ item, watcher });
}

export function useRestore() {
  const { client } = useApi();
  return useMutation({
    mutationFn: (item: Trashable) => restoreItem(client, item),
    meta: {
      collections: [
        'entries',
        'pieces',
        'scores',
        'terms',
        'savedReports',
        'savedFilters',
        'metronomePresets',
      ],
    },
  });
}

function trashItem({ api }: Client, { collection, id }: Trashable): Promise<void> {
  const param = { id };
  switch (collection) {
    case 'entries':
      return done(api.logbook.entries[':id'].$delete({ param }));
    case 'pieces':
      return done(api.pieces[':id'].$delete({ param }));
    case 'scores':
      return done(api.scores[':id'].$delete({ param }));
    case 'terms':
      return done(api.dictionary.own[':id'].$delete({ param }));
    case 'savedReports':
      return done(api.reports.saved[':id'].$delete({ param }));
    case 'savedFilters':
      return done(api.logbook.filters[':id'].$delete({ param }));
    case 'metronomePresets':
      return done(api['metronome-presets'][':id'].$delete({ param }));
    case 'goals':
      return done(api.plans.goals[':id'].$delete({ param }));
    case 'plans':
      return done(api.plans[':id'].$delete({ param }));
    case 'templates':
      return done(api.templates[':id'].$delete({ param }));
  }
}

function restoreItem({ api }: Client, { collection, id }: Trashable): Promise<void> {
  return done(api.trash.restore.$post({ json: { items: [{ collection, id }] } }));
}
