/** Marks the terms on the page; each is a button that tells its meaning. */
import { Anchor, Popover, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useTranslation } from 'react-i18next';
import { answer, useApi } from '../app/api.ts';
import { useExplanationLanguage } from '../dictionary/dictionary.ts';
import type { PageLine } from './page-lines.ts';
import { usePageLines } from './use-page-lines.ts';

/** Of one request; a page of music has fewer. */
const MAX_LINES = 300;
const MAX_LETTERS = 500;

interface KnownWordsProps {
  readonly pdf: PDFDocumentProxy;
  readonly scoreId: string;
  readonly page: number;
  readonly pxPerPt: number;
}

export function KnownWords({ pdf, scoreId, page, pxPerPt }: KnownWordsProps) {
  const { t } = useTranslation('viewer');
  const lines = usePageLines(pdf, scoreId, page);
  const { data } = useKnownWords(lines);
  if (!data) return null;
  return (
    <section className="known-words" aria-label={t('words.title')}>
      {data.length === 0 && (
        <p className="known-words-none" role="status">
          {t('words.none')}
        </p>
      )}
      {data.map(({ line, start, end, id, term, concise }) => {
        const of = lines[line];
        if (!of) return null;
        return (
          <Popover key={`${line} ${start}`} width={300} position="bottom-start" shadow="md" trapFocus>
            <Popover.Target>
              <button
                type="button"
                className="known-word"
                aria-label={of.text.slice(start, end)}
                style={frameOf(of, start, end, pxPerPt)}
                // The page is not turned.
                onPointerDown={(event) => event.stopPropagation()}
              />
            </Popover.Target>
            <Popover.Dropdown onPointerDown={(event) => event.stopPropagation()}>
              <Text fw={600}>{term}</Text>
              <Text size="sm">{concise.join(' · ')}</Text>
              <Anchor component={Link} to={`/dictionary/${id}`} size="sm">
                {t('words.open')}
              </Anchor>
            </Popover.Dropdown>
          </Popover>
        );
      })}
    </section>
  );
}

function useKnownWords(lines: readonly PageLine[]) {
  const { client } = useApi();
  const language = useExplanationLanguage();
  const texts = lines.slice(0, MAX_LINES).map(({ text }) => text.slice(0, MAX_LETTERS));
  return useQuery({
    queryKey: ['dictionary', 'in-lines', texts, language],
    queryFn: async () =>
      (await answer(client.api.dictionary['in-lines'].$post({ json: { lines: texts, language } }))).terms,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Letters are taken for equally wide, and the frame for a little wider than they are. */
function frameOf(
  { text, box: [x, y, width, height] }: PageLine,
  start: number,
  end: number,
  pxPerPt: number,
) {
  const each = width / Math.max(1, text.length);
  return {
    left: (x + start * each - 1) * pxPerPt,
    top: (y - 1) * pxPerPt,
    width: ((end - start) * each + 2) * pxPerPt,
    height: (height + 3) * pxPerPt,
  };
}
