import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconTableExport, IconTableImport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { ExportTableDialog } from './export-table-dialog.tsx';

/** The ways of all scores to other programs and back. */
export function TablesMenu() {
  const { t } = useTranslation('exchange');
  const navigate = useNavigate();
  const [isExporting, setExporting] = useState(false);
  const openExport = () => setExporting(true);
  const openImport = () => void navigate({ to: '/scores/table' });
  useShortcuts(t('menu.label'), [
    { keys: 'x e', label: t('menu.export'), run: openExport },
    { keys: 'x i', label: t('menu.import'), run: openImport },
  ]);
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('menu.label')}>
            <IconDots size={20} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTableExport size={18} aria-hidden />} onClick={openExport}>
            {t('menu.export')}
          </Menu.Item>
          <Menu.Item leftSection={<IconTableImport size={18} aria-hidden />} onClick={openImport}>
            {t('menu.import')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ExportTableDialog isOpen={isExporting} onClose={() => setExporting(false)} />
    </>
  );
}
