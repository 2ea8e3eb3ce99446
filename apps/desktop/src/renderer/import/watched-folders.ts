/** The folders that are watched, and what a person may do with them. */
import type { WatchedFolderItem } from '@mirubato/core/client';
import type { WatchedFolderInput } from '@mirubato/domain/import';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, done, useApi } from '../app/api.ts';
import { showUndo } from '../trash/undo-notice.tsx';

/** The heading above the list. */
export const WATCHED_NAME_ID = 'watched-name';

const meta = { collections: ['watchedFolders'] };

export function useWatchedFolders() {
  const { client } = useApi();
  return useQuery({
    queryKey: ['watched-folders'],
    queryFn: () => answer(client.api['watched-folders'].$get()),
    meta,
  });
}

/** The form shows its failure itself. */
export function useWatchFolder() {
  const { client } = useApi();
  return useMutation({
    mutationFn: (input: WatchedFolderInput) => answer(client.api['watched-folders'].$post({ json: input })),
    meta: { ...meta, isSilent: true },
  });
}

export function useWatchedFolderActions({ id, path }: WatchedFolderItem) {
  const { client } = useApi();
  const { t } = useTranslation('import');
  const folder = client.api['watched-folders'][':id'];
  const param = { id };
  const restore = useMutation({ mutationFn: () => answer(folder.restore.$post({ param })), meta });
  return {
    look: useMutation({ mutationFn: () => answer(folder.look.$post({ param })), meta }),
    remove: useMutation({
      mutationFn: () => done(folder.$delete({ param })),
      onSuccess() {
        // The button that had the focus goes.
        document.getElementById(WATCHED_NAME_ID)?.focus();
        showUndo({
          message: t('watched.removed', { name: folderName(path) }),
          undo: () => restore.mutate(),
        });
      },
      meta,
    }),
  };
}

/** What a person calls a folder: the last part of its path. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}
