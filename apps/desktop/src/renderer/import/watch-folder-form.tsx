import { Button, Group, Radio, TextInput } from '@mantine/core';
import { type ImportMode, importModes } from '@mirubato/domain/import';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChooseFolderButton } from '../app/choose-folder-button.tsx';
import { problemText } from '../app/problem-notice.ts';
import { useSettings } from '../settings/settings.ts';
import { useWatchFolder } from './watched-folders.ts';

/** Names a folder to watch and what becomes of its files. */
export function WatchFolderForm() {
  const { t } = useTranslation('import');
  const { importMode } = useSettings();
  const watch = useWatchFolder();
  const [path, setPath] = useState('');
  const [mode, setMode] = useState<ImportMode>();
  const details = useRef<HTMLDetailsElement>(null);
  const summary = useRef<HTMLElement>(null);
  const id = useId();
  const given = path.trim();
  const change = (next: string) => {
    setPath(next);
    watch.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given === '' || watch.isPending) return;
    watch.mutate(
      { path: given, mode: mode ?? importMode },
      {
        onSuccess() {
          setPath('');
          summary.current?.focus();
          details.current?.removeAttribute('open');
        },
      },
    );
  };
  return (
    <details ref={details} className="import-path">
      <summary ref={summary}>{t('watched.add')}</summary>
      <form className="watched-form" onSubmit={submit}>
        <div className="watched-form-path">
          <TextInput
            id={id}
            label={t('watched.path')}
            placeholder={t('watched.placeholder')}
            maxLength={1000}
            spellCheck={false}
            value={path}
            error={watch.error && <Refusal error={watch.error} />}
            onChange={(event) => change(event.currentTarget.value)}
          />
          <ChooseFolderButton onChosen={change} />
          <Button type="submit" disabled={given === ''} loading={watch.isPending}>
            {t('watched.submit')}
          </Button>
        </div>
        <Radio.Group
          aria-label={t('mode.label')}
          value={mode ?? importMode}
          onChange={(value) => setMode(value as ImportMode)}
        >
          <Group gap="lg">
            {importModes.map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`mode.${value}`)}
                description={t(`mode.${value}Detail`)}
              />
            ))}
          </Group>
        </Radio.Group>
      </form>
    </details>
  );
}

function Refusal({ error }: { error: Error }) {
  const { title, detail } = problemText(error);
  return (
    <>
      <strong>{title}.</strong> {detail}
    </>
  );
}
