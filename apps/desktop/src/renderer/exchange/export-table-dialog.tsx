import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { type TableFormat, tableFormats } from '@mirubato/domain/exchange';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useExportTable } from './table-actions.ts';

interface ExportTableDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Asks for whom the table is, and saves it as the browser saves files. */
export function ExportTableDialog({ isOpen, onClose }: ExportTableDialogProps) {
  const { t } = useTranslation('exchange');
  const [format, setFormat] = useState<TableFormat>('plain');
  const save = useExportTable();
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('export.title')}>
      <Stack gap="lg">
        <Text size="sm">{t('export.detail')}</Text>
        <Radio.Group
          label={t('export.format')}
          value={format}
          onChange={(value) => setFormat(value as TableFormat)}
        >
          <Stack gap="sm" mt="xs">
            {tableFormats.map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`format.${value}`)}
                description={t(`formatDetail.${value}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('export.cancel')}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate(format, { onSuccess: onClose })}>
            {t('export.save')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
