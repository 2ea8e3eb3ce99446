import { Text } from '@mantine/core';
import type { ImportJob } from '@mirubato/domain/import';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportRow } from './import-row.tsx';

/** A row without a problem; those with one are measured. */
const ROW_HEIGHT_PX = 68;

/** All jobs, what is happening first and what still waits last; only those near the window are in the document. */
export function ImportList({ jobs: unordered }: { jobs: readonly ImportJob[] }) {
  const jobs = useMemo(() => inOrderOfNews(unordered), [unordered]);
  const { t } = useTranslation('import');
  const list = useRef<HTMLUListElement>(null);
  const [offsetPx, setOffsetPx] = useState(0);
  // What stands above the list comes and goes.
  useLayoutEffect(() => {
    const main = document.getElementById('main');
    if (!list.current || !main) return;
    const top = list.current.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop;
    setOffsetPx(Math.round(top));
  });
  const virtual = useVirtualizer({
    count: jobs.length,
    getScrollElement: () => document.getElementById('main'),
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (index) => jobs[index]?.id ?? index,
    scrollMargin: offsetPx,
    overscan: 8,
  });
  if (jobs.length === 0) return <Text c="dimmed">{t('nothing')}</Text>;
  return (
    <ul ref={list} aria-label={t('list')} className="import-list" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const job = jobs[item.index];
        return (
          job && (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="import-line"
              aria-posinset={item.index + 1}
              aria-setsize={jobs.length}
              style={{ transform: `translateY(${item.start - offsetPx}px)` }}
            >
              <ImportRow job={job} />
            </li>
          )
        );
      })}
    </ul>
  );
}

/** Read now, then the latest finished, then waiting; within each as the core has them. */
function inOrderOfNews(jobs: readonly ImportJob[]): ImportJob[] {
  const rank = ({ status }: ImportJob) => (status === 'reading' ? 0 : status === 'queued' ? 2 : 1);
  return jobs.toSorted((a, b) => rank(a) - rank(b));
}
