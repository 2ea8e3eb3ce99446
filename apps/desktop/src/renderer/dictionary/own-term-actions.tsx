import { Button, Group } from '@mantine/core';
import type { TermPage } from '@mirubato/core/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { OwnTermDialog } from './own-term-dialog.tsx';

/** Of a term of one's own: change it, or put it into the trash. */
export function OwnTermActions({ term, onDeleted }: { term: TermPage; onDeleted: () => void }) {
  const { t } = useTranslation('dictionary');
  const moveToTrash = useMoveToTrash();
  const [isEditing, setIsEditing] = useState(false);
  const { id, sourceLanguage, type, senses } = term;
  const meaning = senses[0]?.concise.en ?? '';
  const detailed = senses[0]?.detailed.en ?? '';
  return (
    <Group gap="xs" mt="lg">
      <Button variant="default" onClick={() => setIsEditing(true)}>
        {t('own.edit')}
      </Button>
      <Button
        variant="default"
        onClick={() =>
          moveToTrash({ collection: 'terms', id, title: term.term }, { onTrashed: onDeleted, ...nothing })
        }
      >
        {t('own.delete')}
      </Button>
      {isEditing && (
        <OwnTermDialog
          present={{
            id,
            term: term.term,
            meaning: meaning === term.term ? '' : meaning,
            sourceLanguage,
            type,
            ...(term.generated && {
              detailed: detailed === meaning ? '' : detailed,
              etymology: term.etymology ?? '',
              ipa: term.ipa ?? '',
              example: senses[0]?.example ?? '',
            }),
          }}
          onClose={() => setIsEditing(false)}
          onSaved={() => setIsEditing(false)}
        />
      )}
    </Group>
  );
}

const nothing = { onRestored: () => undefined, onFailed: () => undefined };
