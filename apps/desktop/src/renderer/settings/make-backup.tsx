import { Alert, Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { problemText, showProblem } from '../app/problem-notice.ts';
import { useFormat } from '../i18n/format.ts';

/** A button that writes everything, the PDFs included, into one file. */
export function MakeBackup() {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { client } = useApi();
  const id = useId();
  const [file, setFile] = useState<string>();
  const place = useMutation({
    mutationFn: () => answer(client.api.backup.place.$get()),
    onSuccess: (suggested) => setFile(suggested.file),
    onError: showProblem,
    meta: { isSilent: true },
  });
  const write = useMutation({
    mutationFn: (path: string) => answer(client.api.backup.$post({ json: { file: path } })),
    meta: { isSilent: true },
  });
  const close = () => {
    setFile(undefined);
    write.reset();
  };
  const made = write.data;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArchive size={18} aria-hidden />}
        loading={place.isPending}
        onClick={() => place.mutate()}
      >
        {t('backup.button')}
      </Button>
      <Modal
        opened={file !== undefined}
        onClose={close}
        title={t('backup.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('app:close') }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (file?.trim()) write.mutate(file.trim());
          }}
        >
          <Text size="sm" mb="md">
            {t('backup.detail')}
          </Text>
          <TextInput
            id={id}
            label={t('backup.file')}
            data-autofocus
            maxLength={4096}
            spellCheck={false}
            value={file ?? ''}
            disabled={write.isPending || made !== undefined}
            onChange={(event) => setFile(event.currentTarget.value)}
          />
          {write.isError && (
            <Alert variant="outline" color="red" mt="md" title={problemText(write.error).title}>
              {problemText(write.error).detail}
            </Alert>
          )}
          {made && (
            <Text role="status" mt="md">
              {t('backup.done', { file: made.file, size: format.bytes(made.sizeBytes) })}
              {made.missing.length > 0 && (
                <> {t('testRestore.missing', { titles: format.list(made.missing) })}</>
              )}
            </Text>
          )}
          <Group justify="flex-end" mt="lg">
            <Button variant="default" onClick={close}>
              {t(made ? 'app:close' : 'app:cancel')}
            </Button>
            {!made && (
              <Button type="submit" loading={write.isPending} disabled={!file?.trim()}>
                {t('backup.make')}
              </Button>
            )}
          </Group>
        </form>
      </Modal>
    </>
  );
}
