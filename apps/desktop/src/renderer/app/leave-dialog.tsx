import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface LeaveDialogProps {
  readonly isOpen: boolean;
  readonly onStay: () => void;
  readonly onLeave: () => void;
  /** What is lost by leaving. */
  readonly children: ReactNode;
}

/** Asked before a panel with unsaved changes is closed. */
export function LeaveDialog({ isOpen, onStay, onLeave, children }: LeaveDialogProps) {
  const { t } = useTranslation('app');
  return (
    <Modal
      opened={isOpen}
      onClose={onStay}
      // The library hears Escape at the window, also the one that brought this up, and would close it again.
      closeOnEscape={false}
      onKeyDown={(event) => event.key === 'Escape' && onStay()}
      title={t('leave.title')}
      zIndex={300}
    >
      <Text mb="lg">{children}</Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onLeave}>
          {t('leave.discard')}
        </Button>
        <Button data-autofocus onClick={onStay}>
          {t('leave.stay')}
        </Button>
      </Group>
    </Modal>
  );
}
