import { Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { WaitingPictures } from '../pictures/waiting-pictures.tsx';
import { DropZone } from './drop-zone.tsx';
import { ImportFilterBar } from './import-filter-bar.tsx';
import { ImportList } from './import-list.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportSource } from './import-source.tsx';
import { type ImportFilter, totalOf, useImportJobs, useImportSummary } from './imports.ts';
import { UploadList } from './upload-list.tsx';
import { useUploads } from './uploads.ts';
import { WatchedFolderList } from './watched-folder-list.tsx';
import './import.css';

export function ImportScreen() {
  const { t } = useTranslation('import');
  useScreenTitle(t('app:screens.import'));
  const [filter, setFilter] = useState<ImportFilter>('all');
  const summary = useImportSummary();
  const jobs = useImportJobs(filter, summary.dataUpdatedAt);
  const hasUploads = useUploads(({ uploads }) => uploads.length > 0);
  const total = summary.data ? totalOf(summary.data.counts) : 0;

  return (
    <div className="screen import">
      <DropZone />
      <Title order={1} mb="lg">
        {t('app:screens.import')}
      </Title>
      <ImportSource isLarge={total === 0 && !hasUploads && summary.isSuccess} />
      <WaitingPictures />
      {summary.isPending && <LoadingLines lines={3} />}
      {summary.isError && !summary.data && (
        <FailedState error={summary.error} onRetry={() => void summary.refetch()} />
      )}
      {summary.data && <ImportProgress summary={summary.data} />}
      <UploadList />
      <WatchedFolderList />
      {summary.data && total > 0 && (
        <>
          <ImportFilterBar counts={summary.data.counts} filter={filter} onFilter={setFilter} />
          <ImportList jobs={jobs.data?.jobs ?? []} />
        </>
      )}
    </div>
  );
}
