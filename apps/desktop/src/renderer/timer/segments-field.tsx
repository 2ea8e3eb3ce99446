import { ActionIcon, Autocomplete, Button, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { MAX_SEGMENTS } from '@mirubato/domain/timer';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePieces } from '../repertoire/pieces.ts';
import { emptySegment, type SegmentDraft } from './mode-draft.ts';

interface SegmentsFieldProps {
  readonly segments: readonly SegmentDraft[];
  readonly onChange: (segments: SegmentDraft[]) => void;
}

/** What is practised one after the other. */
export function SegmentsField({ segments, onChange }: SegmentsFieldProps) {
  const { t } = useTranslation('timer');
  const titles = [...new Set((usePieces({ sort: 'lastPractised' }).data ?? []).map(({ title }) => title))];
  const change = (key: string, fields: Partial<SegmentDraft>) =>
    onChange(segments.map((segment) => (segment.key === key ? { ...segment, ...fields } : segment)));
  return (
    <Stack gap="md">
      {segments.map((segment) => (
        <div key={segment.key} className="piece-row">
          <Group gap="xs" wrap="nowrap">
            <TextInput
              aria-label={t('segment.label')}
              placeholder={t('segment.label')}
              maxLength={200}
              flex={2}
              value={segment.label}
              onChange={({ currentTarget }) => change(segment.key, { label: currentTarget.value })}
            />
            <NumberInput
              aria-label={t('segment.minutes')}
              placeholder={t('segment.minutes')}
              min={1}
              max={1440}
              allowDecimal={false}
              hideControls
              flex={1}
              value={segment.durationMinutes}
              onChange={(durationMinutes) => change(segment.key, { durationMinutes })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              disabled={segments.length === 1}
              aria-label={t('segment.remove', { label: segment.label || t('segment.label') })}
              onClick={() => onChange(segments.filter(({ key }) => key !== segment.key))}
            >
              <IconX size={18} stroke={1.5} aria-hidden />
            </ActionIcon>
          </Group>
          <Group gap="xs" mt="xs" grow>
            <Autocomplete
              aria-label={t('segment.piece')}
              placeholder={t('segment.piece')}
              data={titles}
              limit={8}
              maxLength={200}
              comboboxProps={{ withinPortal: false }}
              value={segment.title}
              onChange={(title) => change(segment.key, { title })}
            />
            <TextInput
              aria-label={t('segment.instructions')}
              placeholder={t('segment.instructions')}
              maxLength={5000}
              value={segment.instructions}
              onChange={({ currentTarget }) => change(segment.key, { instructions: currentTarget.value })}
            />
          </Group>
        </div>
      ))}
      {segments.length < MAX_SEGMENTS && (
        <Button
          variant="default"
          size="compact-md"
          leftSection={<IconPlus size={16} stroke={1.5} aria-hidden />}
          style={{ alignSelf: 'flex-start' }}
          onClick={() => onChange([...segments, emptySegment(crypto.randomUUID())])}
        >
          {t('segment.add')}
        </Button>
      )}
    </Stack>
  );
}
