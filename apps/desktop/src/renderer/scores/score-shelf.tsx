// biome-ignore-all lint/a11y/useSemanticElements: a table's elements cannot be placed by the virtualiser
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus is on the links and buttons inside the cells
/** The scores as a grid of pages or as a table: only the rows near the window are in the document. */
import { Skeleton } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { ScorePage } from '@mirubato/core/client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ScoreCard } from './score-card.tsx';
import { useItemAt } from './score-pages.ts';
import { ScoreRow } from './score-row.tsx';
import { ScoreTableHead } from './score-table-head.tsx';
import { type ScoreFilter, useScoresPlace } from './scores-place.ts';
import { gridMeasures, tableMeasures } from './shelf-measures.ts';
import { useScoreCursor } from './use-score-cursor.ts';

interface ScoreShelfProps {
  readonly filter: ScoreFilter;
  readonly firstPage: ScorePage;
  readonly onEdit: (scoreId: string) => void;
}

export function ScoreShelf({ filter, firstPage, onEdit }: ScoreShelfProps) {
  const { t } = useTranslation('scores');
  const view = useRef<HTMLDivElement>(null);
  const { ref: widthRef, width } = useElementSize<HTMLDivElement>();
  const layout = useScoresPlace((place) => place.layout);
  const { columns, rowHeightPx } = layout === 'grid' ? gridMeasures(width) : tableMeasures;
  const { total } = firstPage;
  const rows = Math.ceil(total / columns);
  const virtual = useVirtualizer({
    count: width === 0 ? 0 : rows,
    getScrollElement: () => view.current,
    estimateSize: () => rowHeightPx,
    overscan: layout === 'grid' ? 2 : 10,
    // The table's head stands over the rows and must not cover the one that is scrolled to.
    scrollPaddingStart: layout === 'grid' ? 8 : 48,
    scrollPaddingEnd: 8,
    onChange: (instance, isScrolling) => {
      if (isScrolling) useScoresPlace.setState({ scrollTopPx: instance.scrollOffset ?? 0 });
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are of another height or number
  useEffect(() => virtual.measure(), [rowHeightPx, columns]);
  usePlaceKept(view, filter, layout, width > 0);

  const shown = virtual.getVirtualItems();
  const firstShown = (shown[0]?.index ?? 0) * columns;
  const lastShown = ((shown.at(-1)?.index ?? 0) + 1) * columns - 1;
  const itemAt = useItemAt(filter, firstPage, { first: firstShown, last: lastShown });
  const selectedIndex = useScoreCursor({
    view,
    total,
    columns,
    itemAt,
    scrollTo: (index) => virtual.scrollToIndex(Math.floor(index / columns)),
    onEdit,
  });

  const cell = (index: number) => {
    const score = itemAt(index);
    if (!score) return <Skeleton key={index} height={rowHeightPx - 16} role="gridcell" />;
    const props = { score, index, isSelected: index === selectedIndex, onEdit };
    return layout === 'grid' ? (
      <ScoreCard key={score.id} {...props} />
    ) : (
      <ScoreRow key={score.id} {...props} />
    );
  };

  return (
    <div className="shelf" data-layout={layout} ref={view}>
      <div
        role="grid"
        aria-label={t('app:screens.scores')}
        aria-rowcount={layout === 'grid' ? rows : rows + 1}
        aria-colcount={layout === 'grid' ? columns : tableMeasures.ariaColumns}
        className="shelf-content"
        ref={widthRef}
      >
        {layout === 'table' && <ScoreTableHead />}
        <div role="rowgroup" style={{ height: virtual.getTotalSize() }} className="shelf-rows">
          {shown.map((row) => {
            const from = row.index * columns;
            const indexes = Array.from(
              { length: Math.min(columns, total - from) },
              (_, offset) => from + offset,
            );
            return (
              <div
                key={row.key}
                role="row"
                aria-rowindex={row.index + (layout === 'grid' ? 1 : 2)}
                className="shelf-row"
                style={{
                  height: row.size,
                  transform: `translateY(${row.start}px)`,
                  gridTemplateColumns: layout === 'grid' ? `repeat(${columns}, minmax(0, 1fr))` : undefined,
                }}
              >
                {indexes.map(cell)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Where one was when one comes back to the screen; the top when another list is shown. */
function usePlaceKept(
  view: React.RefObject<HTMLDivElement | null>,
  filter: ScoreFilter,
  layout: string,
  isMeasured: boolean,
): void {
  useEffect(() => {
    if (isMeasured)
      view.current?.scrollTo({ top: useScoresPlace.getState().scrollTopPx, behavior: 'instant' });
  }, [isMeasured, view]);
  const list = JSON.stringify([filter, layout]);
  const listBefore = useRef(list);
  useEffect(() => {
    if (listBefore.current === list) return;
    listBefore.current = list;
    view.current?.scrollTo({ top: 0, behavior: 'instant' });
  }, [list, view]);
}
