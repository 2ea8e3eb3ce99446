/** One score, as large as the window allows, turned by keys, pedal, finger or mouse. */
import { Button, Loader } from '@mantine/core';
import { ProblemError } from '@mirubato/domain/problem';
import { useCanGoBack, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useContents } from '../contents/contents.ts';
import { ContentsMenu } from '../contents/contents-menu.tsx';
import { useScore } from '../scores/score-pieces.ts';
import { FetchPdf } from '../sync/fetch-pdf.tsx';
import { useTimerActions } from '../timer/timer.ts';
import { useScorePractice } from '../toolbox/use-score-practice.ts';
import { useKeepAwake } from './keep-awake.ts';
import { KnownWords } from './known-words.tsx';
import { Pages, type TurnHandle } from './pages.tsx';
import { usePlaces } from './place-store.ts';
import { useDocument } from './use-document.ts';
import { useViewerKeys } from './use-viewer-keys.ts';
import { ViewerProblem } from './viewer-problem.tsx';
import { ViewerToolbar } from './viewer-toolbar.tsx';
import './viewer.css';

export function ViewerScreen() {
  const { scoreId } = useParams({ from: '/scores/$scoreId' });
  const { piece } = useSearch({ from: '/scores/$scoreId' });
  return <Viewer key={`${scoreId} ${piece ?? ''}`} scoreId={scoreId} openPieceId={piece} />;
}

/** @param openPieceId of the book's contents: its pages alone are turned */
function Viewer({ scoreId, openPieceId }: { scoreId: string; openPieceId: string | undefined }) {
  const { t } = useTranslation('viewer');
  const [attempt, setAttempt] = useState(0);
  const opened = useDocument(scoreId, attempt);
  const query = useScore(scoreId);
  const score = query.data?.score;
  const contents = useContents(scoreId).data;
  const openPiece = contents?.items.find(({ id }) => id === openPieceId);
  const [isContentsOpen, setContentsOpen] = useState(false);
  const [areWordsShown, setWordsShown] = useState(false);
  const onlyPiece = query.data?.pieces.length === 1 ? query.data.pieces[0]?.id : undefined;
  const pageCount = opened.state === 'open' ? opened.document.pdf.numPages : undefined;
  const bounds = {
    firstPage: Math.min(openPiece?.firstPage ?? 1, pageCount ?? 1),
    lastPage: pageCount === undefined ? undefined : Math.min(openPiece?.lastPage ?? pageCount, pageCount),
  };
  const { page, setPage } = usePage(openPieceId ?? scoreId, bounds);
  const { fit, setFit, isInverted: chosen, setInverted } = usePlaces();
  const isInverted = chosen ?? document.documentElement.dataset.stage !== undefined;
  const turns = useRef<TurnHandle>(null);
  const { practise } = useTimerActions();
  const back = useBack();
  useKeepAwake();

  const subject = openPiece
    ? {
        scoreId,
        pieceId: openPiece.pieceId ?? undefined,
        title: openPiece.title,
        composer: openPiece.composer,
      }
    : { scoreId, pieceId: onlyPiece, title: score?.title, composer: score?.composer };
  useScorePractice(opened.state === 'open' && score ? subject : undefined);

  const commands = {
    turn: (turn: Parameters<TurnHandle['turn']>[0]) => turns.current?.turn(turn),
    fit: () => setFit(fit === 'page' ? 'width' : 'page'),
    invert: () => setInverted(!isInverted),
    practise: () => practise(subject),
    contents: () => setContentsOpen(true),
    words: () => setWordsShown(!areWordsShown),
    fullScreen: toggleFullScreen,
    back,
  };
  useViewerKeys(commands);

  return (
    <div className="viewer">
      <ViewerToolbar
        title={openPiece?.title ?? score?.title ?? (opened.state === 'failed' ? t('shortcuts') : '')}
        composer={openPiece ? bookLine(openPiece.composer, score?.title, t) : (score?.composer ?? null)}
        page={page}
        pageCount={pageCount}
        {...bounds}
        fit={fit}
        isInverted={isInverted}
        areWordsShown={areWordsShown}
        commands={commands}
        onPage={setPage}
      >
        <ContentsMenu
          scoreId={scoreId}
          pieceId={openPieceId}
          isOpen={isContentsOpen}
          onOpen={setContentsOpen}
        />
      </ViewerToolbar>
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
          firstPage={bounds.firstPage}
          lastPage={bounds.lastPage ?? opened.document.pdf.numPages}
          fit={fit}
          isInverted={isInverted}
          onPage={setPage}
          ref={turns}
          {...(areWordsShown && {
            overPage: (pxPerPt: number) => (
              <KnownWords pdf={opened.document.pdf} scoreId={scoreId} page={page} pxPerPt={pxPerPt} />
            ),
          })}
        />
      )}
      <div className="visually-hidden" aria-live="polite">
        {pageCount !== undefined && t('page.label', { page, count: pageCount })}
      </div>
    </div>
  );
}

/**
 * The page that is looked at: where this device left the score, within what the document or the open piece has.
 * @param placeId of the score, or of the piece of a book
 */
function usePage(placeId: string, bounds: { firstPage: number; lastPage: number | undefined }) {
  const page = usePlaces(({ pageByScoreId }) => pageByScoreId[placeId] ?? 1);
  const setPlace = usePlaces(({ setPage }) => setPage);
  const setPage = useCallback((next: number) => setPlace(placeId, next), [placeId, setPlace]);
  return { page: Math.max(bounds.firstPage, Math.min(page, bounds.lastPage ?? page)), setPage };
}

function bookLine(composer: string | null, book: string | undefined, t: TFunction<'viewer'>): string {
  return [composer, book && t('contents:of', { title: book })].filter(Boolean).join(' · ');
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
