import { Alert, Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { type PdfChoice, pdfChoices, type SyncState } from '@mirubato/domain/sync';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeviceList } from './device-list.tsx';
import { PairDevice } from './pair-device.tsx';
import { SignOut } from './sign-out.tsx';
import { useSyncAction } from './sync.ts';
import { SyncIcon } from './sync-icon.tsx';
import { syncLook, syncWords } from './sync-words.ts';
import { useMoment } from './use-moment.ts';

export function SignedIn({ state }: { state: SyncState }) {
  const { t } = useTranslation('sync');
  const moment = useMoment();
  const now = useSyncAction((sync, _: null) => sync.now.$post());
  const change = useSyncAction((sync, patch: { name?: string; pdfs?: PdfChoice }) =>
    sync.device.$patch({ json: patch }),
  );
  return (
    <Stack gap="lg">
      <div className="sync-status">
        <SyncIcon look={syncLook(state)} />
        <div>
          <Text role="status" fw={600}>
            {syncWords(state, t)}
          </Text>
          <Text size="sm" c="dimmed">
            {state.lastSyncedAt ? t('lastSynced', { moment: moment(state.lastSyncedAt) }) : t('neverSynced')}
          </Text>
          <Text size="sm" c="dimmed">
            {t('account', { email: state.user?.email || state.user?.id, relay: state.relayUrl })}
          </Text>
        </div>
        <Button variant="default" loading={now.isPending} onClick={() => now.mutate(null)}>
          {t('syncNow')}
        </Button>
      </div>
      <Trouble state={state} />
      <DeviceList state={state} />
      <PairDevice />
      <NameField
        key={state.device.name}
        name={state.device.name}
        onChange={(name) => change.mutate({ name })}
      />
      <Radio.Group
        label={t('pdfs.name')}
        description={t('pdfs.detail')}
        value={state.device.pdfs}
        onChange={(pdfs) => change.mutate({ pdfs: pdfs as PdfChoice })}
      >
        <Stack gap="xs" mt="xs">
          {pdfChoices.map((choice) => (
            <Radio key={choice} value={choice} label={t(`pdfs.${choice}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <PdfLine state={state} />
      <SignOut />
    </Stack>
  );
}

/** What a person has to do something about, or has to know. */
function Trouble({ state: { problem, notice } }: { state: SyncState }) {
  const { t } = useTranslation('sync');
  const answer = useSyncAction((sync, given: 'merge' | 'apart') =>
    sync.answer.$post({ json: { answer: given } }),
  );
  const dismiss = useSyncAction((sync, _: null) => sync.notice.$delete());
  return (
    <>
      {problem && (
        <Alert variant="outline" color="red" title={t(`problem.${problem.code}.title`)} role="alert">
          <Text>{t(`problem.${problem.code}.detail`)}</Text>
          {problem.code === 'foreign-journal' && (
            <Group mt="md">
              <Button variant="default" onClick={() => answer.mutate('merge')}>
                {t('answer.merge')}
              </Button>
              <Button onClick={() => answer.mutate('apart')}>{t('answer.apart')}</Button>
            </Group>
          )}
        </Alert>
      )}
      {notice && (
        <Alert variant="outline" color="gray" title={t(`notice.${notice}.title`)}>
          <Text mb="md">{t(`notice.${notice}.detail`)}</Text>
          <Button variant="default" onClick={() => dismiss.mutate(null)}>
            {t('notice.dismiss')}
          </Button>
        </Alert>
      )}
    </>
  );
}

function PdfLine({ state: { pdfs } }: { state: SyncState }) {
  const { t } = useTranslation('sync');
  const parts = [
    pdfs.toSend > 0 && t('pdfs.toSend', { count: pdfs.toSend }),
    pdfs.toFetch > 0 && t('pdfs.toFetch', { count: pdfs.toFetch }),
    pdfs.problem && t('pdfs.problem'),
  ].filter(Boolean);
  return parts.length > 0 ? (
    <Text size="sm" c="dimmed">
      {parts.join(' · ')}
    </Text>
  ) : null;
}

function NameField(props: { name: string; onChange: (name: string) => void }) {
  const { t } = useTranslation('sync');
  const [name, setName] = useState(props.name);
  return (
    <TextInput
      label={t('device.name')}
      description={t('device.detail')}
      maxLength={100}
      value={name}
      onChange={(event) => setName(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      onBlur={() => {
        const next = name.trim();
        if (next === '') setName(props.name);
        else if (next !== props.name) props.onChange(next);
      }}
    />
  );
}
