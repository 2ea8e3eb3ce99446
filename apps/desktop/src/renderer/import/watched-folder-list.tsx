import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { WatchFolderForm } from './watch-folder-form.tsx';
import { WatchedFolderRow } from './watched-folder-row.tsx';
import { useWatchedFolders, WATCHED_NAME_ID } from './watched-folders.ts';

/** Folders whose PDFs come in by themselves, and how to add one. */
export function WatchedFolderList() {
  const { t } = useTranslation('import');
  const folders = useWatchedFolders().data?.folders;
  if (!folders) return null;
  return (
    <section className="watched" aria-labelledby={WATCHED_NAME_ID}>
      <h2 id={WATCHED_NAME_ID} className="section-name" tabIndex={-1}>
        {t('watched.name')}
      </h2>
      <Text c="dimmed" size="sm" maw="44rem">
        {folders.length === 0 ? t('watched.none') : t('watched.detail')}
      </Text>
      {folders.length > 0 && (
        <ul className="watched-list" aria-label={t('watched.list')}>
          {folders.map((folder) => (
            <WatchedFolderRow key={folder.id} folder={folder} />
          ))}
        </ul>
      )}
      <WatchFolderForm />
    </section>
  );
}
