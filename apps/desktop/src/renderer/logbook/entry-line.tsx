import { Checkbox, Text } from '@mantine/core';
import { type Entry, isPractice } from '@mirubato/domain/logbook';
import type { TFunction } from 'i18next';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { entryTitle } from './entry-title.ts';
import { plainNotes } from './plain-notes.ts';

export interface EntryLineProps {
  readonly entry: Entry;
  readonly onOpen: () => void;
  readonly onFocus?: () => void;
  /** Shown in place of the time of day where the day is not known from a heading. */
  readonly date?: string;
  /** Where entries can be chosen together. */
  readonly choice?: {
    readonly isChosen: boolean;
    readonly onToggle: () => void;
    /** Up to this one, from where the last choice was made. */
    readonly onExtend: () => void;
    readonly onStep: (step: 1 | -1) => void;
  };
}

/** One entry in a list: when, what, how long; opens on Enter or click. */
export function EntryLine({ entry, onOpen, onFocus, date, choice }: EntryLineProps) {
  const { t } = useTranslation('logbook');
  const format = useFormat();
  const detail = detailOf(entry, t);
  const marks = [
    ...(entry.mood ? [t(`mood.${entry.mood}`)] : []),
    ...entry.techniques,
    ...entry.tags.map((tag) => `#${tag}`),
  ];
  const click = (event: MouseEvent) => {
    if (choice && event.shiftKey) choice.onExtend();
    else if (choice && (event.ctrlKey || event.metaKey)) choice.onToggle();
    else onOpen();
  };
  const step = (event: KeyboardEvent) => {
    if (!choice || !event.shiftKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    choice.onStep(event.key === 'ArrowDown' ? 1 : -1);
  };
  return (
    <>
      {choice && (
        <Checkbox
          className="entry-choice"
          size="xs"
          tabIndex={-1}
          aria-label={t('bulk.choose', { title: entryTitle(entry, t) })}
          checked={choice.isChosen}
          onChange={choice.onToggle}
        />
      )}
      <button
        type="button"
        className="entry-line"
        data-entry={entry.id}
        data-dated={date !== undefined || undefined}
        data-chosen={choice?.isChosen || undefined}
        onClick={click}
        onKeyDown={step}
        onFocus={onFocus}
      >
        <span className="entry-when numbers">
          {choice?.isChosen && <span className="visually-hidden">{t('bulk.isChosen')} </span>}
          {date ?? format.time(entry.timestamp, entry.zone)}
        </span>
        <span className="entry-what">
          <Text span fw={600}>
            {entryTitle(entry, t)}
          </Text>
          {detail !== '' && (
            <Text span size="sm" c="dimmed">
              {detail}
            </Text>
          )}
          {entry.notes !== '' && (
            <Text span size="sm" lineClamp={2}>
              {plainNotes(entry.notes)}
            </Text>
          )}
          {marks.length > 0 && (
            <Text span size="sm" c="dimmed">
              {marks.join(' · ')}
            </Text>
          )}
        </span>
        <span className="entry-minutes numbers">{isPractice(entry) && format.minutes(entry.duration)}</span>
      </button>
    </>
  );
}

/** Composer, measures and tempo of its piece, or of each where there are several; the type unless practice. */
function detailOf(entry: Entry, t: TFunction<'logbook'>): string {
  const parts = entry.type === 'practice' || entry.pieces.length === 0 ? [] : [t(`type.${entry.type}`)];
  const composers = [...new Set(entry.pieces.flatMap(({ composer }) => (composer ? [composer] : [])))];
  for (const { measures, tempo } of entry.pieces) {
    if (measures) parts.push(t('measures', { measures }));
    if (tempo) parts.push(t('tempo', { tempo }));
  }
  return [...composers, ...parts].join(' · ');
}
