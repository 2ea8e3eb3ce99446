import { Button, Group, Radio, Text, TextInput } from '@mantine/core';
import type { ImportMode } from '@mirubato/domain/import';
import { IconFiles, IconFolder } from '@tabler/icons-react';
import { type ChangeEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nativeHost } from '../app/native-host.ts';
import { useChangeSettings, useSettings } from '../settings/settings.ts';
import { useAddFiles } from './add-files.ts';
import { isBesidePdf, isPdfName } from './dropped-files.ts';
import { IMPORT_TYPES } from './file-types.ts';

/** Where scores come from: files, a folder, a drop, or a path on this computer. */
export function ImportSource({ isLarge }: { isLarge: boolean }) {
  const { t } = useTranslation('import');
  const { addPaths, addFiles } = useAddFiles();
  const host = nativeHost();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    addFiles([...(event.currentTarget.files ?? [])]);
    // The same files can be chosen again.
    event.currentTarget.value = '';
  };
  const takeFolder = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.currentTarget.files ?? [])].filter(({ name }) => !name.startsWith('.'));
    const names = new Set(files.map(({ name }) => name));
    addFiles(files.filter(({ name }) => isPdfName(name) || isBesidePdf(name, names)));
    // The same files can be chosen again.
    event.currentTarget.value = '';
  };
  const choose = (ask: () => Promise<string[]>) => () => {
    ask().then(addPaths, () => undefined);
  };

  return (
    <section className="import-source" data-large={isLarge} aria-label={t('source.label')}>
      {isLarge && (
        <>
          <Text component="h2" className="import-source-title">
            {t('source.title')}
          </Text>
          <Text c="dimmed" maw="36rem">
            {t('source.detail')}
          </Text>
        </>
      )}
      <Group gap="sm">
        <Button
          leftSection={<IconFiles size={20} stroke={1.6} aria-hidden />}
          onClick={host ? choose(host.chooseFiles) : () => files.current?.click()}
        >
          {t('source.files')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFolder size={20} stroke={1.6} aria-hidden />}
          onClick={host ? choose(host.chooseFolder) : () => folder.current?.click()}
        >
          {t('source.folder')}
        </Button>
        {!isLarge && (
          <Text c="dimmed" size="sm">
            {t('source.orDrop')}
          </Text>
        )}
      </Group>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        accept={IMPORT_TYPES}
        aria-label={t('source.files')}
        onChange={take}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label={t('source.folder')}
        {...{ webkitdirectory: '' }}
        onChange={takeFolder}
      />
      {host ? <ModeChoice /> : <PathForm onPaths={addPaths} />}
    </section>
  );
}

/** Whether the bytes are copied into the library; remembered as a setting. */
function ModeChoice() {
  const { t } = useTranslation('import');
  const { importMode } = useSettings();
  const change = useChangeSettings();
  return (
    <Radio.Group
      aria-label={t('mode.label')}
      value={importMode}
      onChange={(mode) => change.mutate({ importMode: mode as ImportMode })}
    >
      <Group gap="lg">
        <Radio value="copy" label={t('mode.copy')} description={t('mode.copyDetail')} />
        <Radio value="reference" label={t('mode.reference')} description={t('mode.referenceDetail')} />
      </Group>
    </Radio.Group>
  );
}

/** In a browser: files that lie on this computer already, and may stay where they are. */
function PathForm({ onPaths }: { onPaths: (paths: string[]) => void }) {
  const { t } = useTranslation('import');
  const [path, setPath] = useState('');
  const id = useId();
  return (
    <details className="import-path">
      <summary>{t('path.summary')}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() === '') return;
          onPaths([path.trim()]);
          setPath('');
        }}
      >
        <Group align="end" gap="sm" wrap="nowrap">
          <TextInput
            id={id}
            flex={1}
            label={t('path.label')}
            placeholder={t('path.placeholder')}
            maxLength={4096}
            spellCheck={false}
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={path.trim() === ''}>
            {t('path.submit')}
          </Button>
        </Group>
      </form>
      <ModeChoice />
    </details>
  );
}
