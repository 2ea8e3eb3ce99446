import { Anchor, Button, Group, Text, Title } from '@mantine/core';
import type { TablePreview } from '@mirubato/domain/exchange';
import { ProblemError } from '@mirubato/domain/problem';
import { IconArrowLeft, IconTableImport } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ChangeEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { usePreviewTable } from './table-actions.ts';
import { TableChoice } from './table-choice.tsx';
import './exchange.css';

/** A table from another program: what it would change, and which of that a person wants. */
export function TableScreen() {
  const { t } = useTranslation('exchange');
  useScreenTitle(t('title'));
  const preview = usePreviewTable();
  const abort = useRef<AbortController>(undefined);
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const read = (file: File) => {
    abort.current?.abort();
    abort.current = new AbortController();
    preview.mutate({ file, signal: abort.current.signal });
  };
  const cancel = () => {
    abort.current?.abort();
    preview.reset();
  };
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? [];
    if (file) read(file);
    // The same file can be chosen again, when it was saved anew.
    event.currentTarget.value = '';
  };
  const file = preview.variables?.file;

  return (
    <div className="screen exchange">
      <Anchor component={Link} to="/scores" size="sm" className="exchange-back">
        <IconArrowLeft size={16} stroke={1.6} aria-hidden /> {t('back')}
      </Anchor>
      <Title order={1} mb="xs">
        {t('title')}
      </Title>
      <Text c="dimmed" maw="42rem" mb="lg">
        {t('detail')}
      </Text>
      <Group gap="sm" mb="lg">
        <Button
          variant={preview.data ? 'default' : 'filled'}
          leftSection={<IconTableImport size={20} stroke={1.6} aria-hidden />}
          onClick={() => chooser.current?.click()}
        >
          {t(file ? 'file.another' : 'file.choose')}
        </Button>
        {file && (
          <Text size="sm" c="dimmed" className="exchange-name">
            {file.name}
          </Text>
        )}
        {preview.isPending && (
          <Button variant="default" onClick={cancel}>
            {t('file.cancel')}
          </Button>
        )}
      </Group>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,text/csv"
        aria-label={t('file.choose')}
        onChange={take}
      />
      {preview.isPending && <LoadingLines lines={6} />}
      {preview.isError && file && (
        <>
          <FailedState error={preview.error} onRetry={() => read(file)} />
          <BadRow error={preview.error} />
        </>
      )}
      {preview.data && (
        <TableChoice
          // Each reading begins with its own choice.
          key={preview.submittedAt}
          preview={preview.data as TablePreview}
        />
      )}
    </div>
  );
}

/** Where in the file to look, when the core can say so. */
function BadRow({ error }: { error: Error }) {
  const { t } = useTranslation('exchange');
  const row = error instanceof ProblemError ? error.problem.fields?.row : undefined;
  return row === undefined ? null : <Text>{t('badRow', { row })}</Text>;
}
