import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Translation } from 'react-i18next';
import { undoLast, useUndo } from './undo.ts';

/** Long enough to be read and reached by keyboard; the trash keeps it after that. */
const SHOWN_MS = 12_000;

/** @returns takes the notice away, when what it offers has happened in another way */
export function showUndo({ message, undo }: { message: string; undo: () => void }): () => void {
  const id = crypto.randomUUID();
  const latest = () => {
    notifications.hide(id);
    undo();
  };
  useUndo.setState({ latest });
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
  return () => {
    notifications.hide(id);
    if (useUndo.getState().latest === latest) useUndo.setState({ latest: null });
  };
}
