/** One score, as large as the window allows, turned by keys, pedal, finger or mouse. */
import { Button, Loader } from '@mantine/core';
import { ProblemError } from '@mirubato/domain/problem';
import { useCanGoBack, useNavigate, useParams, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimerActions } from '../logbook/timer.ts';
import { useScore } from '../scores/score-pieces.ts';
import { FetchPdf } from '../sync/fetch-pdf.tsx';
import { useKeepAwake } from './keep-awake.ts';
import { Pages, type TurnHandle } from './pages.tsx';
import { usePlaces } from './place-store.ts';
import { useDocument } from './use-document.ts';
import { useViewerKeys } from './use-viewer-keys.ts';
import { ViewerProblem } from './viewer-problem.tsx';
import { ViewerToolbar } from './viewer-toolbar.tsx';
import './viewer.css';

export function ViewerScreen() {
  const { scoreId } = useParams({ from: '/scores/$scoreId' });
  return <Viewer key={scoreId} scoreId={scoreId} />;
}

function Viewer({ scoreId }: { scoreId: string }) {
  const { t } = useTranslation('viewer');
  const [attempt, setAttempt] = useState(0);
  const opened = useDocument(scoreId, attempt);
  const query = useScore(scoreId);
  const score = query.data?.score;
  const pieceId = query.data?.pieces.length === 1 ? query.data.pieces[0]?.id : undefined;
  const pageCount = opened.state === 'open' ? opened.document.pdf.numPages : undefined;
  const { page, setPage } = usePage(scoreId, pageCount);
  const { fit, setFit, isInverted: chosen, setInverted } = usePlaces();
  const isInverted = chosen ?? document.documentElement.dataset.stage !== undefined;
  const turns = useRef<TurnHandle>(null);
  const { practise } = useTimerActions();
  const back = useBack();
  useKeepAwake();

  const commands = {
    turn: (turn: Parameters<TurnHandle['turn']>[0]) => turns.current?.turn(turn),
    fit: () => setFit(fit === 'page' ? 'width' : 'page'),
    invert: () => setInverted(!isInverted),
    practise: () => practise({ scoreId, pieceId, title: score?.title, composer: score?.composer }),
    fullScreen: toggleFullScreen,
    back,
  };
  useViewerKeys(commands);

  return (
    <div className="viewer">
      <ViewerToolbar
        title={score?.title ?? (opened.state === 'failed' ? t('shortcuts') : '')}
        composer={score?.composer ?? null}
        page={page}
        pageCount={pageCount}
        fit={fit}
        isInverted={isInverted}
        commands={commands}
        onPage={setPage}
      />
      {opened.state === 'opening' && (
        <div className="viewer-message" role="status">
          <Loader aria-hidden />
          {t('opening')}
        </div>
      )}
      {opened.state === 'failed' && (
        <ViewerProblem error={opened.error}>
          {isMissing(opened.error) && (
            <FetchPdf scoreId={scoreId} onFetched={() => setAttempt(attempt + 1)} />
          )}
          <Button onClick={() => setAttempt(attempt + 1)}>{t('app:retry')}</Button>
          <Button variant="default" onClick={back}>
            {t('back')}
          </Button>
        </ViewerProblem>
      )}
      {opened.state === 'open' && (
        <Pages
          pdf={opened.document.pdf}
          page={page}
          fit={fit}
          isInverted={isInverted}
          onPage={setPage}
          ref={turns}
        />
      )}
      <div className="visually-hidden" aria-live="polite">
        {pageCount !== undefined && t('page.label', { page, count: pageCount })}
      </div>
    </div>
  );
}

/** The page that is looked at: where this device left the score, within what the document has. */
function usePage(scoreId: string, pageCount: number | undefined) {
  const page = usePlaces(({ pageByScoreId }) => pageByScoreId[scoreId] ?? 1);
  const setPlace = usePlaces(({ setPage }) => setPage);
  const setPage = useCallback((next: number) => setPlace(scoreId, next), [scoreId, setPlace]);
  return { page: Math.max(1, Math.min(page, pageCount ?? page)), setPage };
}

/** To where one came from; to the scores when the viewer was opened by its address. */
function useBack(): () => void {
  const router = useRouter();
  const navigate = useNavigate();
  const canGoBack = useCanGoBack();
  useEffect(
    () => () => {
      if (document.fullscreenElement) void document.exitFullscreen();
    },
    [],
  );
  return () => {
    if (canGoBack) router.history.back();
    else void navigate({ to: '/scores' });
  };
}

function toggleFullScreen(): void {
  const change = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen({ navigationUI: 'hide' });
  // Refused where the window may not; it stays as it is.
  change.catch(() => undefined);
}

function isMissing(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'file-not-found';
}
