import { ActionIcon, Button, Progress, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../app/api.ts';
import { ImportProblem } from './import-problem.tsx';
import { ImportState } from './import-state.tsx';
import { type Upload, useUploads } from './uploads.ts';

/** Of what waits to be sent only the first are shown; the count is in the progress. */
const SHOWN = 6;

/** Files on their way from this browser. */
export function UploadList() {
  const { t } = useTranslation('import');
  const uploads = useUploads((state) => state.uploads);
  const isSending = uploads.some(({ state }) => state !== 'failed');
  useEffect(() => {
    if (!isSending) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isSending]);
  if (uploads.length === 0) return null;
  const failed = uploads.filter(({ state }) => state === 'failed');
  const moving = uploads.filter(({ state }) => state !== 'failed').slice(0, SHOWN);
  return (
    <ul className="upload-list" aria-label={t('uploads.label')}>
      {[...failed, ...moving].map((upload) => (
        <UploadRow key={upload.id} upload={upload} />
      ))}
    </ul>
  );
}

function UploadRow({ upload: { id, file, state, sentBytes, problem } }: { upload: Upload }) {
  const { t } = useTranslation('import');
  const { connection } = useApi();
  const { cancel, retry } = useUploads();
  return (
    <li className="import-row">
      {state === 'failed' ? (
        <ImportState status="failed" />
      ) : (
        <span className="import-state">{t(`uploads.${state}`)}</span>
      )}
      <div className="import-row-text">
        <Text fw={600} truncate>
          {file.name}
        </Text>
        {state === 'sending' && (
          <Progress
            value={file.size === 0 ? 100 : (sentBytes / file.size) * 100}
            aria-label={t('uploads.progress', { name: file.name })}
          />
        )}
        {problem && <ImportProblem problem={problem} />}
      </div>
      <div className="import-row-actions">
        {state === 'failed' && (
          <Button variant="default" size="compact-sm" onClick={() => retry(id, connection)}>
            {t('app:retry')}
          </Button>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('cancelOf', { name: file.name })}
          onClick={() => cancel(id)}
        >
          <IconX size={20} stroke={1.6} aria-hidden />
        </ActionIcon>
      </div>
    </li>
  );
}
