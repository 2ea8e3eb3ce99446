import { Text, Title } from '@mantine/core';
import type { Entry, EntryInput } from '@mirubato/domain/logbook';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../app/shortcuts.ts';
import { useFormat } from '../i18n/format.ts';
import { useMoveToTrash } from '../trash/move-to-trash.ts';
import { linesOf } from './entry-days.ts';
import { useEntryForm } from './entry-form-state.ts';
import { EntryLine } from './entry-line.tsx';
import { entryTitle } from './entry-title.ts';
import { useLogbookPlace } from './logbook-place.ts';
import { extended, toggled } from './selection.ts';

export interface EntryListProps {
  readonly entries: readonly Entry[];
  readonly isComplete: boolean;
  readonly isLoadingMore: boolean;
  /** The last line has come near. */
  readonly onEnd: () => void;
}

const DAY_HEIGHT_PX = 64;
const ENTRY_HEIGHT_PX = 72;

/** Entries under their days; only the lines near the window are in the page. */
export function EntryList({ entries, isComplete, isLoadingMore, onEnd }: EntryListProps) {
  const { t } = useTranslation('logbook');
  const format = useFormat();
  const { openEntry, openNew } = useEntryForm.getState();
  const moveToTrash = useMoveToTrash();
  const selectedId = useLogbookPlace((place) => place.selectedId);
  const chosenIds = useLogbookPlace((place) => place.chosenIds);
  const lines = useMemo(() => linesOf(entries, isComplete), [entries, isComplete]);
  const list = useRef<HTMLOListElement>(null);
  const [offsetPx, setOffsetPx] = useState(0);
  // After each render: what stands above comes and goes.
  useLayoutEffect(() => setOffsetPx(list.current?.offsetTop ?? 0));
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => document.getElementById('main'),
    estimateSize: (index) => (lines[index]?.kind === 'day' ? DAY_HEIGHT_PX : ENTRY_HEIGHT_PX),
    getItemKey: (index) => keyOf(lines[index]),
    scrollMargin: offsetPx,
    initialOffset: useLogbookPlace.getState().scrollTopPx,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastIndex >= lines.length - 5) onEnd();
  }, [lastIndex, lines.length, onEnd]);
  usePlaceKept();

  const focusId = useRef<string | null>(null);
  // After each render: the line that was asked for may only now be in the page.
  useEffect(() => {
    if (focusId.current === null) return;
    const line = list.current?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(focusId.current)}"]`);
    if (!line) return;
    line.focus({ preventScroll: true });
    focusId.current = null;
  });
  const select = (index: number) => {
    const entry = entries[index];
    if (!entry) return;
    focusId.current = entry.id;
    useLogbookPlace.setState({ selectedId: entry.id });
    virtual.scrollToIndex(lines.findIndex((line) => line.kind === 'entry' && line.entry.id === entry.id));
  };
  const selectedIndex = entries.findIndex(({ id }) => id === selectedId);
  const next = () => select(Math.min(entries.length - 1, selectedIndex + 1));
  const previous = () => select(Math.max(0, selectedIndex - 1));
  const trashSelected = () => {
    const entry = entries[selectedIndex];
    if (!entry) return;
    select(selectedIndex + 1 < entries.length ? selectedIndex + 1 : selectedIndex - 1);
    moveToTrash({ collection: 'entries', id: entry.id, title: entryTitle(entry, t) });
  };
  const ids = useMemo(() => entries.map(({ id }) => id), [entries]);
  const extendTo = (id: string) => {
    const { chosenIds: chosen, anchorId, selectedId: fromId } = useLogbookPlace.getState();
    useLogbookPlace.setState(extended({ chosenIds: chosen, anchorId }, ids, id, fromId));
  };
  const step = (by: 1 | -1) => {
    const id = ids[selectedIndex + by];
    if (id === undefined) return;
    extendTo(id);
    select(selectedIndex + by);
  };
  const toggle = (id: string) => {
    useLogbookPlace.setState(toggled(useLogbookPlace.getState(), id));
    useLogbookPlace.setState({ selectedId: id });
  };
  const duplicate = () => {
    const entry = entries[selectedIndex];
    if (entry) openNew(contentOf(entry));
  };
  useShortcuts(t('keys.list'), [
    { keys: 'j', label: t('keys.next'), run: next, isUnlisted: true },
    { keys: 'k', label: t('keys.previous'), run: previous, isUnlisted: true },
    { keys: 'ArrowDown', label: t('keys.next'), run: next, isUnlisted: true },
    { keys: 'ArrowUp', label: t('keys.previous'), run: previous, isUnlisted: true },
    { keys: 'Enter', label: t('keys.edit'), run: () => undefined, isOnlyListed: true, isUnlisted: true },
    { keys: 'd', label: t('keys.duplicate'), run: duplicate },
    {
      keys: 'x',
      label: t('keys.choose'),
      run: () => {
        const id = ids[selectedIndex];
        if (id !== undefined) toggle(id);
      },
    },
    {
      keys: 'shift+ArrowDown',
      label: t('keys.extend'),
      run: () => undefined,
      isOnlyListed: true,
      isUnlisted: true,
    },
    {
      keys: 'shift+ArrowUp',
      label: t('keys.extend'),
      run: () => undefined,
      isOnlyListed: true,
      isUnlisted: true,
    },
    { keys: 'Delete', label: t('keys.trash'), run: trashSelected, isUnlisted: true },
  ]);

  return (
    <ol
      ref={list}
      className="logbook-list"
      data-choosing={chosenIds.size > 0 || undefined}
      style={{ height: virtual.getTotalSize() }}
      aria-label={t('app:screens.logbook')}
      aria-busy={isLoadingMore}
    >
      {items.map((item) => {
        const line = lines[item.index];
        if (!line) return null;
        return (
          <li
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className="logbook-line"
            style={{ transform: `translateY(${item.start - offsetPx}px)` }}
          >
            {line.kind === 'day' ? (
              <div className="logbook-day">
                <Title order={2}>{format.day(line.date)}</Title>
                {line.isWhole && (
                  <Text c="dimmed" className="numbers">
                    {format.minutes(line.minutes)}
                  </Text>
                )}
              </div>
            ) : (
              <EntryLine
                entry={line.entry}
                onOpen={() => openEntry(line.entry)}
                onFocus={() => useLogbookPlace.setState({ selectedId: line.entry.id })}
                choice={{
                  isChosen: chosenIds.has(line.entry.id),
                  onToggle: () => toggle(line.entry.id),
                  onExtend: () => extendTo(line.entry.id),
                  onStep: step,
                }}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** What may be practised again; when, and how it went, is new. */
function contentOf({ duration, type, instrument, pieces, techniques, goalIds, tags, scoreId }: Entry) {
  const kept = { duration, type, instrument, pieces, techniques, goalIds, tags, scoreId };
  return kept as Partial<EntryInput>;
}

function usePlaceKept(): void {
  useEffect(() => {
    const main = document.getElementById('main');
    if (!main) return;
    const keep = () => useLogbookPlace.setState({ scrollTopPx: main.scrollTop });
    main.scrollTop = useLogbookPlace.getState().scrollTopPx;
    main.addEventListener('scroll', keep, { passive: true });
    return () => main.removeEventListener('scroll', keep);
  }, []);
}

function keyOf(line: ReturnType<typeof linesOf>[number] | undefined): string {
  if (!line) return '';
  return line.kind === 'day' ? line.date : line.entry.id;
}
