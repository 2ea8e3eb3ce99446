import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';

interface SaveDialogProps {
  readonly isOpen: boolean;
  readonly name: string;
  readonly isSaving: boolean;
  readonly onClose: () => void;
  readonly onSave: (name: string) => void;
}

/** Asks what a report is to be called. */
export function SaveDialog({ isOpen, onClose, ...rest }: SaveDialogProps) {
  const { t } = useTranslation('reports');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('saved.saveTitle')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <SaveForm onClose={onClose} {...rest} />
    </Modal>
  );
}

function SaveForm({ name, isSaving, onClose, onSave }: Omit<SaveDialogProps, 'isOpen'>) {
  const { t } = useTranslation('reports');
  const form = useForm({
    initialValues: { name },
    validate: { name: (value) => (value.trim() === '' ? t('saved.nameMissing') : null) },
  });
  return (
    <form onSubmit={form.onSubmit((values) => onSave(values.name.trim()))}>
      <TextInput
        label={t('saved.nameField')}
        maxLength={100}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('app:cancel')}
        </Button>
        <Button type="submit" loading={isSaving}>
          {t('app:save')}
        </Button>
      </Group>
    </form>
  );
}
