import {
  Alert,
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { pieceStatuses } from '@mirubato/domain/repertoire';
import { useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../app/problem-notice.ts';
import { RecordHistory } from '../history/record-history.tsx';
import type { PieceFormState } from './piece-form-state.ts';
import { badLinks, type PieceValues, pieceToValues } from './piece-form-values.ts';
import { RenameNote } from './rename-note.tsx';
import { useSavePiece } from './save-piece.ts';
import { useScoreChoices } from './score-choices.ts';
import { SimilarPieces } from './similar-pieces.tsx';

export interface PieceFormProps {
  readonly state: Exclude<PieceFormState, { kind: 'closed' }>;
  readonly onDirty: (isDirty: boolean) => void;
  readonly onClose: () => void;
}

export function PieceForm({ state, onDirty, onClose }: PieceFormProps) {
  const { t } = useTranslation('repertoire');
  const [initialValues] = useState(() => pieceToValues(state.kind === 'edit' ? state.piece : state.prefill));
  const form = useForm<PieceValues>({
    initialValues,
    validate: {
      title: (title) => (title.trim() === '' ? t('mistake.title') : null),
      links: (links) =>
        badLinks(links).length > 0 ? t('mistake.links', { link: badLinks(links)[0] }) : null,
    },
  });
  const save = useSavePiece(state);
  const [scoreSearch, setScoreSearch] = useState('');
  const scores = useScoreChoices(scoreSearch, form.getValues().scoreIds);
  const isDirty = form.isDirty();
  // Before the next key: Escape right after a letter must find it.
  useLayoutEffect(() => onDirty(isDirty), [isDirty, onDirty]);
  const submit = form.onSubmit((values) => save.mutate(values, { onSuccess: onClose }));

  return (
    <form
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || save.isPending) return;
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="lg">
        <TextInput
          label={t('field.title')}
          required
          maxLength={200}
          data-autofocus
          {...form.getInputProps('title')}
        />
        <TextInput label={t('field.composer')} maxLength={200} {...form.getInputProps('composer')} />
        {state.kind === 'new' && (
          <SimilarPieces title={form.values.title} composer={form.values.composer} onLeave={onClose} />
        )}
        {state.kind === 'edit' && (
          <RenameNote piece={state.piece} title={form.values.title} composer={form.values.composer} />
        )}
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Select
            label={t('field.status')}
            data={pieceStatuses.map((status) => ({ value: status, label: t(`status.${status}`) }))}
            allowDeselect={false}
            {...form.getInputProps('status')}
          />
          <Select
            label={t('field.difficulty')}
            data={[1, 2, 3, 4, 5].map((level) => ({ value: String(level), label: t(`difficulty.${level}`) }))}
            clearable
            {...form.getInputProps('difficulty')}
          />
          <NumberInput
            label={t('field.currentTempo')}
            min={1}
            max={1000}
            {...form.getInputProps('currentTempo')}
          />
          <NumberInput
            label={t('field.targetTempo')}
            min={1}
            max={1000}
            {...form.getInputProps('targetTempo')}
          />
        </SimpleGrid>
        <MultiSelect
          label={t('field.scores')}
          data={scores}
          searchable
          searchValue={scoreSearch}
          onSearchChange={setScoreSearch}
          nothingFoundMessage={t('noScores')}
          limit={30}
          {...form.getInputProps('scoreIds')}
        />
        <TagsInput
          label={t('field.tags')}
          maxTags={20}
          maxLength={50}
          acceptValueOnBlur
          {...form.getInputProps('tags')}
        />
        <Textarea
          label={t('field.links')}
          description={t('field.linksHint')}
          autosize
          minRows={2}
          {...form.getInputProps('links')}
        />
        <Textarea
          label={t('field.notes')}
          autosize
          minRows={4}
          maxLength={20_000}
          {...form.getInputProps('notes')}
        />
        {state.kind === 'edit' && (
          <RecordHistory collection="pieces" id={state.piece.id} isDirty={isDirty} onRestored={onClose} />
        )}
        {save.isError && (
          <Alert color="red" title={problemText(save.error).title}>
            {problemText(save.error).detail}
          </Alert>
        )}
      </Stack>
      <Group className="panel-actions" justify="space-between">
        <Text size="sm" c="dimmed">
          {t('logbook:form.saveKeys')}
        </Text>
        <Button type="submit" loading={save.isPending}>
          {t('app:save')}
        </Button>
      </Group>
    </form>
  );
}
