/** Deleting, everywhere: into the trash at once, and back by the toast's button or the undo key. */

import type { Client } from '@mirubato/core/client';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { done, useApi } from '../app/api.ts';
import { showUndo } from './undo-notice.tsx';

export const trashable = ['entries', 'pieces', 'scores', 'goals', 'plans', 'templates'] as const;

export interface Trashable {
  readonly collection: (typeof trashable)[number];
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
    meta: { collections: trashable },
  });
  return (item, watcher) => trash.mutate({ item, watcher });
}

export function useRestore() {
  const { client } = useApi();
  return useMutation({
    mutationFn: (item: Trashable) => restoreItem(client, item),
    meta: { collections: trashable },
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
    case 'goals':
      return done(api.plans.goals[':id'].$delete({ param }));
    case 'plans':
      return done(api.plans[':id'].$delete({ param }));
    case 'templates':
      return done(api.templates[':id'].$delete({ param }));
  }
}

function restoreItem({ api }: Client, { collection, id }: Trashable): Promise<void> {
  const param = { id };
  switch (collection) {
    case 'entries':
      return done(api.logbook.entries[':id'].restore.$post({ param }));
    case 'pieces':
      return done(api.pieces[':id'].restore.$post({ param }));
    case 'scores':
      return done(api.scores[':id'].restore.$post({ param }));
    case 'goals':
      return done(api.plans.goals[':id'].restore.$post({ param }));
    case 'plans':
      return done(api.plans[':id'].restore.$post({ param }));
    case 'templates':
      return done(api.templates[':id'].restore.$post({ param }));
  }
}
