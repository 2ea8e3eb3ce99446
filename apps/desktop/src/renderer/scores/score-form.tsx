import { Button, Group, NumberInput, Select, SimpleGrid, Switch, TagsInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ScoreItem } from '@mirubato/core/client';
import type { Piece } from '@mirubato/domain/repertoire';
import { difficulties, needsReview, type ReadField, readFields } from '@mirubato/domain/scores';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ScoreContents } from '../contents/score-contents.tsx';
import { RecordHistory } from '../history/record-history.tsx';
import { ConfidenceNote } from './confidence-note.tsx';
import { ReadDifficulty } from './read-difficulty.tsx';
import { ReadFieldInput } from './read-field-input.tsx';
import { type ReadProblem, readProblem } from './read-values.ts';
import { useEditScore } from './score-actions.ts';
import { patchOf, type ScoreValues, valuesOf } from './score-form-values.ts';
import { ScoreOrigin } from './score-origin.tsx';
import { ScorePieces } from './score-pieces-field.tsx';
import { ScoreRelated } from './score-related.tsx';

interface ScoreFormProps {
  readonly score: ScoreItem;
  readonly pieces: readonly Piece[];
  readonly onClose: () => void;
}

export function ScoreForm({ score, pieces, onClose }: ScoreFormProps) {
  const { t } = useTranslation('scores');
  const edit = useEditScore();
  const title = useRef<HTMLInputElement>(null);
  // The panel opened before there was a form to give the focus to.
  useEffect(() => title.current?.focus(), []);
  const form = useForm<ScoreValues>({
    initialValues: valuesOf(score),
    validate: (values) =>
      Object.fromEntries(readFields.map((field) => [field, readProblem(field, values[field])])),
  });
  const save = form.onSubmit(
    (values) => {
      const patch = patchOf(score, values);
      if (Object.keys(patch).length === 0) onClose();
      else edit.mutate({ id: score.id, patch }, { onSuccess: onClose });
    },
    (problems) => {
      const first = readFields.find((field) => problems[field]);
      document.querySelector<HTMLElement>(`.score-form [data-field="${first}"]`)?.focus();
    },
  );
  const read = (field: ReadField) => (
    <ReadFieldInput
      field={field}
      value={form.values[field]}
      onChange={(value) => {
        form.setFieldValue(field, value as never);
        form.clearFieldError(field);
      }}
      problem={(form.errors[field] as ReadProblem | undefined) ?? null}
      note={<MachineNote score={score} field={field} />}
      {...(field === 'title' ? { ref: title, isFirst: true } : {})}
    />
  );
  return (
    <form onSubmit={save} className="score-form" noValidate>
      <ScoreOrigin score={score} />
      {read('title')}
      {read('composer')}
      <FieldGroup legend={t('form.work')}>
        {read('subtitle')}
        {read('movement')}
        {read('opus')}
        {read('instrument')}
        {read('stylePeriod')}
        {read('language')}
      </FieldGroup>
      <FieldGroup legend={t('form.notation')}>
        {read('keyFifths')}
        {read('timeSignature')}
        {read('tempo')}
        <ReadDifficulty range={score.difficultyRange} />
      </FieldGroup>
      <FieldGroup legend={t('form.people')}>
        {read('arranger')}
        {read('editor')}
        {read('lyricist')}
      </FieldGroup>
      <FieldGroup legend={t('form.edition')}>
        {read('publisher')}
        {read('publishedYear')}
      </FieldGroup>
      <FieldGroup legend={t('form.yours')}>
        <Select
          label={t('field.difficulty')}
          clearable
          data={difficulties.map((value) => ({ value, label: t(`difficulty.${value}`) }))}
          {...form.getInputProps('difficulty')}
        />
        <NumberInput
          label={t('field.difficultyLevel')}
          description={t('form.difficultyLevel')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          min={1}
          max={10}
          allowDecimal={false}
          clampBehavior="strict"
          {...form.getInputProps('difficultyLevel')}
        />
      </FieldGroup>
      <TagsInput
        label={t('field.tags')}
        placeholder={form.values.tags.length === 0 ? t('form.tags') : ''}
        maxTags={50}
        {...form.getInputProps('tags')}
      />
      <Textarea
        label={t('field.notes')}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={20_000}
        {...form.getInputProps('notes')}
      />
      <Switch label={t('field.isFavourite')} {...form.getInputProps('isFavourite', { type: 'checkbox' })} />
      <ScorePieces score={score} pieces={pieces} />
      <ScoreContents scoreId={score.id} />
      <ScoreRelated score={score} />
      <RecordHistory collection="scores" id={score.id} isDirty={form.isDirty()} onRestored={onClose} />
      <Group justify="flex-end" className="score-form-actions">
        <Button variant="default" onClick={onClose}>
          {t('app:cancel')}
        </Button>
        <Button type="submit" loading={edit.isPending}>
          {t(needsReview(score) ? 'form.saveChecked' : 'app:save')}
        </Button>
      </Group>
    </form>
  );
}

function FieldGroup({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="score-field-group">
      <legend>{legend}</legend>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
        {children}
      </SimpleGrid>
    </fieldset>
  );
}

/** Nothing where nothing was read; of title and composer also that they were not found. */
function MachineNote({ score, field }: { score: ScoreItem; field: ReadField }) {
  const evidence = score.evidence[field];
  const isExpected = field === 'title' || field === 'composer';
  return evidence || isExpected ? <ConfidenceNote evidence={evidence} /> : null;
}
