/** Which pieces a book holds: what the reader proposes, beside the page on which each begins. */
import { Anchor, Button, Text, Title } from '@mantine/core';
import type { BookContents, ScoreItem } from '@mirubato/core/client';
import { Link, useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedState } from '../app/failed-state.tsx';
import { LoadingLines } from '../app/loading-lines.tsx';
import { useScreenTitle } from '../app/screen-title.ts';
import { useLeave } from '../app/use-leave.ts';
import { ShownKeys } from '../review/shown-keys.tsx';
import { useScore } from '../scores/score-pieces.ts';
import { useContents, useSaveContents } from './contents.ts';
import {
  changed,
  type DraftPiece,
  draftOf,
  pageOf,
  problemOf,
  shifted,
  withPiece,
} from './contents-draft.ts';
import { ContentsList } from './contents-list.tsx';
import { ContentsPage } from './contents-page.tsx';
import { useContentsKeys } from './use-contents-keys.ts';
import './contents.css';

export function ContentsScreen() {
  const { t } = useTranslation('contents');
  const { scoreId } = useParams({ from: '/scores/$scoreId/contents' });
  const score = useScore(scoreId);
  const contents = useContents(scoreId);
  useScreenTitle(t('title'));
  const error = score.error ?? contents.error;
  if (error)
    return (
      <div className="screen">
        <FailedState error={error} onRetry={() => void Promise.all([score.refetch(), contents.refetch()])} />
      </div>
    );
  if (!score.data || !contents.data)
    return (
      <div className="screen">
        <LoadingLines />
      </div>
    );
  return <Desk key={scoreId} score={score.data.score as ScoreItem} before={contents.data} />;
}

function Desk({ score, before: latest }: { score: ScoreItem; before: BookContents }) {
  const { t } = useTranslation('contents');
  // What another device changes meanwhile must not pull away what is being typed.
  const [before] = useState(latest);
  const [pieces, setPieces] = useState<readonly DraftPiece[]>(() => draftOf(before));
  const [page, setPage] = useState(() => pageOf(pieces[0]?.firstPage ?? '') ?? 1);
  const [areProblemsShown, setProblemsShown] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const nextKey = useRef(0);
  const save = useSaveContents(score.id, before);
  const leave = useLeave();
  const taken = pieces.filter(({ isTaken }) => isTaken).length;
  const isProposal = !before.isChecked && before.items.length === 0 && before.proposed !== null;

  const accept = () => {
    if (save.isPending) return;
    const wrong = pieces.find((piece) => problemOf(piece, score.pageCount) !== null);
    if (!wrong) {
      save.mutate(pieces, { onSuccess: leave });
      return;
    }
    setProblemsShown(true);
    focusField(list.current, wrong.key, problemOf(wrong, score.pageCount) ?? 'title');
  };
  const add = () => {
    nextKey.current += 1;
    const key = `new ${nextKey.current}`;
    setPieces(withPiece(pieces, page, key));
    requestAnimationFrame(() => focusField(list.current, key, 'title'));
  };
  const turn = (by: number) => setPage(Math.max(1, Math.min(score.pageCount, page + by)));
  useContentsKeys({ accept, add, leave, turn, shift: (by) => setPieces(shifted(pieces, by)), list });

  return (
    <div className="contents">
      <header className="contents-head">
        <Anchor component={Link} to="/scores" size="sm">
          {t('app:screens.scores')}
        </Anchor>
        <Title order={1}>{t('heading', { title: score.title })}</Title>
        <Text c="dimmed">
          {isProposal && before.proposed
            ? t(`source.${before.proposed.source}`, { count: before.proposed.items.length })
            : t('explanation')}
        </Text>
      </header>
      <div className="contents-desk">
        <ContentsPage scoreId={score.id} page={page} onPage={setPage} />
        <section className="contents-panel" aria-label={t('title')}>
          <div className="contents-tools">
            <Button variant="default" size="compact-md" aria-keyshortcuts="Alt+N" onClick={add}>
              {t('add', { page })}
            </Button>
            <span className="contents-shift">
              {t('shift')}
              <Button
                variant="default"
                size="compact-md"
                aria-label={`${t('shift')} −1`}
                title={t('shiftBack')}
                aria-keyshortcuts="Alt+Minus"
                disabled={pieces.length === 0}
                onClick={() => setPieces(shifted(pieces, -1))}
              >
                −1
              </Button>
              <Button
                variant="default"
                size="compact-md"
                aria-label={`${t('shift')} +1`}
                title={t('shiftOn')}
                aria-keyshortcuts="Alt+Plus"
                disabled={pieces.length === 0}
                onClick={() => setPieces(shifted(pieces, 1))}
              >
                +1
              </Button>
            </span>
          </div>
          {pieces.length === 0 ? (
            <Text className="contents-empty" c="dimmed">
              {t('empty')}
            </Text>
          ) : (
            <ContentsList
              ref={list}
              pieces={pieces}
              pageCount={score.pageCount}
              page={page}
              areProblemsShown={areProblemsShown}
              onChange={(key, change) => setPieces(changed(pieces, key, change))}
              onPage={(typed) => {
                const wanted = pageOf(typed);
                if (wanted !== undefined && wanted <= score.pageCount) setPage(wanted);
              }}
            />
          )}
          <footer className="contents-foot">
            {isProposal && (
              <Button
                variant="subtle"
                color="gray"
                disabled={save.isPending}
                onClick={() => save.mutate([], { onSuccess: leave })}
              >
                {t('refuse')}
              </Button>
            )}
            <Button variant="default" rightSection={<ShownKeys keys="Escape" />} onClick={leave}>
              {t('app:cancel')}
            </Button>
            <Button
              loading={save.isPending}
              rightSection={<ShownKeys keys="Enter" />}
              aria-keyshortcuts="Enter"
              onClick={accept}
            >
              {taken === 0 ? t('saveNone') : t('save', { count: taken })}
            </Button>
          </footer>
        </section>
      </div>
    </div>
  );
}

function focusField(list: HTMLElement | null, key: string, field: string): void {
  list?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] [data-field="${field}"]`)?.focus();
}
