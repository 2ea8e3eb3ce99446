import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { isPictureName } from '@mirubato/domain/import';
import { IconFileImport } from '@tabler/icons-react';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddFiles } from './add-files.ts';
import './import.css';

/** While it is mounted, files and folders can be dropped anywhere in the window. */
export function DropZone() {
  const { t } = useTranslation('import');
  const navigate = useNavigate();
  const isOnImport = useRouterState({ select: ({ location }) => location.pathname.startsWith('/import') });
  const { addDrop } = useAddFiles();
  const isOver = useFileDrop((dropped) => {
    addDrop(dropped);
    // Pictures lead to their own screen.
    if (isOnImport || [...dropped.files].every(({ name }) => isPictureName(name))) return;
    const id = 'import-begun';
    notifications.show({
      id,
      message: (
        <button
          type="button"
          className="import-begun"
          onClick={() => {
            notifications.hide(id);
            void navigate({ to: '/import' });
          }}
        >
          {t('begun')} <strong>{t('show')}</strong>
        </button>
      ),
    });
  });
  if (!isOver) return null;
  return (
    <div className="drop-zone">
      <div>
        <IconFileImport size={56} stroke={1.2} aria-hidden />
        <Text size="xl" fw={600}>
          {t('drop.title')}
        </Text>
        <Text>{t('drop.detail')}</Text>
      </div>
    </div>
  );
}

/** @returns whether files are held over the window */
function useFileDrop(onDrop: (dropped: DataTransfer) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onDrop);
  latest.current = onDrop;
  useEffect(() => {
    const listening = new AbortController();
    const listen = (name: 'dragenter' | 'dragover' | 'dragleave' | 'drop', act: (event: DragEvent) => void) =>
      window.addEventListener(name, act, { signal: listening.signal });
    // Only these two may be prevented, and without it the browser opens the file instead.
    for (const name of ['dragenter', 'dragover'] as const) {
      listen(name, (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      });
    }
    listen('dragleave', ({ relatedTarget }) => {
      if (relatedTarget === null) setOver(false);
    });
    listen('drop', (event) => {
      setOver(false);
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      latest.current(event.dataTransfer);
    });
    return () => listening.abort();
  }, []);
  return isOver;
}
