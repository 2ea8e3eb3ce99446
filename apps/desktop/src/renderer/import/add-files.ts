/**
 * The one way into the import, from every screen: paths where the window knows them, else bytes. Pictures go to where
 * they are put in order.
 */

import { notifications } from '@mantine/notifications';
import { type ImportMode, isPictureName } from '@mirubato/domain/import';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { nativeHost } from '../app/native-host.ts';
import { sourceOfFile, sourceOfPath } from '../pictures/picture-source.ts';
import { useBringPictures } from '../pictures/use-bring-pictures.ts';
import { useSettings } from '../settings/settings.ts';
import { filesOfDrop } from './dropped-files.ts';
import { useUploads } from './uploads.ts';

export interface AddFiles {
  /** Absolute paths of files or folders on the computer that the core runs on. */
  addPaths(paths: readonly string[], mode?: ImportMode): void;
  addFiles(files: readonly File[]): void;
  /** To be called while the drop event is handled. */
  addDrop(dropped: DataTransfer): void;
  readonly isAdding: boolean;
}

export function useAddFiles(): AddFiles {
  const { client, connection } = useApi();
  const { importMode } = useSettings();
  const { t } = useTranslation('import');
  const paths = useMutation({
    mutationFn: (request: { paths: string[]; mode: ImportMode }) =>
      answer(client.api.imports.$post({ json: request })),
    onSuccess: ({ queued }) => {
      if (queued === 0) notifications.show({ message: t('noPdfs') });
    },
    meta: { collections: ['imports'] },
  });
  const bringPictures = useBringPictures();
  const addFiles = (files: readonly File[]) => {
    if (files.length === 0) notifications.show({ message: t('noPdfs') });
    const [pictures, others] = [files.filter(isPicture), files.filter((file) => !isPicture(file))];
    if (others.length > 0) useUploads.getState().add(others, connection);
    bringPictures(pictures.map(sourceOfFile));
  };
  const addPaths = (chosen: readonly string[], mode: ImportMode = importMode) => {
    const others = chosen.filter((path) => !isPictureName(path));
    if (others.length > 0) paths.mutate({ paths: others, mode });
    bringPictures(chosen.filter(isPictureName).map(sourceOfPath));
  };
  return {
    addPaths,
    addFiles,
    addDrop(dropped) {
      const host = nativeHost();
      if (host) addPaths([...dropped.files].map((file) => host.pathForFile(file)));
      else {
        filesOfDrop(dropped).then(addFiles, () =>
          notifications.show({ message: t('dropUnreadable'), color: 'red' }),
        );
      }
    },
    isAdding: paths.isPending,
  };
}

function isPicture({ name }: File): boolean {
  return isPictureName(name);
}
