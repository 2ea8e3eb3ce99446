import { Text } from '@mantine/core';
import type { Segment } from '@mirubato/domain/plans';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';

/** What a session is made of, for reading. */
export function SegmentLines({ segments }: { segments: readonly Segment[] }) {
  const { t } = useTranslation('plans');
  const format = useFormat();
  if (segments.length === 0) return null;
  return (
    <ol className="segment-lines">
      {segments.map((segment, index) => {
        const pieces = segment.pieceRefs.flatMap(({ title }) => (title ? [title] : []));
        const tempo = Object.values(segment.tempoTargets ?? {}).find((value) => typeof value === 'number');
        const facts = [
          ...(segment.durationMinutes ? [format.minutes(segment.durationMinutes)] : []),
          ...pieces,
          ...segment.techniques,
          ...(typeof tempo === 'number' ? [t('tempo', { tempo: format.number(tempo) })] : []),
        ];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name that is theirs alone
          <li key={index}>
            <Text span fw={600} size="sm">
              {segment.label}
            </Text>
            {facts.length > 0 && (
              <Text span size="sm" c="dimmed">
                {' '}
                {facts.join(' · ')}
              </Text>
            )}
            {segment.instructions && <Text size="sm">{segment.instructions}</Text>}
          </li>
        );
      })}
    </ol>
  );
}
