import { Alert, Button, Group, TextInput } from '@mantine/core';
import { ProblemError } from '@mirubato/domain/problem';
import { IconArrowBackUp, IconFileMusic } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, done, useApi } from '../app/api.ts';
import { problemText } from '../app/problem-notice.ts';
import { scoreOf } from './arrangement.ts';
import { useArrangement } from './arrangement-store.ts';
import { useBringing } from './bringing.ts';
import { ChoosePictures } from './choose-pictures.tsx';

/** The title, and what is done with the arrangement as a whole. */
export function MakeScore() {
  const { t } = useTranslation('pictures');
  const { title, setTitle, past, undo, change } = useArrangement();
  const isBringing = useBringing(({ waiting }) => waiting.length > 0);
  const make = useMakeScore();
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBringing && !make.isPending) make.mutate();
  };
  return (
    <form className="pictures-make" onSubmit={submit}>
      <TextInput
        id={id}
        className="pictures-title"
        label={t('scoreTitle')}
        placeholder={t('scoreTitleHint')}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button
        type="submit"
        loading={make.isPending}
        disabled={isBringing}
        leftSection={<IconFileMusic size={20} stroke={1.6} aria-hidden />}
      >
        {t('make')}
      </Button>
      <Group gap="xs" className="pictures-whole">
        <ChoosePictures variant="default" />
        <Button
          variant="default"
          disabled={past.length === 0}
          aria-keyshortcuts="u"
          leftSection={<IconArrowBackUp size={20} stroke={1.6} aria-hidden />}
          onClick={undo}
        >
          {t('undo')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => change(() => [])}>
          {t('removeAll')}
        </Button>
      </Group>
      {make.isError && <Failure error={make.error} />}
    </form>
  );
}

/** The score becomes a job of the import, which shows how far it is; what is left over is put away. */
function useMakeScore() {
  const { client } = useApi();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => {
      const { pages, title } = useArrangement.getState();
      return answer(client.api.imports.pictures.$post({ json: scoreOf(pages, title) }));
    },
    onSuccess() {
      const { pages, pictureIds, end } = useArrangement.getState();
      const used = new Set(pages.map(({ picture }) => picture.id));
      end();
      void navigate({ to: '/import' });
      for (const id of pictureIds.filter((one) => !used.has(one))) {
        // What cannot be put away now is at the next start.
        done(client.api.imports.pictures[':id'].$delete({ param: { id } })).catch(() => undefined);
      }
    },
    meta: { collections: ['imports'], isSilent: true },
  });
}

/** The pictures wait in the core for some hours, and no longer than it runs. */
function Failure({ error }: { error: Error }) {
  const { t } = useTranslation('pictures');
  const { end } = useArrangement();
  const isGone = error instanceof ProblemError && error.problem.code === 'not-found';
  const { title, detail } = isGone
    ? { title: t('gone.title'), detail: t('gone.detail') }
    : problemText(error);
  return (
    <Alert variant="outline" color="red" title={title} className="pictures-failure">
      {detail}
      {isGone && (
        <Button variant="default" mt="sm" display="block" onClick={end}>
          {t('gone.again')}
        </Button>
      )}
    </Alert>
  );
}
