import { Autocomplete, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { isSameSubject, type TimerSubject } from '@mirubato/domain/timer';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePieces } from '../repertoire/pieces.ts';
import { usePhaseText } from './phase-text.ts';
import { closeSplit, useSplit } from './split-state.ts';
import { useTimer, useTimerActions, useTimerFace } from './timer.ts';

/** What the time from now on is of: another piece of the sitting, one of the repertoire, or any title. */
export function SplitDialog() {
  const { t } = useTranslation('timer');
  const { timer } = useTimer();
  const isOpen = useSplit((split) => split.isOpen) && timer !== null;
  return (
    <Modal
      opened={isOpen}
      onClose={closeSplit}
      title={t('split.title')}
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <SplitForm />
    </Modal>
  );
}

function SplitForm() {
  const { t } = useTranslation('timer');
  const texts = usePhaseText();
  const { split } = useTimerActions();
  const face = useTimerFace(useTimer());
  const pieces = usePieces({ sort: 'lastPractised' }).data ?? [];
  const [title, setTitle] = useState('');
  const current = face?.position.subject;
  const others = (face?.shares ?? []).filter(({ subject }) => !current || !isSameSubject(subject, current));
  const choose = (subject: TimerSubject) => {
    closeSplit();
    split(subject);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const name = title.trim();
        const piece = pieces.find((candidate) => candidate.title === name);
        if (piece) {
          const scoreId = piece.scoreIds[0] ?? null;
          choose({ pieceId: piece.id, scoreId, title: piece.title, composer: piece.composer });
        } else choose(name === '' ? {} : { title: name });
      }}
    >
      <Stack gap="md">
        <Autocomplete
          label={t('split.piece')}
          description={t('split.detail')}
          data={[...new Set(pieces.map((piece) => piece.title))]}
          limit={8}
          maxLength={200}
          data-autofocus
          value={title}
          onChange={setTitle}
          openOnFocus={false}
        />
        {others.length > 0 && (
          <div>
            <Text size="sm" c="dimmed" mb={4}>
              {t('split.back')}
            </Text>
            <Group gap="xs">
              {others.map(({ subject }, index) => (
                <Button
                  // biome-ignore lint/suspicious/noArrayIndexKey: shares never change places
                  key={index}
                  variant="default"
                  size="compact-md"
                  onClick={() => choose(subject)}
                >
                  {texts.subject(subject)}
                </Button>
              ))}
            </Group>
          </div>
        )}
        <Group justify="flex-end">
          <Button type="submit">{t('split.submit')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
