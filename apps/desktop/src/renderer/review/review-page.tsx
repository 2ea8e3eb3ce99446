/** The page on which the field that is looked at was read. The next score's is drawn beside it, unseen. */
import { ActionIcon, Loader, Tooltip } from '@mantine/core';
import { ProblemError } from '@mirubato/domain/problem';
import type { Score } from '@mirubato/domain/scores';
import { IconChevronLeft, IconChevronRight, IconFileOff } from '@tabler/icons-react';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '../app/problem-notice.ts';
import { FetchPdf } from '../sync/fetch-pdf.tsx';
import type { PageLine } from '../viewer/page-lines.ts';
import type { Box } from '../viewer/page-size.ts';
import { useDocument } from '../viewer/use-document.ts';
import type { EvidenceBox } from './evidence-boxes.tsx';
import { ReviewSheet } from './review-sheet.tsx';

export interface ReviewPageProps {
  readonly score: Score;
  readonly page: number;
  readonly box: Box;
  readonly isShown: boolean;
  readonly boxesOn: (lines: readonly PageLine[]) => readonly EvidenceBox[];
  readonly onPage: (page: number) => void;
  readonly onLine: (line: PageLine) => void;
  readonly onLines: (read: { scoreId: string; lines: readonly PageLine[] }) => void;
}

export function ReviewPage(props: ReviewPageProps) {
  const { score, isShown } = props;
  const { t } = useTranslation('review');
  const [attempt, setAttempt] = useState(0);
  const opened = useDocument(score.id, attempt);
  return (
    <div className="review-page" hidden={!isShown}>
      {opened.state === 'opening' && (
        <div className="review-page-message" role="status">
          <Loader aria-hidden />
          {t('viewer:opening')}
        </div>
      )}
      {opened.state === 'failed' && (
        <div className="review-page-message" role="note">
          <IconFileOff size={40} stroke={1.2} aria-hidden />
          <p>
            <strong>{titleOf(opened.error, t)}</strong> {t('page.missing')}
          </p>
          {isMissing(opened.error) && (
            <FetchPdf scoreId={score.id} onFetched={() => setAttempt(attempt + 1)} />
          )}
        </div>
      )}
      {opened.state === 'open' && <OpenPage {...props} pdf={opened.document.pdf} />}
    </div>
  );
}

function OpenPage({ pdf, ...props }: ReviewPageProps & { pdf: PDFDocumentProxy }) {
  const { t } = useTranslation('review');
  const { onPage } = props;
  const page = Math.min(props.page, pdf.numPages);
  return (
    <>
      <ReviewSheet {...props} pdf={pdf} page={page} />
      {pdf.numPages > 1 && (
        <div className="review-turn numbers">
          <Tooltip label={`${t('page.previous')} (${t('app:keys.PageUp')})`} openDelay={400}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('page.previous')}
              aria-keyshortcuts="PageUp"
              disabled={page <= 1}
              onClick={() => onPage(page - 1)}
            >
              <IconChevronLeft size={20} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
          {t('viewer:page.label', { page, count: pdf.numPages })}
          <Tooltip label={`${t('page.next')} (${t('app:keys.PageDown')})`} openDelay={400}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('page.next')}
              aria-keyshortcuts="PageDown"
              disabled={page >= pdf.numPages}
              onClick={() => onPage(page + 1)}
            >
              <IconChevronRight size={20} stroke={1.6} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </div>
      )}
    </>
  );
}

function titleOf(error: unknown, t: (key: string) => string): string {
  if (isMissing(error)) return `${t('viewer:problem.file-not-found.title')}.`;
  return `${problemText(error).title}.`;
}

function isMissing(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'file-not-found';
}
