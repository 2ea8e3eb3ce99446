import { Button, Menu } from '@mantine/core';
import type { ReportDefinition } from '@mirubato/domain/reports';
import { IconBookmark, IconDeviceFloppy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { type ReportPreset, reportPresets } from './report-presets.ts';
import { useSavedReports, useSaveReport } from './reports.ts';
import { useReportsView } from './reports-view.ts';
import { SaveDialog } from './save-dialog.tsx';

/** Reports that are there from the start, and one's own. */
export function SavedMenu({ draft }: { draft: ReportDefinition }) {
  const { t } = useTranslation('reports');
  const savedId = useReportsView((view) => view.savedId);
  const saved = useSavedReports().data ?? [];
  const open = saved.find(({ id }) => id === savedId);
  const save = useSaveReport();
  const moveToTrash = useMoveToTrash();
  const [isNaming, setNaming] = useState(false);
  useShortcuts(t('layout.table'), [{ keys: 'w', label: t('saved.save'), run: () => setNaming(true) }]);
  const keep = (id: string | null, name: string) =>
    save.mutate(
      { id, name, definition: draft },
      {
        onSuccess: (report) => {
          setNaming(false);
          useReportsView.setState({ savedId: report.id });
        },
      },
    );
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={18} stroke={1.6} aria-hidden />}>
            {open ? open.name : t('saved.open')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="60vh" style={{ overflowY: 'auto' }}>
          {saved.length > 0 && <Menu.Label>{t('saved.own')}</Menu.Label>}
          {saved.map(({ id, name, definition }) => (
            <Menu.Item
              key={id}
              disabled={definition === null}
              aria-current={id === savedId}
              onClick={() => definition && useReportsView.setState({ draft: definition, savedId: id })}
            >
              {name}
              {definition === null && ` – ${t('saved.newer')}`}
            </Menu.Item>
          ))}
          <Menu.Label>{t('saved.presets')}</Menu.Label>
          {(Object.keys(reportPresets) as ReportPreset[]).map((preset) => (
            <Menu.Item
              key={preset}
              onClick={() => useReportsView.setState({ draft: reportPresets[preset], savedId: null })}
            >
              {t(`preset.${preset}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {open && (
            <Menu.Item
              leftSection={<IconDeviceFloppy size={18} aria-hidden />}
              onClick={() => keep(open.id, open.name)}
            >
              {t('saved.change', { name: open.name })}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconDeviceFloppy size={18} aria-hidden />} onClick={() => setNaming(true)}>
            {t('saved.save')}
          </Menu.Item>
          {open && (
            <Menu.Item
              leftSection={<IconTrash size={18} aria-hidden />}
              onClick={() => {
                moveToTrash({ collection: 'savedReports', id: open.id, title: open.name });
                useReportsView.setState({ savedId: null });
              }}
            >
              {t('saved.toTrash', { name: open.name })}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <SaveDialog
        isOpen={isNaming}
        name=""
        isSaving={save.isPending}
        onClose={() => setNaming(false)}
        onSave={(name) => keep(null, name)}
      />
    </>
  );
}
