import { Alert, Button, FileButton, Group, Modal, Progress, Table, Text } from '@mantine/core';
import type { TestRestoreProgress, TestRestoreReport } from '@mirubato/core/client';
import { IconShieldCheck } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { useTestRestore } from './use-test-restore.ts';

/** A button that looks whether a backup would bring everything back. */
export function TestRestore() {
  const { t } = useTranslation('settings');
  const { state, run, close } = useTestRestore();
  const resetFile = useRef<() => void>(null);
  return (
    <>
      <FileButton
        resetRef={resetFile}
        onChange={(file) => {
          resetFile.current?.();
          if (file) void run(file);
        }}
      >
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconShieldCheck size={18} aria-hidden />}>
            {t('testRestore.button')}
          </Button>
        )}
      </FileButton>
      <Modal
        opened={state !== undefined}
        onClose={close}
        title={t('testRestore.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('app:close') }}
      >
        {state?.kind === 'running' && <Running progress={state.progress} />}
        {state?.kind === 'whole' && <Whole report={state.report} />}
        {state?.kind === 'failed' && (
          <Alert variant="outline" color="red" title={t('testRestore.failed')}>
            {state.problem.detail}
          </Alert>
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" data-autofocus onClick={close}>
            {t(state?.kind === 'running' ? 'app:cancel' : 'app:close')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}

function Running({ progress: { step, done, total } }: { progress: TestRestoreProgress }) {
  const { t } = useTranslation('settings');
  const { number } = useFormat();
  const words = t(`testRestore.step.${step}`, { done: number(done), total: number(total) });
  return (
    <>
      <Text size="sm" mb="md">
        {t('testRestore.detail')}
      </Text>
      <Text role="status" size="sm" mb="xs">
        {words}
      </Text>
      <Progress
        value={total > 0 ? (100 * done) / total : 100}
        animated={total === 0}
        aria-label={words}
        transitionDuration={0}
      />
    </>
  );
}

function Whole({ report }: { report: TestRestoreReport }) {
  const { t } = useTranslation('settings');
  const { zone, ...format } = { ...useFormat(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const rows = report.records.filter(({ inBackup, here }) => inBackup + here > 0);
  return (
    <>
      <Text fw={600}>{t('testRestore.whole')}</Text>
      <Text size="sm" c="dimmed">
        {t('testRestore.made', {
          date: format.shortDayOf(report.createdAt),
          time: format.time(report.createdAt, zone),
        })}
      </Text>
      <Table mt="md" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('data.kind')}</Table.Th>
            <Table.Th ta="end">{t('testRestore.inBackup')}</Table.Th>
            <Table.Th ta="end">{t('testRestore.here')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ collection, inBackup, here }) => (
            <Table.Tr key={collection}>
              <Table.Th scope="row">
                {t(`data.collection.${collection}`, { defaultValue: collection })}
              </Table.Th>
              <Table.Td ta="end" className="numbers">
                {format.number(inBackup)}
              </Table.Td>
              <Table.Td ta="end" className="numbers">
                {format.number(here)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" mt="md">
        {t('testRestore.pdfs', { count: report.pdfs, size: format.bytes(report.pdfBytes) })}
      </Text>
      {report.missing.length > 0 && (
        <Text size="sm" mt="xs">
          {t('testRestore.missing', { titles: format.list(report.missing) })}
        </Text>
      )}
    </>
  );
}
