import { Alert, Button, Radio, Stack, Text, TextInput } from '@mantine/core';
import type { SyncState } from '@mirubato/domain/sync';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { done, useApi } from '../app/api.ts';
import { problemText } from '../app/problem-notice.ts';
import { useSyncAction } from './sync.ts';

const ways = ['link', 'code'] as const;
type Way = (typeof ways)[number];

/** Nothing asks for an account: this is only here for whoever looks for it. */
export function SignIn({ state }: { state: SyncState }) {
  const { t } = useTranslation('sync');
  const [relayUrl, setRelayUrl] = useState('');
  const [way, setWay] = useState<Way>('link');
  return (
    <Stack gap="lg">
      {state.removal && (
        <Alert variant="outline" color="gray" title={t('removal.title')}>
          {t('removal.detail', { file: state.removal.backup })}
        </Alert>
      )}
      <Text c="dimmed">{t('off')}</Text>
      <TextInput
        label={t('relay.name')}
        description={t('relay.detail')}
        placeholder="https://relay.example.org"
        type="url"
        autoComplete="url"
        value={relayUrl}
        onChange={(event) => setRelayUrl(event.currentTarget.value)}
      />
      <Radio.Group label={t('way.name')} value={way} onChange={(value) => setWay(value as Way)}>
        <Stack gap="xs" mt="xs">
          {ways.map((name) => (
            <Radio key={name} value={name} label={t(`way.${name}`)} description={t(`way.${name}Detail`)} />
          ))}
        </Stack>
      </Radio.Group>
      {way === 'link' ? <LinkForm relayUrl={relayUrl} /> : <CodeForm relayUrl={relayUrl} />}
    </Stack>
  );
}

function LinkForm({ relayUrl }: { relayUrl: string }) {
  const { t } = useTranslation('sync');
  const { client } = useApi();
  const [email, setEmail] = useState('');
  const [link, setLink] = useState('');
  const request = useMutation({
    mutationFn: () => done(client.api.sync.link.$post({ json: { relayUrl, email } })),
    meta: { isSilent: true },
  });
  const signIn = useSyncAction(
    (sync, pasted: string) => sync['sign-in'].$post({ json: { relayUrl, link: pasted } }),
    { isSilent: true },
  );
  return (
    <>
      <form className="sync-form" onSubmit={submitting(() => request.mutate())}>
        <TextInput
          label={t('email')}
          type="email"
          autoComplete="email"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={request.isPending} disabled={relayUrl.trim() === ''}>
          {t('sendLink')}
        </Button>
      </form>
      <div role="status">{request.isSuccess && <Text>{t('linkSent', { email })}</Text>}</div>
      <Failure error={request.error} />
      <form className="sync-form" onSubmit={submitting(() => signIn.mutate(link))}>
        <TextInput
          label={t('link.name')}
          description={t('link.detail')}
          autoComplete="off"
          required
          withAsterisk={false}
          value={link}
          onChange={(event) => setLink(event.currentTarget.value)}
        />
        <Button type="submit" loading={signIn.isPending} disabled={relayUrl.trim() === ''}>
          {t('signIn')}
        </Button>
      </form>
      <Failure error={signIn.error} />
    </>
  );
}

function CodeForm({ relayUrl }: { relayUrl: string }) {
  const { t } = useTranslation('sync');
  const [code, setCode] = useState('');
  const pair = useSyncAction(
    (sync, typed: string) =>
      sync.pair.$post({ json: { code: typed, ...(relayUrl.trim() ? { relayUrl } : {}) } }),
    { isSilent: true },
  );
  const knowsRelay = relayUrl.trim() !== '' || code.includes('://');
  return (
    <>
      <form className="sync-form" onSubmit={submitting(() => pair.mutate(code))}>
        <TextInput
          label={t('code.name')}
          description={t('code.detail')}
          autoComplete="one-time-code"
          required
          withAsterisk={false}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" loading={pair.isPending} disabled={!knowsRelay}>
          {t('signIn')}
        </Button>
      </form>
      <Failure error={pair.error} />
    </>
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

function submitting(act: () => void) {
  return (event: FormEvent) => {
    event.preventDefault();
    act();
  };
}
