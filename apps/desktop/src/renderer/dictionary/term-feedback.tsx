/** Says what is wrong with an entry of the dictionary. It stays here, and goes out with an export. */
import { Button, Group, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { issueTypes, type ReportInput } from '@mirubato/domain/dictionary';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { panelOverlay, panelTransition } from '../app/theme.ts';
import { useReportTerm } from './dictionary.ts';

const MIN_LETTERS = 10;

export function TermFeedback({ termId }: { termId: string }) {
  const { t } = useTranslation('dictionary');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" mt="lg" onClick={() => setIsOpen(true)}>
        {t('report.open')}
      </Button>
      {isOpen && <ReportDialog termId={termId} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function ReportDialog({ termId, onClose }: { termId: string; onClose: () => void }) {
  const { t } = useTranslation('dictionary');
  const report = useReportTerm(termId);
  const [issue, setIssue] = useState<ReportInput['issue_type']>('incorrect');
  const [description, setDescription] = useState('');
  const send = () =>
    report.mutate(
      { issue_type: issue, description },
      {
        onSuccess() {
          notifications.show({ message: t('report.kept') });
          onClose();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('report.open')}
      overlayProps={panelOverlay}
      transitionProps={panelTransition}
    >
      <Stack>
        <Select
          label={t('report.kind')}
          allowDeselect={false}
          data={issueTypes
            .filter((type) => type !== 'spam' && type !== 'copyright')
            .map((value) => ({ value, label: t(`report.issue.${value}`) }))}
          value={issue}
          onChange={(value) => value && setIssue(value as ReportInput['issue_type'])}
        />
        <Textarea
          data-autofocus
          label={t('report.description')}
          autosize
          minRows={3}
          maxLength={500}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Text size="sm" c="dimmed">
          {t('report.local')}
        </Text>
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button
            disabled={description.trim().length < MIN_LETTERS}
            loading={report.isPending}
            onClick={send}
          >
            {t('report.keep')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
