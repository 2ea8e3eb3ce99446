/** The page beside the fields, and what goes from one to the other. */
import type { ScoreItem } from '@mirubato/core/client';
import { useMemo, useRef, useState } from 'react';
import { weakestField } from '../scores/confidence.ts';
import { type PageLine, textFor } from '../viewer/page-lines.ts';
import { useBox } from '../viewer/use-box.ts';
import type { EvidenceBox } from './evidence-boxes.tsx';
import type { ReviewActions } from './review-actions.ts';
import { ReviewPage } from './review-page.tsx';
import { ReviewPanel } from './review-panel.tsx';
import { type ReviewForm, useReviewForm } from './use-review-form.ts';

/** A page wider than this is no easier to read. */
const MAX_PAGE_WIDTH_PX = 1000;

/** On both sides of the page, with its scroll bar. */
const BESIDE_PAGE_PX = 44;

interface ReviewDeskProps {
  readonly score: ScoreItem;
  readonly next: ScoreItem | undefined;
  readonly position: number;
  readonly total: number;
  readonly actions: ReviewActions;
  readonly onOpen: () => void;
  readonly onLeave: () => void;
}

export function ReviewDesk({ score, next, ...rest }: ReviewDeskProps) {
  const pages = useRef<HTMLDivElement>(null);
  const room = useBox(pages);
  const box = useMemo(
    () =>
      room && {
        widthPx: Math.max(200, Math.min(MAX_PAGE_WIDTH_PX, room.widthPx - BESIDE_PAGE_PX)),
        // Of a page as wide as its room the height follows, whatever the view has.
        heightPx: room.widthPx,
      },
    [room],
  );
  const form = useReviewForm(score);
  const [read, setRead] = useState<{ scoreId: string; lines: readonly PageLine[] }>();
  const { page, setPage } = usePage(score);
  const formWithPage: ReviewForm = {
    ...form,
    lookAt(field) {
      form.lookAt(field);
      setPage(score.evidence[field]?.page ?? page);
    },
  };
  const takeLine = ({ text }: PageLine) => {
    const fitting = textFor(form.lookedAt, text);
    if (fitting !== undefined) form.change(form.lookedAt, fitting);
  };
  return (
    <div className="review-desk">
      <div className="review-pages" ref={pages}>
        {box &&
          [score, ...(next ? [next] : [])].map((shown) => {
            const isShown = shown === score;
            return (
              <ReviewPage
                key={shown.id}
                score={shown}
                page={isShown ? page : firstPage(shown)}
                box={box}
                isShown={isShown}
                boxesOn={(lines) => (isShown ? boxesOf(score, form, page, lines) : [])}
                onPage={setPage}
                onLine={takeLine}
                onLines={setRead}
              />
            );
          })}
      </div>
      <ReviewPanel
        key={score.id}
        {...rest}
        score={score}
        form={formWithPage}
        lines={read?.scoreId === score.id ? read.lines : []}
        onTurn={(by) => setPage(page + by)}
      />
    </div>
  );
}

/** Where the field to doubt first was read; another field or a key turns from there. */
function usePage(score: ScoreItem) {
  const [place, setPlace] = useState<{ scoreId: string; page: number }>();
  const page = place?.scoreId === score.id ? place.page : firstPage(score);
  const setPage = (wanted: number) =>
    setPlace({
      scoreId: score.id,
      page: Math.max(1, Math.min(wanted, Math.max(1, score.pageCount))),
    });
  return { page, setPage };
}

function firstPage(score: ScoreItem): number {
  return weakestField(score).evidence?.page ?? score.evidence.title?.page ?? 1;
}

/** What was typed stands perhaps in another place than what the machine had read. */
function boxesOf(
  score: ScoreItem,
  { fields, lookedAt, values, isChanged }: ReviewForm,
  page: number,
  lines: readonly PageLine[],
): EvidenceBox[] {
  return fields.flatMap((field) => {
    const evidence = score.evidence[field];
    const readBox = evidence?.page === page ? evidence.box : null;
    const typedBox = lines.find(({ text }) => text === values[field])?.box;
    const found = isChanged(field) ? typedBox : readBox;
    return found ? [{ field, box: found as EvidenceBox['box'], isLookedAt: field === lookedAt }] : [];
  });
}
