import { ActionIcon, Alert, Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { type PlanTemplate, type SharedPlan, sharedPlan } from '@mirubato/domain/plans';
import { ProblemError } from '@mirubato/domain/problem';
import { IconDots, IconFileImport } from '@tabler/icons-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../app/empty-state.tsx';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useFormat } from '../i18n/format.ts';
import { useDownloadTemplate } from '../plans/download.ts';
import { openPanel } from '../plans/plan-panel.ts';
import { useTemplates } from '../plans/plans.ts';
import { capitalised } from '../plans/recurrence-field.tsx';
import { useRuleWords } from '../plans/rule-words.ts';
import { SegmentLines } from '../plans/segment-lines.tsx';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { useReadTemplateFile, useTakeInTemplate } from './template-actions.ts';

/** Plans to be taken up again, by oneself or by others. */
export function TemplateList() {
  const { t } = useTranslation('templates');
  const templates = useTemplates();
  const read = useReadTemplateFile();
  const chooser = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? [];
    if (file) read.mutate(file);
    // The same file can be chosen again, when it was saved anew.
    event.currentTarget.value = '';
  };
  return (
    <>
      <Group mb="md" gap="md">
        <Button
          variant="default"
          leftSection={<IconFileImport size={18} stroke={1.5} aria-hidden />}
          loading={read.isPending}
          onClick={() => chooser.current?.click()}
        >
          {t('file.choose')}
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label={t('file.choose')}
          onChange={take}
        />
      </Group>
      {read.isError && (
        <Alert
          variant="outline"
          color="red"
          title={t('file.refused', { name: read.variables?.name })}
          mb="md"
        >
          {read.error instanceof ProblemError ? read.error.problem.detail : t('problems:internal.detail')}
        </Alert>
      )}
      {read.data && <Preview key={read.submittedAt} {...read.data} onClose={read.reset} />}
      {templates.isPending && <LoadingLines />}
      {templates.isError && <FailedState error={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.isSuccess && templates.data.length === 0 && (
        <EmptyState title={t('empty.title')} detail={t('empty.detail')} />
      )}
      <ul className="plain-list">
        {templates.data?.map((template) => (
          <TemplateLine key={template.id} template={template} />
        ))}
      </ul>
    </>
  );
}

function TemplateLine({ template }: { template: PlanTemplate }) {
  const { t } = useTranslation('templates');
  const download = useDownloadTemplate();
  const moveToTrash = useMoveToTrash();
  const ruleWords = useRuleWords();
  const shared = sharedPlan(template);
  const whenOf = ({ schedule: { kind, rule, startDate } }: SharedPlan) =>
    kind === 'recurring' ? capitalised(ruleWords(rule, startDate)) : t('plans:once');
  const { id, title } = template;
  return (
    <li className="template-line">
      <div>
        <Text fw={600}>{title}</Text>
        <Text size="sm" c="dimmed" className="numbers">
          {[
            ...(shared.ok ? [whenOf(shared.value)] : [t('notWhole')]),
            ...(shared.ok && shared.value.segments.length > 0
              ? [t('segments', { count: shared.value.segments.length })]
              : []),
            t('adopted', { count: template.adoptionCount }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {template.description && <Text size="sm">{template.description}</Text>}
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button
          variant="default"
          size="compact-sm"
          disabled={!shared.ok}
          aria-label={t('adoptNamed', { title })}
          onClick={() => shared.ok && openPanel({ kind: 'adopt', templateId: id, shared: shared.value })}
        >
          {t('adopt')}
        </Button>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('plans:menu', { title })}>
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => download.mutate({ id, title })}>{t('file.save')}</Menu.Item>
            <Menu.Item onClick={() => moveToTrash({ collection: 'templates', id, title })}>
              {t('plans:toTrash')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </li>
  );
}

/** What a file would bring; nothing is kept before it is looked at. */
function Preview({ body, shared, onClose }: { body: string; shared: SharedPlan; onClose: () => void }) {
  const { t } = useTranslation('templates');
  const format = useFormat();
  const ruleWords = useRuleWords();
  const takeIn = useTakeInTemplate();
  const [id] = useState(() => crypto.randomUUID());
  const { rule, kind, startDate, durationMinutes } = shared.schedule;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('file.preview')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <Stack gap="md">
        <div>
          <Text fw={600} size="lg">
            {shared.title}
          </Text>
          <Text>
            {[
              kind === 'recurring' ? capitalised(ruleWords(rule, startDate)) : t('plans:once'),
              ...(durationMinutes ? [format.minutes(durationMinutes)] : []),
            ].join(' · ')}
          </Text>
        </div>
        {shared.description && <Text style={{ whiteSpace: 'pre-wrap' }}>{shared.description}</Text>}
        <SegmentLines segments={shared.segments} />
        {shared.reflectionPrompts.map((prompt) => (
          <Text key={prompt} size="sm" c="dimmed">
            {prompt}
          </Text>
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button
            data-autofocus
            loading={takeIn.isPending}
            onClick={() => takeIn.mutate({ body, id }, { onSuccess: onClose })}
          >
            {t('file.keep')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
