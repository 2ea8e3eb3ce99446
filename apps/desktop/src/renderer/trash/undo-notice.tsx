import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Translation } from 'react-i18next';
import { undoLast, useUndo } from './undo.ts';

/** Long enough to be read and reached by keyboard; the trash keeps it after that. */
const SHOWN_MS = 12_000;

export function showUndo({ message, undo }: { message: string; undo: () => void }): void {
  const id = crypto.randomUUID();
  useUndo.setState({
    latest: () => {
      notifications.hide(id);
      undo();
    },
  });
  notifications.show({
    id,
    autoClose: SHOWN_MS,
    withCloseButton: false,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Translation ns="app">
          {(t) => (
            <Button variant="default" size="compact-sm" onClick={undoLast}>
              {t('undo')}
            </Button>
          )}
        </Translation>
      </Group>
    ),
  });
}
