import { Button, Group, Select, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useMetronome } from './metronome-store.ts';

/** A file grows by 5.8 MB a minute. */
const MINUTES = ['1', '2', '3', '5', '10'];

/** What the metronome would play, as a sound file for where there is no Mirubato. */
export function ClickTrack() {
  const { t } = useTranslation('toolbox');
  const format = useFormat();
  const [minutes, setMinutes] = useState('3');
  const save = useMutation({
    mutationFn: async () => {
      const { renderClickTrack } = await import('./click-track.ts');
      const { setting } = useMetronome.getState();
      const url = URL.createObjectURL(await renderClickTrack(setting, Number(minutes) * 60));
      const link = document.createElement('a');
      link.href = url;
      link.download = `${t('track.file', { bpm: setting.bpm })}.wav`;
      link.click();
      // The download has begun when its click has been handled.
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
    },
  });
  return (
    <section className="click-track" aria-label={t('track.name')}>
      <Title order={2} className="section-name">
        {t('track.name')}
      </Title>
      <Group gap="sm">
        <Select
          aria-label={t('track.length')}
          w={130}
          allowDeselect={false}
          data={MINUTES.map((value) => ({ value, label: format.minutes(Number(value)) }))}
          value={minutes}
          onChange={(value) => value && setMinutes(value)}
        />
        <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
          {t('track.save')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('track.detail')}
        </Text>
      </Group>
    </section>
  );
}
