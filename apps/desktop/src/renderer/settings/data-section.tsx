/** Records that go out and come in as one JSON file. */
import { Button, FileButton, Group, Modal, Table, Text } from '@mantine/core';
import type { ImportDataReport } from '@mirubato/core/client';
import { IconDownload, IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { MakeBackup } from './make-backup.tsx';
import { TestRestore } from './test-restore.tsx';
import { useDownloadRecords, useLookIntoRecords, useTakeInRecords } from './your-data.ts';

export function DataSection() {
  const { t } = useTranslation('settings');
  const download = useDownloadRecords();
  const look = useLookIntoRecords();
  const [looked, setLooked] = useState<{ body: string; report: ImportDataReport }>();
  const resetFile = useRef<() => void>(null);
  const lookInto = (file: File | null) => {
    resetFile.current?.();
    if (file) look.mutate(file, { onSuccess: setLooked });
  };
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('data.detail')}
      </Text>
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          {t('data.download')}
        </Button>
        <FileButton resetRef={resetFile} accept="application/json,.json" onChange={lookInto}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<IconUpload size={18} aria-hidden />}
              loading={look.isPending}
            >
              {t('data.takeIn')}
            </Button>
          )}
        </FileButton>
        <MakeBackup />
        <TestRestore />
      </Group>
      <Modal
        opened={looked !== undefined}
        onClose={() => setLooked(undefined)}
        title={t('data.lookTitle')}
        size="lg"
      >
        {looked && <Report {...looked} onClose={() => setLooked(undefined)} />}
      </Modal>
    </>
  );
}

interface ReportProps {
  readonly body: string;
  readonly report: ImportDataReport;
  readonly onClose: () => void;
}

function Report({ body, report, onClose }: ReportProps) {
  const { t } = useTranslation('settings');
  const { list } = useFormat();
  const takeIn = useTakeInRecords();
  const rows = Object.entries(report.collections);
  const isNothing = rows.every(([, { added, updated }]) => added + updated === 0);
  return (
    <>
      <Text size="sm">{t('data.lookDetail')}</Text>
      <Table mt="md" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('data.kind')}</Table.Th>
            {(['added', 'updated', 'kept', 'inTrash'] as const).map((name) => (
              <Table.Th key={name} ta="end">
                {t(`data.${name}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([collection, counts]) => (
            <Table.Tr key={collection}>
              <Table.Th scope="row">
                {t(`data.collection.${collection}`, { defaultValue: collection })}
              </Table.Th>
              {(['added', 'updated', 'kept', 'inTrash'] as const).map((name) => (
                <Table.Td key={name} ta="end" className="numbers">
                  {counts[name]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {report.rejectedCount > 0 && (
        <>
          <Text size="sm" mt="md" fw={600}>
            {t('data.rejected', { count: report.rejectedCount })}
          </Text>
          <ul className="plain-list data-rejected">
            {report.rejected.map(({ collection, position, id, reason }) => (
              <li key={`${collection} ${position}`}>
                {collection} {position}
                {id && ` (${id})`}: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
      {report.ignored.length > 0 && (
        <Text size="sm" c="dimmed" mt="md">
          {t('data.ignored', { names: list(report.ignored) })}
        </Text>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('app:cancel')}
        </Button>
        <Button
          data-autofocus
          disabled={isNothing}
          loading={takeIn.isPending}
          onClick={() => takeIn.mutate(body, { onSuccess: onClose })}
        >
          {isNothing ? t('data.nothing') : t('data.takeInNow')}
        </Button>
      </Group>
    </>
  );
}
