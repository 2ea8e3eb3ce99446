import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { rectSortingStrategy, SortableContext, useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { turnCrop } from '@mirubato/domain/import';
import { IconPhoto } from '@tabler/icons-react';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ArrangedPage, movePage, removePage } from './arrangement.ts';
import { useArrangement } from './arrangement-store.ts';
import { usePreview } from './use-preview.ts';

/** Twice the width of a thumbnail, for screens of double density. */
const THUMBNAIL_SIDE_PX = 360;

/** Nearer than this a press is a choice, not a drag. */
const DRAG_FROM_PX = 6;

const STEP_BY_KEY: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};

/** The pages in their order: arrows go from one to the next, with Shift they move the page, Delete removes it. */
export function PageStrip({ selectedKey }: { selectedKey: string }) {
  const { t } = useTranslation('pictures');
  const { pages, change, select } = useArrangement();
  const [told, setTold] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: DRAG_FROM_PX } }));
  const place = pages.findIndex(({ key }) => key === selectedKey);
  const focusSelected = () =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-current=true]')?.focus());

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEP_BY_KEY[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (step !== undefined && event.shiftKey) {
      const to = Math.max(0, Math.min(pages.length - 1, place + step));
      change((before) => movePage(before, selectedKey, to));
      setTold(t('movedTo', { number: to + 1, count: pages.length }));
    } else if (step !== undefined) {
      const next = pages[place + step];
      if (next) select(next.key);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      change((before) => removePage(before, selectedKey));
      setTold(t('removed', { number: place + 1 }));
    } else return;
    event.preventDefault();
    focusSelected();
  };
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    const to = pages.findIndex(({ key }) => key === over?.id);
    if (to < 0) return;
    select(String(active.id));
    change((before) => movePage(before, String(active.id), to));
  };

  return (
    <div className="pictures-strip">
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={onDragEnd}
        accessibility={{ screenReaderInstructions: { draggable: t('keys') } }}
      >
        <SortableContext items={pages.map(({ key }) => key)} strategy={rectSortingStrategy}>
          <ol ref={list} aria-label={t('strip')} onKeyDown={onKeyDown}>
            {pages.map((page, index) => (
              <PageThumbnail
                key={page.key}
                page={page}
                number={index + 1}
                isSelected={page.key === selectedKey}
                onSelect={() => select(page.key)}
              />
            ))}
          </ol>
        </SortableContext>
      </DndContext>
      <p className="pictures-keys">{t('keys')}</p>
      <p className="visually-hidden" role="status">
        {told}
      </p>
    </div>
  );
}

interface PageThumbnailProps {
  readonly page: ArrangedPage;
  readonly number: number;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

function PageThumbnail({ page, number, isSelected, onSelect }: PageThumbnailProps) {
  const { t } = useTranslation('pictures');
  const { setNodeRef, listeners, transform, transition, isDragging } = useSortable({ id: page.key });
  const item = useRef<HTMLLIElement | null>(null);
  useEffect(() => {
    if (isSelected) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isSelected]);
  return (
    <li
      ref={(node) => {
        setNodeRef(node);
        item.current = node;
      }}
      data-dragging={isDragging}
      style={{ transform: CSS.Transform.toString(transform), transition }}
    >
      <button
        type="button"
        className="pictures-thumbnail"
        aria-current={isSelected}
        aria-label={t('pageOf', { number, name: page.picture.fileName })}
        aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight Delete"
        tabIndex={isSelected ? 0 : -1}
        onClick={onSelect}
        {...listeners}
      >
        <Thumbnail page={page} />
        <span className="numbers" aria-hidden>
          {number}
        </span>
      </button>
    </li>
  );
}

/** With its crop, where the browser can show a part of a picture; else whole. */
function Thumbnail({ page }: { page: ArrangedPage }) {
  const { shown } = usePreview(page, THUMBNAIL_SIDE_PX);
  if (!shown) return <IconPhoto size={32} stroke={1} aria-hidden />;
  const { left, top, width, height } = turnCrop(page.crop, shown.rotation);
  const insets = [top, 1 - left - width, 1 - top - height, left];
  const part = `inset(${insets.map((inset) => `${(Math.max(0, inset) * 100).toFixed(2)}%`).join(' ')})`;
  return <img src={shown.url} alt="" draggable={false} style={{ objectViewBox: part } as CSSProperties} />;
}
