import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSyncAction } from './sync.ts';

const choices = ['keep', 'remove'] as const;
type Choice = (typeof choices)[number];

export function SignOut() {
  const { t } = useTranslation('sync');
  const [isAsking, setAsking] = useState(false);
  const [choice, setChoice] = useState<Choice>('keep');
  const signOut = useSyncAction((sync, local: Choice) => sync['sign-out'].$post({ json: { local } }));
  const open = () => {
    setChoice('keep');
    setAsking(true);
  };
  return (
    <div>
      <Button variant="default" onClick={open}>
        {t('signOut.start')}
      </Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title={t('signOut.title')}>
        <Stack gap="lg">
          <Radio.Group
            label={t('signOut.question')}
            value={choice}
            onChange={(value) => setChoice(value as Choice)}
          >
            <Stack gap="xs" mt="xs">
              {choices.map((name) => (
                <Radio
                  key={name}
                  value={name}
                  label={t(`signOut.${name}`)}
                  description={t(`signOut.${name}Detail`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Text size="sm" c="dimmed">
            {t('signOut.others')}
          </Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('app:cancel')}
            </Button>
            <Button
              loading={signOut.isPending}
              onClick={() => signOut.mutate(choice, { onSuccess: () => setAsking(false) })}
            >
              {t('signOut.confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </div>
  );
}
