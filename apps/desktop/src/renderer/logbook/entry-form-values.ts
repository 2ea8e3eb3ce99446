/** An entry as the form's fields hold it, and back. */
import type { EntryInput, EntryPatch, EntryPiece, EntryType, Mood } from '@mirubato/domain/logbook';
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);
dayjs.extend(timezone);

export interface EntryValues {
  /** `YYYY-MM-DD` and `HH:mm` on the clock of the entry's zone. */
  date: string | null;
  time: string;
  duration: number | '';
  type: EntryType;
  instrument: string;
  pieces: PieceValues[];
  techniques: string[];
  mood: Mood | null;
  tags: string[];
  goalIds: string[];
  notes: string;
}

export interface PieceValues {
  /** Tells rows apart while they are typed; never saved. */
  key: string;
  pieceId: string | null;
  title: string;
  composer: string;
  measures: string;
  tempo: number | '';
  duration: number | '';
}

/** What an entry is made of beside the form's fields; a saved entry or a draft is one. */
export type EntryBase = Pick<EntryInput, 'timestamp' | 'zone'> &
  Partial<Omit<EntryInput, 'timestamp' | 'zone' | 'goalIds' | 'scoreId' | 'source'>> & {
    readonly id?: string;
    readonly goalIds?: readonly string[];
    readonly scoreId?: string | null | undefined;
    readonly source?: string;
  };

export function entryToValues(entry: EntryBase, newKey: () => string): EntryValues {
  const local = dayjs(entry.timestamp).tz(entry.zone);
  return {
    date: local.format('YYYY-MM-DD'),
    time: local.format('HH:mm'),
    duration: entry.duration ?? '',
    type: entry.type ?? 'practice',
    instrument: entry.instrument ?? '',
    pieces: (entry.pieces ?? []).map((piece) => pieceToValues(piece, newKey())),
    techniques: [...(entry.techniques ?? [])],
    mood: entry.mood ?? null,
    tags: [...(entry.tags ?? [])],
    goalIds: [...(entry.goalIds ?? [])],
    notes: entry.notes ?? '',
  };
}

export function emptyPiece(key: string): PieceValues {
  return { key, pieceId: null, title: '', composer: '', measures: '', tempo: '', duration: '' };
}

/**
 * The entry that valid values mean. What the form does not show comes from `base`; so does the exact start
 * while the form's minute is still its own.
 */
export function valuesToEntry(values: EntryValues, base: EntryBase): EntryInput {
  const before = entryToValues(base, () => '');
  const isMoved = values.date !== before.date || values.time.slice(0, 5) !== before.time;
  const start = dayjs.tz(`${values.date}T${values.time.slice(0, 5)}`, base.zone);
  return {
    timestamp: isMoved ? start.toISOString() : base.timestamp,
    zone: base.zone,
    duration: Number(values.duration),
    type: values.type,
    instrument: values.instrument.trim().toLowerCase() || null,
    pieces: values.pieces.filter(({ title }) => title.trim() !== '').map(valuesToPiece),
    techniques: values.techniques,
    goalIds: values.goalIds as EntryInput['goalIds'],
    notes: values.notes,
    mood: values.mood,
    tags: values.tags,
    scoreId: (base.scoreId ?? null) as EntryInput['scoreId'],
    source: (base.source ?? 'manual') as EntryInput['source'],
  };
}

/** The fields that differ, so that an edit on another device of the others survives. */
export function entryPatch(before: EntryInput, after: EntryInput): EntryPatch {
  const { source: _source, ...fields } = after;
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof EntryInput]),
    ),
  );
}

function pieceToValues(piece: EntryPiece, key: string): PieceValues {
  return {
    key,
    pieceId: piece.pieceId ?? null,
    title: piece.title,
    composer: piece.composer ?? '',
    measures: piece.measures ?? '',
    tempo: piece.tempo ?? '',
    duration: piece.duration ?? '',
  };
}

function valuesToPiece(piece: PieceValues): EntryPiece {
  return {
    pieceId: piece.pieceId as EntryPiece['pieceId'],
    title: piece.title.trim(),
    composer: piece.composer.trim() || null,
    measures: piece.measures.trim() || null,
    tempo: piece.tempo === '' ? null : Number(piece.tempo),
    duration: piece.duration === '' ? null : Number(piece.duration),
  };
}
