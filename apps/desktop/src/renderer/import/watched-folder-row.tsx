import { Button, Text } from '@mantine/core';
import type { WatchedFolderItem } from '@mirubato/core/client';
import type { WatchedFolderState } from '@mirubato/domain/import';
import { IconAlertTriangle, IconClock, IconEye, IconLoader2, type TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMoment } from '../sync/use-moment.ts';
import { folderName, useWatchedFolderActions } from './watched-folders.ts';

const iconByState: Readonly<Record<WatchedFolderState, TablerIcon>> = {
  waiting: IconClock,
  looking: IconLoader2,
  watching: IconEye,
  unreachable: IconAlertTriangle,
};

/** One watched folder: its state, its path, how many PDFs it has and what becomes of them. */
export function WatchedFolderRow({ folder }: { folder: WatchedFolderItem }) {
  const { t } = useTranslation('import');
  const moment = useMoment();
  const { look, remove } = useWatchedFolderActions(folder);
  const { path, state, mode, pdfCount, lookedAt, unreachableSince } = folder;
  const Icon = iconByState[state];
  const facts = [
    lookedAt !== null && t('watched.pdfs', { count: pdfCount }),
    t(`watched.mode.${mode}`),
    lookedAt !== null && t('watched.lookedAt', { moment: moment(lookedAt) }),
  ];
  return (
    <li className="import-row watched-row">
      <span className="import-state" data-status={state}>
        <Icon size={20} stroke={1.7} aria-hidden />
        {t(`watched.state.${state}`)}
      </span>
      <div className="import-row-text">
        <Text fw={600} className="watched-path">
          {folderName(path)}
        </Text>
        <Text size="sm" c="dimmed" className="watched-path">
          {path}
        </Text>
        {unreachableSince !== null && (
          <Text size="sm">
            <strong>{t('watched.unreachableSince', { moment: moment(unreachableSince) })}</strong>{' '}
            {t('watched.unreachableAdvice')}
          </Text>
        )}
        <Text size="sm" c="dimmed" className="numbers">
          {facts.filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div className="import-row-actions">
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('watched.lookOf', { path })}
          onClick={() => look.mutate()}
        >
          {t('watched.look')}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={t('watched.removeOf', { path })}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {t('watched.remove')}
        </Button>
      </div>
    </li>
  );
}
