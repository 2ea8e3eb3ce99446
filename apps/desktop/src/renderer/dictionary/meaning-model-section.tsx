import { Alert, Button, Group, Progress, Text, TextInput } from '@mantine/core';
import type { MeaningModelState } from '@mirubato/core/client';
import { type Problem, ProblemError } from '@mirubato/domain/problem';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChooseFolderButton } from '../app/choose-folder-button.tsx';
import { problemText } from '../app/problem-notice.ts';
import { useFormat } from '../i18n/format.ts';
import { useMeaningModel, useMeaningModelActions } from './meaning-model.ts';
import './dictionary.css';

/** By which model the dictionary is searched, and how to choose one of one's own. */
export function MeaningModelSection() {
  const { t } = useTranslation('dictionary');
  const model = useMeaningModel().data;
  const { choose, goBack } = useMeaningModelActions();
  const [folder, setFolder] = useState('');
  const id = useId();
  if (!model) return null;
  const given = folder.trim();
  const change = (next: string) => {
    setFolder(next);
    choose.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given !== '' && !choose.isPending) choose.mutate(given, { onSuccess: () => setFolder('') });
  };
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('model.detail')}
      </Text>
      <div role="status">
        <ModelState model={model} />
      </div>
      <form onSubmit={submit} className="meaning-model-folder">
        <TextInput
          id={id}
          label={t('model.folder')}
          placeholder={t('model.placeholder')}
          maxLength={4096}
          spellCheck={false}
          value={folder}
          error={choose.error && <Refusal error={choose.error} />}
          onChange={(event) => change(event.currentTarget.value)}
        />
        <ChooseFolderButton onChosen={change} />
        <Button type="submit" variant="default" disabled={given === ''} loading={choose.isPending}>
          {t('model.use')}
        </Button>
      </form>
      {(choose.isPending || model.state !== 'built-in') && (
        <Group>
          <Button variant="default" loading={goBack.isPending} onClick={() => goBack.mutate()}>
            {t('model.back')}
          </Button>
        </Group>
      )}
    </>
  );
}

function ModelState({ model }: { model: MeaningModelState }) {
  const { t } = useTranslation('dictionary');
  const { number } = useFormat();
  if (model.state === 'built-in') return <Text>{t('model.state.built-in')}</Text>;
  if (model.state === 'failed') return <Failure folder={model.folder} problem={model.problem} />;
  const share = model.state === 'indexing' && model.total > 0 ? model.done / model.total : undefined;
  const words =
    model.state === 'indexing' && share !== undefined
      ? t('model.count', { done: number(model.done), total: number(model.total) })
      : t(`model.state.${model.state}`);
  return (
    <>
      <Text className="numbers">{words}</Text>
      <Text size="sm" c="dimmed" className="meaning-model-path">
        {model.folder}
      </Text>
      {share !== undefined && (
        <Progress mt="xs" value={100 * share} aria-label={words} transitionDuration={0} />
      )}
    </>
  );
}

function Failure({ folder, problem }: { folder: string; problem: Pick<Problem, 'code' | 'detail'> }) {
  const { t } = useTranslation('dictionary');
  const error = new ProblemError(problem);
  return (
    <Alert variant="outline" color="red" title={t('model.state.failed')}>
      <Refusal error={error} />
      <Text size="sm" className="meaning-model-path">
        {folder}
      </Text>
    </Alert>
  );
}

/** What it is, in the person's language; and of a model what exactly was met, as the core says it. */
function Refusal({ error }: { error: Error }) {
  const { title, detail } = problemText(error);
  const met = error instanceof ProblemError && error.problem.code.startsWith('model-');
  return (
    <>
      <strong>{title}.</strong> {detail}
      {met && (
        <span lang="en" className="meaning-model-met">
          {error.problem.detail}
        </span>
      )}
    </>
  );
}
