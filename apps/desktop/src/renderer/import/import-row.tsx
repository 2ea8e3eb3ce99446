import { ActionIcon, Button, Progress, Text } from '@mantine/core';
import { type ImportJob, isOpen } from '@mirubato/domain/import';
import { IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ImportFindings } from './import-findings.tsx';
import { ImportProblem } from './import-problem.tsx';
import { ImportState } from './import-state.tsx';
import { useImportActions } from './imports.ts';

/** One file: its state, its name, what was found on its pages or what went wrong. */
export function ImportRow({ job }: { job: ImportJob }) {
  const { t } = useTranslation('import');
  const { cancel, retry } = useImportActions();
  // The bytes of a cancelled upload are gone; it has to be chosen again.
  const canRetry = job.status === 'failed' || job.status === 'cancelled';
  return (
    <div className="import-row" data-status={job.status}>
      <ImportState status={job.status} />
      <div className="import-row-text">
        {job.title !== null && job.status !== 'failed' ? (
          <ImportFindings job={job} />
        ) : (
          <Text fw={600} truncate title={job.path}>
            {job.fileName}
          </Text>
        )}
        {job.made && <Making made={job.made} />}
        {job.status === 'failed' && <ImportProblem problem={job.problem} />}
      </div>
      <div className="import-row-actions">
        {isOpen(job.status) && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('cancelOf', { name: job.fileName })}
            onClick={() => cancel.mutate(job)}
          >
            <IconX size={20} stroke={1.6} aria-hidden />
          </ActionIcon>
        )}
        {canRetry && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('retryOf', { name: job.fileName })}
            onClick={() => retry.mutate(job)}
          >
            {t('app:retry')}
          </Button>
        )}
        {job.scoreId !== null && (
          <Button
            component={Link}
            to={`/scores/${encodeURIComponent(job.scoreId)}`}
            variant="subtle"
            size="compact-sm"
            aria-label={t('openOf', { title: job.title ?? job.fileName })}
          >
            {t('open')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** How far the PDF has been put together from pictures. */
function Making({ made: { pages, pageCount } }: { made: NonNullable<ImportJob['made']> }) {
  const { t } = useTranslation('import');
  const words = t('making', { pages, count: pageCount });
  return (
    <>
      <Text size="sm" c="dimmed" className="numbers">
        {words}
      </Text>
      <Progress value={(pages / pageCount) * 100} aria-label={words} />
    </>
  );
}
