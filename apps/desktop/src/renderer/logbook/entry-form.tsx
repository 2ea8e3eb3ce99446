import {
  Alert,
  Autocomplete,
  Button,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
} from '@mantine/core';
import { DateInput, TimePicker } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { entryTypes, MAX_ENTRY_MINUTES } from '@mirubato/domain/logbook';
import { useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../app/problem-notice.ts';
import { RecordHistory } from '../history/record-history.tsx';
import { useFormat } from '../i18n/format.ts';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { type EntryBase, type EntryValues, entryToValues } from './entry-form-values.ts';
import { entryTitle } from './entry-title.ts';
import { GoalsField } from './goals-field.tsx';
import { instrumentNames, instrumentToName, nameToInstrument } from './instruments.ts';
import { MoodField } from './mood-field.tsx';
import { NotesField } from './notes-field.tsx';
import { PiecesField } from './pieces-field.tsx';
import { useSaveEntry } from './save-entry.ts';

export interface EntryFormProps {
  readonly kind: 'new' | 'timer' | 'edit';
  readonly base: EntryBase;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onClose: () => void;
}

/** A status change is written by changing a piece's status, never by hand. */
const typesToChoose = entryTypes.filter((type) => type !== 'status_change');

const techniques = ['scales', 'arpeggios', 'sightReading', 'memorisation', 'slowPractice', 'metronome'];

export function EntryForm({ kind, base, onDirty, onClose }: EntryFormProps) {
  const { t } = useTranslation('logbook');
  const format = useFormat();
  const [initialValues] = useState(() => {
    const values = entryToValues(base, () => crypto.randomUUID());
    return { ...values, instrument: instrumentToName(values.instrument, t) };
  });
  const form = useForm<EntryValues>({ initialValues, validate: (values) => mistakes(values, t) });
  const save = useSaveEntry(kind, base);
  const moveToTrash = useMoveToTrash();
  const isDirty = form.isDirty();
  // Before the next key: Escape right after a letter must find it.
  useLayoutEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const submit = form.onSubmit((values) => {
    const instrument = nameToInstrument(values.instrument, t);
    save.mutate({ ...values, instrument }, { onSuccess: onClose });
  });

  return (
    <form
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || save.isPending) return;
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="lg">
        {kind === 'timer' && <Text c="dimmed">{t('form.timerWaits')}</Text>}
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <DateInput
            label={t('field.date')}
            valueFormat={t('dateFormat')}
            popoverProps={{ withinPortal: true }}
            {...form.getInputProps('date')}
          />
          <TimePicker
            label={t('field.time')}
            hoursInputLabel={t('field.hours')}
            minutesInputLabel={t('field.minutes')}
            amPmInputLabel={t('field.amPm')}
            format={format.isHour12 ? '12h' : '24h'}
            {...form.getInputProps('time')}
          />
          <NumberInput
            label={t('field.duration')}
            min={1}
            max={MAX_ENTRY_MINUTES}
            allowDecimal={false}
            clampBehavior="none"
            data-autofocus={kind === 'timer' ? undefined : true}
            {...form.getInputProps('duration')}
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={t('field.type')}
            data={typesToChoose.map((type) => ({ value: type, label: t(`type.${type}`) }))}
            allowDeselect={false}
            {...form.getInputProps('type')}
          />
          <Autocomplete
            label={t('field.instrument')}
            data={instrumentNames(t)}
            maxLength={50}
            {...form.getInputProps('instrument')}
          />
        </SimpleGrid>
        <PiecesField form={form} />
        <NotesField form={form} isRead={kind === 'edit'} isFocused={kind === 'timer'} />
        <MoodField value={form.getValues().mood} onChange={(mood) => form.setFieldValue('mood', mood)} />
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TagsInput
            label={t('field.techniques')}
            data={techniques.map((name) => t(`technique.${name}`))}
            maxTags={20}
            acceptValueOnBlur
            {...form.getInputProps('techniques')}
          />
          <TagsInput
            label={t('field.tags')}
            maxTags={10}
            maxLength={50}
            acceptValueOnBlur
            {...form.getInputProps('tags')}
          />
        </SimpleGrid>
        <GoalsField
          value={form.getValues().goalIds}
          onChange={(goalIds) => form.setFieldValue('goalIds', goalIds)}
        />
        {kind === 'edit' && base.id !== undefined && (
          <RecordHistory
            collection="entries"
            id={base.id}
            isDirty={isDirty}
            onRestored={onClose}
            zone={base.zone}
          />
        )}
        {save.isError && (
          <Alert color="red" title={problemText(save.error).title}>
            {problemText(save.error).detail}
          </Alert>
        )}
      </Stack>
      <Group className="panel-actions" justify="space-between">
        {kind === 'edit' && base.id !== undefined ? (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              moveToTrash({ collection: 'entries', id: base.id ?? '', title: entryTitle(base, t) });
              onClose();
            }}
          >
            {t('toTrash')}
          </Button>
        ) : (
          <Text size="sm" c="dimmed">
            {t('form.saveKeys')}
          </Text>
        )}
        <Button type="submit" loading={save.isPending}>
          {t('app:save')}
        </Button>
      </Group>
    </form>
  );
}

function mistakes(values: EntryValues, t: (key: string) => string): Record<string, string> {
  const found: Record<string, string> = {};
  const minutes = Number(values.duration);
  if (values.date === null || values.date === '') found.date = t('mistake.date');
  if (!/^\d{2}:\d{2}/.test(values.time)) found.time = t('mistake.time');
  if (values.duration === '' || !Number.isInteger(minutes) || minutes < 1 || minutes > MAX_ENTRY_MINUTES) {
    found.duration = t('mistake.duration');
  }
  for (const [index, piece] of values.pieces.entries()) {
    const hasMore = piece.composer !== '' || piece.measures !== '' || piece.tempo !== '';
    if (hasMore && piece.title.trim() === '') found[`pieces.${index}.title`] = t('mistake.pieceTitle');
  }
  return found;
}
