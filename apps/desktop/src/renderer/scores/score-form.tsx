import {
  Button,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ScoreItem } from '@mirubato/core/client';
import type { Piece } from '@mirubato/domain/repertoire';
import { difficulties, needsReview, stylePeriods } from '@mirubato/domain/scores';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditScore } from './score-actions.ts';
import { patchOf, type ScoreValues, valuesOf } from './score-form-values.ts';
import { ScoreOrigin } from './score-origin.tsx';
import { ScorePieces } from './score-pieces-field.tsx';

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
    validate: { title: (title) => (title.trim() === '' ? t('form.titleMissing') : null) },
  });
  const save = form.onSubmit((values) => {
    const patch = patchOf(score, values);
    if (Object.keys(patch).length === 0) onClose();
    else edit.mutate({ id: score.id, patch }, { onSuccess: onClose });
  });
  const choices = (values: readonly string[], name: string) =>
    values.map((value) => ({ value, label: t(`${name}.${value}`) }));
  return (
    <form onSubmit={save} className="score-form">
      <ScoreOrigin score={score} />
      <TextInput
        label={t('field.title')}
        required
        withAsterisk={false}
        maxLength={200}
        ref={title}
        data-autofocus
        {...form.getInputProps('title')}
      />
      <TextInput label={t('field.composer')} maxLength={200} {...form.getInputProps('composer')} />
      <TextInput label={t('field.subtitle')} maxLength={300} {...form.getInputProps('subtitle')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput label={t('field.opus')} maxLength={100} {...form.getInputProps('opus')} />
        <TextInput label={t('field.instrument')} maxLength={100} {...form.getInputProps('instrument')} />
        <Select
          label={t('field.stylePeriod')}
          clearable
          data={choices(stylePeriods, 'stylePeriod')}
          {...form.getInputProps('stylePeriod')}
        />
        <Select
          label={t('field.difficulty')}
          clearable
          data={choices(difficulties, 'difficulty')}
          {...form.getInputProps('difficulty')}
        />
      </SimpleGrid>
      <NumberInput
        label={t('field.difficultyLevel')}
        description={t('form.difficultyLevel')}
        min={1}
        max={10}
        allowDecimal={false}
        clampBehavior="strict"
        {...form.getInputProps('difficultyLevel')}
      />
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
