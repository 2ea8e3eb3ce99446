import { Alert, Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import type { PieceReach } from '@mirubato/core/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../app/problem-notice.ts';
import { useRemovePiece } from './piece-undo.ts';

interface RemoveDialogProps {
  readonly piece: { readonly id: string; readonly title: string };
  /** Null while the dialog is closed. */
  readonly reach: PieceReach | null;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Asked before a piece with entries goes: do they stay? */
export function RemoveDialog({ piece, reach, onClose, onRemoved }: RemoveDialogProps) {
  const { t } = useTranslation('repertoire');
  const [entries, setEntries] = useState<'keep' | 'trash'>('keep');
  const remove = useRemovePiece();
  const own = reach ? reach.entries - reach.sharedEntries : 0;
  return (
    <Modal
      opened={reach !== null}
      onClose={onClose}
      title={t('remove.title', { title: piece.title })}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate({ ...piece, entries }, { onSuccess: onRemoved });
        }}
      >
        <Stack gap="lg">
          <Text>{t('remove.named', { count: reach?.entries ?? 0 })}</Text>
          <Radio.Group
            label={t('remove.entries')}
            value={entries}
            onChange={(value) => setEntries(value as 'keep' | 'trash')}
          >
            <Stack gap="xs" mt="xs">
              <Radio
                value="keep"
                label={t('remove.keep')}
                description={t('remove.keepDetail')}
                data-autofocus
              />
              <Radio
                value="trash"
                label={t('remove.trash', { count: own })}
                description={
                  reach && reach.sharedEntries > 0
                    ? t('remove.shared', { count: reach.sharedEntries })
                    : undefined
                }
                disabled={own === 0}
              />
            </Stack>
          </Radio.Group>
          {remove.isError && <Alert color="red">{problemText(remove.error).detail}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app:cancel')}
            </Button>
            <Button type="submit" loading={remove.isPending}>
              {t('toTrash')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
