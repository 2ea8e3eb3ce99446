import { Group, Input, Skeleton, Textarea, UnstyledButton } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { lazy, Suspense, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntryValues } from './entry-form-values.ts';

const RenderedNotes = lazy(() => import('./markdown.tsx'));

interface NotesFieldProps {
  readonly form: UseFormReturnType<EntryValues>;
  /** Shown as they are meant until somebody writes. */
  readonly isRead: boolean;
  readonly isFocused: boolean;
}

/** Notes in Markdown: written as plain text, shown as they are meant. */
export function NotesField({ form, isRead, isFocused }: NotesFieldProps) {
  const { t } = useTranslation('logbook');
  const [isShown, setShown] = useState(isRead && form.getValues().notes.trim() !== '');
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const { notes } = form.getValues();
  const write = () => {
    setShown(false);
    setTimeout(() => field.current?.focus());
  };
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Input.Label id={`${id}-label`} htmlFor={isShown ? undefined : id}>
          {t('field.notes')}
        </Input.Label>
        <UnstyledButton
          type="button"
          className="notes-toggle"
          aria-pressed={isShown}
          disabled={notes.trim() === ''}
          onClick={() => (isShown ? write() : setShown(true))}
        >
          {t(isShown ? 'notes.write' : 'notes.preview')}
        </UnstyledButton>
      </Group>
      {isShown ? (
        <section className="notes-shown" aria-labelledby={`${id}-label`}>
          <Suspense fallback={<Skeleton height={44} />}>
            <RenderedNotes text={notes} />
          </Suspense>
        </section>
      ) : (
        <Textarea
          ref={field}
          id={id}
          autosize
          minRows={3}
          maxLength={5000}
          description={t('notes.markdown')}
          inputWrapperOrder={['input', 'description']}
          data-autofocus={isFocused || undefined}
          {...form.getInputProps('notes')}
        />
      )}
    </div>
  );
}
