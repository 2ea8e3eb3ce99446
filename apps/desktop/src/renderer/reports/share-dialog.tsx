import { Button, Checkbox, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import type { ReportRange } from '@mirubato/domain/reports';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingLines } from '../app/loading-lines.tsx';
import { svgToPng } from './chart-picture.ts';
import { reportDefinitionOf, trendOf } from './report-presets.ts';
import { useReport } from './reports.ts';
import { saveFile } from './save-file.ts';
import { type CardPart, type CardShape, cardParts, ShareCard } from './share-card.tsx';

interface ShareDialogProps {
  readonly range: ReportRange;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function ShareDialog({ range, isOpen, onClose }: ShareDialogProps) {
  const { t } = useTranslation('reports');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="xl"
      title={t('share.name')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <ShareForm range={range} onClose={onClose} />
    </Modal>
  );
}

/** What is on the card is chosen part by part; pieces are only on it when they are asked for. */
function ShareForm({ range, onClose }: Omit<ShareDialogProps, 'isOpen'>) {
  const { t } = useTranslation('reports');
  const trend = useReport(reportDefinitionOf({ range, groupBy: [trendOf(range).unit] }));
  const pieces = useReport(reportDefinitionOf({ range, groupBy: ['piece'] }));
  const [parts, setParts] = useState<readonly CardPart[]>(['minutes', 'days', 'chart']);
  const [shape, setShape] = useState<CardShape>('square');
  const [title, setTitle] = useState('');
  const drawing = useRef<HTMLDivElement>(null);
  if (!trend.data || !pieces.data) return <LoadingLines lines={4} />;
  const save = async () => {
    const svg = drawing.current?.querySelector('svg');
    if (svg) saveFile(await svgToPng(svg, '#faf7f1'), 'mirubato-practice.png');
    onClose();
  };
  return (
    <div className="share">
      <div ref={drawing}>
        <ShareCard trend={trend.data} pieces={pieces.data} parts={parts} shape={shape} title={title} />
      </div>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {t('share.detail')}
        </Text>
        <TextInput
          label={t('share.titleField')}
          placeholder={t('share.title')}
          maxLength={60}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Checkbox.Group
          label={t('share.parts')}
          value={[...parts]}
          onChange={(value) => setParts(value as CardPart[])}
        >
          <Stack gap={6} mt={6}>
            {cardParts.map((part) => (
              <Checkbox key={part} value={part} label={t(`share.part.${part}`)} />
            ))}
          </Stack>
        </Checkbox.Group>
        <SegmentedControl
          aria-label={t('share.shape')}
          data={(['square', 'tall'] as const).map((value) => ({ value, label: t(`share.${value}`) }))}
          value={shape}
          onChange={(value) => setShape(value as CardShape)}
        />
        <Group justify="flex-end" mt="auto">
          <Button variant="default" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button onClick={() => void save()}>{t('share.save')}</Button>
        </Group>
      </Stack>
    </div>
  );
}
