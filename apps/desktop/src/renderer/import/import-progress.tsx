import { Button, Group, Progress, Text } from '@mantine/core';
import type { ImportList } from '@mirubato/core/client';
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { openOf, totalOf, useImportActions } from './imports.ts';
import { timeLeft } from './time-left.ts';
import { uploadProgress, useUploads } from './uploads.ts';

/** While there is work: how far it is, how long it takes, and the means to halt it. */
export function ImportProgress({ summary }: { summary: ImportList }) {
  const { t, i18n } = useTranslation('import');
  const { pause, resume, cancelAll } = useImportActions();
  const { uploads, arrived } = useUploads();
  const sending = uploadProgress(uploads);
  const { counts, isPaused, remainingMs } = summary;
  const open = openOf(counts) + sending.open;
  if (open === 0) return null;
  const total = totalOf(counts) + sending.open;
  const finished = total - open;
  const left =
    isPaused || remainingMs === null || sending.open > 0 ? undefined : timeLeft(remainingMs, i18n.language);
  return (
    <section className="import-progress" aria-label={t('progress.label')}>
      <Group justify="space-between" wrap="wrap" gap="sm">
        <div>
          <Text fw={600} className="numbers">
            {isPaused ? t('progress.paused') : t('progress.running')}
          </Text>
          <Text size="sm" c="dimmed" className="numbers">
            {t('progress.counts', { finished, count: total })}
            {left && ` · ${t('progress.left', { time: left })}`}
            {sending.open > 0 && ` · ${t('progress.sending', { arrived, count: arrived + sending.open })}`}
          </Text>
        </div>
        <Group gap="xs">
          {isPaused ? (
            <Button
              leftSection={<IconPlayerPlay size={18} stroke={1.6} aria-hidden />}
              onClick={() => resume.mutate()}
            >
              {t('progress.resume')}
            </Button>
          ) : (
            <Button
              variant="default"
              leftSection={<IconPlayerPause size={18} stroke={1.6} aria-hidden />}
              onClick={() => pause.mutate()}
            >
              {t('progress.pause')}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconX size={18} stroke={1.6} aria-hidden />}
            onClick={() => {
              // One that has just arrived is a job by then.
              void useUploads
                .getState()
                .cancelAll()
                .then(() => cancelAll.mutate());
            }}
          >
            {t('progress.cancelAll')}
          </Button>
        </Group>
      </Group>
      <Progress
        mt="sm"
        size="lg"
        value={(finished / total) * 100}
        aria-label={t('progress.counts', { finished, count: total })}
        striped={!isPaused}
      />
    </section>
  );
}
