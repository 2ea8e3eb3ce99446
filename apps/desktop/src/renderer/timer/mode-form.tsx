import { Button, Group, NumberInput, Select, SimpleGrid, Stack, Switch, Text } from '@mantine/core';
import type { TimerMode } from '@mirubato/domain/timer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { draftToMode, type ModeDraft, modeToDraft } from './mode-draft.ts';
import { SegmentsField } from './segments-field.tsx';

const kinds = ['count-up', 'countdown', 'pomodoro', 'intervals', 'segments'] as const;

/** Kind of mode and its numbers. */
export function ModeForm({ mode, onChoose }: { mode: TimerMode; onChoose: (mode: TimerMode) => void }) {
  const { t } = useTranslation('timer');
  const [draft, setDraft] = useState(() => modeToDraft(mode, () => crypto.randomUUID()));
  const [isWrong, setWrong] = useState(false);
  const change = (fields: Partial<ModeDraft>) => {
    setDraft((present) => ({ ...present, ...fields }));
    setWrong(false);
  };
  const number = (name: 'minutes' | NumberField, max: number, min = 1) => (
    <NumberInput
      label={t(`mode.field.${name}`)}
      min={min}
      max={max}
      allowDecimal={false}
      clampBehavior="blur"
      value={draft[name]}
      onChange={(value) => change({ [name]: value })}
    />
  );
  const atEnd = (
    <Switch
      label={t('mode.stopAtEnd')}
      description={t('mode.stopAtEndDetail')}
      checked={draft.atEnd === 'stop'}
      onChange={({ currentTarget }) => change({ atEnd: currentTarget.checked ? 'stop' : 'go-on' })}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const next = draftToMode(draft);
        if (next) onChoose(next);
        else setWrong(true);
      }}
    >
      <Stack gap="md">
        <Select
          label={t('mode.title')}
          data-autofocus
          allowDeselect={false}
          // The popover ends with a click outside of it, and a list in a portal would be outside.
          comboboxProps={{ withinPortal: false }}
          data={kinds.map((kind) => ({ value: kind, label: t(`mode.${kind}`) }))}
          value={draft.kind}
          onChange={(kind) => kind && change({ kind: kind as ModeDraft['kind'] })}
        />
        <Text size="sm" c="dimmed">
          {t(`mode.detail.${draft.kind}`)}
        </Text>
        {draft.kind === 'countdown' && number('minutes', 1440)}
        {draft.kind === 'pomodoro' && (
          <SimpleGrid cols={2}>
            {number('workMinutes', 1440)}
            {number('breakMinutes', 1440)}
            {number('longBreakMinutes', 1440)}
            {number('rounds', 12)}
          </SimpleGrid>
        )}
        {draft.kind === 'intervals' && (
          <SimpleGrid cols={3}>
            {number('times', 100)}
            {number('workSeconds', 86_400, 5)}
            {number('restSeconds', 86_400, 5)}
          </SimpleGrid>
        )}
        {(draft.kind === 'countdown' || draft.kind === 'intervals') && atEnd}
        {draft.kind === 'segments' && (
          <>
            <SegmentsField segments={draft.segments} onChange={(segments) => change({ segments })} />
            <Switch
              label={t('mode.byKey')}
              checked={draft.movesOn === 'by-key'}
              onChange={({ currentTarget }) =>
                change({ movesOn: currentTarget.checked ? 'by-key' : 'by-itself' })
              }
            />
          </>
        )}
        {isWrong && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {t(draft.kind === 'segments' ? 'mode.noSegments' : 'mode.wrong')}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit">{t('mode.use')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

type NumberField =
  | 'workMinutes'
  | 'breakMinutes'
  | 'longBreakMinutes'
  | 'rounds'
  | 'times'
  | 'workSeconds'
  | 'restSeconds';
