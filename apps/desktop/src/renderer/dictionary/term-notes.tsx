/** A person's notes on a term: written in place, kept when one leaves the field. */
import { ActionIcon, Button, Group, Text, Textarea, Tooltip } from '@mantine/core';
import type { OwnTerm } from '@mirubato/domain/dictionary';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaveOwnTerm, useTrashOwnTerm } from './dictionary.ts';

interface TermNotesProps {
  readonly termId: string;
  readonly term: string;
  readonly notes: readonly OwnTerm[];
}

export function TermNotes({ termId, term, notes }: TermNotesProps) {
  const { t } = useTranslation('dictionary');
  const [isAdding, setIsAdding] = useState(false);
  return (
    <section className="term-section" aria-label={t('notes.title')}>
      <h3>{t('notes.title')}</h3>
      {notes.map((note) => (
        <Note key={note.id} note={note} />
      ))}
      {isAdding ? (
        <NewNote termId={termId} term={term} onDone={() => setIsAdding(false)} />
      ) : (
        <Button variant="subtle" size="compact-sm" onClick={() => setIsAdding(true)}>
          {t('notes.add')}
        </Button>
      )}
    </section>
  );
}

function Note({ note }: { note: OwnTerm }) {
  const { t } = useTranslation('dictionary');
  const save = useSaveOwnTerm();
  const trash = useTrashOwnTerm();
  const [text, setText] = useState(note.notes);
  return (
    <Group w="100%" align="start" wrap="nowrap" gap="xs">
      <Textarea
        aria-label={t('notes.note')}
        className="term-note"
        autosize
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => {
          if (text !== note.notes) save.mutate({ id: note.id, notes: text });
        }}
      />
      <Tooltip label={t('notes.delete')} openDelay={400}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t('notes.delete')}
          onClick={() => trash(note)}
        >
          <IconTrash size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function NewNote({ termId, term, onDone }: { termId: string; term: string; onDone: () => void }) {
  const { t } = useTranslation('dictionary');
  const save = useSaveOwnTerm();
  const [text, setText] = useState('');
  const keep = () => {
    if (text.trim() === '') onDone();
    else save.mutate({ termId, term, notes: text.trim() }, { onSuccess: onDone });
  };
  return (
    <>
      <Textarea
        autoFocus
        aria-label={t('notes.note')}
        autosize
        minRows={2}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) keep();
        }}
      />
      <Group gap="xs" mt="xs">
        <Button size="compact-sm" loading={save.isPending} onClick={keep}>
          {t('app:save')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          {t('app:cancel')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('notes.private')}
        </Text>
      </Group>
    </>
  );
}
