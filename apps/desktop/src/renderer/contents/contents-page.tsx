/** The page of the book on which the piece that is looked at begins. */
import { ActionIcon, Loader } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FetchPdf } from '../sync/fetch-pdf.tsx';
import { Pages } from '../viewer/pages.tsx';
import { useDocument } from '../viewer/use-document.ts';
import { ViewerProblem } from '../viewer/viewer-problem.tsx';
import '../viewer/viewer.css';

interface ContentsPageProps {
  readonly scoreId: string;
  readonly page: number;
  readonly onPage: (page: number) => void;
}

export function ContentsPage({ scoreId, page, onPage }: ContentsPageProps) {
  const { t } = useTranslation('viewer');
  const [attempt, setAttempt] = useState(0);
  const opened = useDocument(scoreId, attempt);
  const pageCount = opened.state === 'open' ? opened.document.pdf.numPages : 0;
  return (
    <div className="contents-page">
      {opened.state === 'opening' && (
        <div className="viewer-message" role="status">
          <Loader aria-hidden />
          {t('opening')}
        </div>
      )}
      {opened.state === 'failed' && (
        <ViewerProblem error={opened.error}>
          <FetchPdf scoreId={scoreId} onFetched={() => setAttempt(attempt + 1)} />
        </ViewerProblem>
      )}
      {opened.state === 'open' && (
        <>
          <Pages
            pdf={opened.document.pdf}
            page={Math.min(page, pageCount)}
            fit="page"
            isInverted={document.documentElement.dataset.stage !== undefined}
            onPage={onPage}
            ref={null}
          />
          <div className="contents-turn numbers">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('toolbar.previous')}
              aria-keyshortcuts="PageUp"
              disabled={page <= 1}
              onClick={() => onPage(page - 1)}
            >
              <IconChevronLeft size={20} stroke={1.6} aria-hidden />
            </ActionIcon>
            {t('page.label', { page, count: pageCount })}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('toolbar.next')}
              aria-keyshortcuts="PageDown"
              disabled={page >= pageCount}
              onClick={() => onPage(page + 1)}
            >
              <IconChevronRight size={20} stroke={1.6} aria-hidden />
            </ActionIcon>
          </div>
        </>
      )}
    </div>
  );
}
