/** Adds a term of one's own, or changes one. */
import { Button, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type OwnTermInput, sourceLanguages, termTypes } from '@mirubato/domain/dictionary';
import { useTranslation } from 'react-i18next';
import { panelOverlay, panelTransition } from '../app/theme.ts';
import { useSaveOwnTerm } from './dictionary.ts';

type Values = Pick<OwnTermInput, 'term' | 'meaning' | 'sourceLanguage' | 'type' | 'detailed' | 'etymology'> &
  Pick<OwnTermInput, 'ipa' | 'example'>;

interface OwnTermDialogProps {
  /** With an id it is changed, else a new one made. What a language model has written at length can be changed too. */
  readonly present: Partial<Values> & { readonly id?: string };
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

export function OwnTermDialog({ present, onClose, onSaved }: OwnTermDialogProps) {
  const { t, i18n } = useTranslation('dictionary');
  const save = useSaveOwnTerm();
  const { id, ...known } = present;
  const form = useForm<Values>({
    initialValues: { term: '', meaning: '', sourceLanguage: 'other', type: 'general', ...known },
    validate: {
      term: (term) => (term.trim() === '' ? t('own.termNeeded') : null),
    },
  });
  const languages = new Intl.DisplayNames([i18n.language], { type: 'language' });
  const submit = form.onSubmit((values) =>
    save.mutate(
      { ...values, ...(id === undefined ? {} : { id }) },
      { onSuccess: (saved) => onSaved(saved.id) },
    ),
  );
  return (
    <Modal
      opened
      onClose={onClose}
      title={id === undefined ? t('own.add') : t('own.edit')}
      overlayProps={panelOverlay}
      transitionProps={panelTransition}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput data-autofocus label={t('term')} maxLength={100} {...form.getInputProps('term')} />
          <Textarea
            label={t('own.meaning')}
            autosize
            minRows={2}
            maxLength={2000}
            {...form.getInputProps('meaning')}
          />
          {present.detailed !== undefined && (
            <>
              <Textarea
                label={t('language-model:field.detailed')}
                autosize
                minRows={3}
                maxLength={2000}
                {...form.getInputProps('detailed')}
              />
              <Textarea
                label={t('etymology')}
                autosize
                maxLength={1000}
                {...form.getInputProps('etymology')}
              />
              <TextInput
                label={t('language-model:field.ipa')}
                maxLength={100}
                {...form.getInputProps('ipa')}
              />
              <TextInput
                label={t('language-model:field.example')}
                maxLength={500}
                {...form.getInputProps('example')}
              />
            </>
          )}
          <Group grow align="start">
            <Select
              label={t('own.language')}
              allowDeselect={false}
              data={sourceLanguages.map((value) => ({
                value,
                label: value === 'other' ? t('own.otherLanguage') : (languages.of(value) ?? value),
              }))}
              {...form.getInputProps('sourceLanguage')}
            />
            <Select
              label={t('own.type')}
              allowDeselect={false}
              data={termTypes.map((value) => ({ value, label: t(`type.${value}`) }))}
              {...form.getInputProps('type')}
            />
          </Group>
          <Group justify="end">
            <Button variant="default" onClick={onClose}>
              {t('app:cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('app:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
