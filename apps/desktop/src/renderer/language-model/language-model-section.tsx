import { Alert, Autocomplete, Button, Group, Loader, PasswordInput, Text, TextInput } from '@mantine/core';
import type { LanguageModelSetting } from '@mirubato/core/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../app/problem-notice.ts';
import {
  useLanguageModel,
  useModels,
  useRemoveLanguageModel,
  useSaveLanguageModel,
  useTestLanguageModel,
} from './language-model.ts';
import './language-model.css';

/** Settings › Language model: which one, on trial, and off. */
export function LanguageModelSection() {
  const setting = useLanguageModel();
  if (setting === undefined) return <Loader size="sm" aria-hidden />;
  return <SettingForm key={setting ? setting.address + setting.model : ''} setting={setting} />;
}

function SettingForm({ setting }: { setting: LanguageModelSetting | null }) {
  const { t } = useTranslation('language-model');
  const [address, setAddress] = useState(setting?.address ?? '');
  const [model, setModel] = useState(setting?.model ?? '');
  const [key, setKey] = useState('');
  const models = useModels();
  const save = useSaveLanguageModel();
  const remove = useRemoveLanguageModel();
  const test = useTestLanguageModel();
  const server = { address: address.trim(), ...(key.trim() ? { key: key.trim() } : {}) };
  const values = { ...server, model: model.trim() };
  const isWhole = values.address !== '' && values.model !== '';
  return (
    <form
      className="language-model"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) save.mutate(values, { onSuccess: () => setKey('') });
      }}
    >
      <Text c="dimmed">{t('detail')}</Text>
      <TextInput
        label={t('address.name')}
        description={t('address.detail')}
        placeholder="http://127.0.0.1:11434/v1"
        autoComplete="off"
        spellCheck={false}
        maxLength={300}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('key.name')}
        description={setting?.hasKey ? t('key.kept') : t('key.detail')}
        autoComplete="off"
        maxLength={500}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <Autocomplete
        label={t('model.name')}
        description={t('model.detail')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        data={models.data ?? []}
        value={model}
        onChange={setModel}
        onFocus={() => server.address && models.mutate(server)}
      />
      <Group gap="xs">
        <Button type="submit" disabled={!isWhole} loading={save.isPending}>
          {t('app:save')}
        </Button>
        <Button
          variant="default"
          disabled={!isWhole}
          loading={test.isPending}
          onClick={() => test.mutate(values)}
        >
          {t('test.button')}
        </Button>
        {setting && (
          <Button variant="subtle" color="gray" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('off')}
          </Button>
        )}
      </Group>
      <div role="status">
        {setting && <Text size="sm">{t('inUse', { model: setting.model })}</Text>}
        {test.data && (
          <Text size="sm" mt="xs">
            {t('test.good', { ...test.data, model: test.variables.model })}
          </Text>
        )}
      </div>
      <Failure error={test.error ?? save.error ?? remove.error} />
    </form>
  );
}

function Failure({ error }: { error: unknown }) {
  if (!error) return null;
  const { title, detail } = problemText(error);
  return (
    <Alert variant="outline" color="red" title={title} role="alert">
      {detail}
    </Alert>
  );
}
