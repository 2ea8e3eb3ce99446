/** The rows of `practice_shares`: what each entry of practice gives to each of its pieces. */
import { type Entry, isPractice, minutesByPiece } from '@mirubato/domain/logbook';
import { pieceKey } from '@mirubato/domain/repertoire';
import { sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/** `piece` is one known by its id, `pieceKey` one known by title and composer alone. */
export type NameKind =
  | 'type'
  | 'instrument'
  | 'mood'
  | 'piece'
  | 'pieceKey'
  | 'composer'
  | 'technique'
  | 'tag'
  | 'goal';

interface Name {
  readonly kind: NameKind;
  readonly key: string;
  readonly name: string;
}

/**
 * The rows of these entries. Entries in the trash and changes of status have none: they are no practice. The shares of
 * an entry sum to its duration: pieces whose own minutes exceed it are cut in proportion, and what pieces with minutes
 * of their own leave over is a row without a piece.
 */
export async function shareRows(
  transaction: Transaction<Tables>,
  entries: readonly Entry[],
): Promise<Record<string, unknown>[]> {
  const names = new Map<string, Name>();
  const note = (kind: NameKind, key: string, name: string) => {
    const id = `${kind} ${storable(key)}`;
    if (!names.has(id)) names.set(id, { kind, key: storable(key), name: storable(name) });
    return id;
  };
  const noteAll = (kind: NameKind, given: readonly string[]) =>
    given.length === 0 ? null : [...new Set(given.map((name) => note(kind, plainName(name), name)))];
  const drafts = entries
    .filter((entry) => entry.deletedAt === null && isPractice(entry))
    .flatMap((entry) => {
      const shares = sharesOf(entry);
      const composers = shares.map(({ composer }) => plainName(composer ?? ''));
      return shares.map(({ piece, title, composer, minutes, tempo }, position) => ({
        local_date: entry.localDate,
        type: note('type', entry.type, entry.type),
        instrument: entry.instrument
          ? note('instrument', plainName(entry.instrument), entry.instrument)
          : null,
        mood: entry.mood ? note('mood', entry.mood, entry.mood) : null,
        piece: piece ? note(piece.kind, piece.key, title) : null,
        composer: composer ? note('composer', plainName(composer), composer) : null,
        minutes,
        entry_minutes: entry.duration,
        position,
        hour: hourOf(entry.timestamp, entry.zone),
        is_first: position === 0,
        is_first_of_composer: composers.indexOf(composers[position] ?? '') === position,
        tempo,
        techniques: noteAll('technique', entry.techniques),
        tags: noteAll('tag', entry.tags),
        goals:
          entry.goalIds.length > 0 ? [...new Set(entry.goalIds.map((id) => note('goal', id, id)))] : null,
        entry_id: entry.id,
      }));
    });
  const codes = await codesOf(transaction, names);
  const code = (id: string | null) => (id === null ? null : codes.get(id));
  const list = (ids: readonly string[] | null) => (ids === null ? null : ids.map((id) => codes.get(id)));
  return drafts.map((draft) => ({
    ...draft,
    type: code(draft.type),
    instrument: code(draft.instrument),
    mood: code(draft.mood),
    piece: code(draft.piece),
    composer: code(draft.composer),
    techniques: list(draft.techniques),
    tags: list(draft.tags),
    goals: list(draft.goals),
  }));
}

/** How names are told apart: without case, accents and space around. */
export function plainName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** PostgreSQL's text holds neither U+0000 nor half a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

interface Share {
  readonly piece: { readonly kind: 'piece' | 'pieceKey'; readonly key: string } | null;
  readonly title: string;
  readonly composer: string | null;
  readonly minutes: number;
  readonly tempo: number | null;
}

/** Less than this is what floating numbers leave over. */
const NOTHING_MINUTES = 1e-6;

/** One for each piece, however often the entry names it, with its id or without, and one for what is left. */
function sharesOf(entry: Entry): Share[] {
  const given = minutesByPiece(entry);
  const sum = given.reduce((total, minutes) => total + minutes, 0);
  const cut = sum > entry.duration ? entry.duration / sum : 1;
  const shareByPiece = new Map<string, Share>();
  const idByKey = new Map(
    entry.pieces
      .map((piece) => [pieceKey(piece.title, piece.composer), piece.pieceId] as const)
      .filter(([, id]) => id),
  );
  for (const [index, piece] of entry.pieces.entries()) {
    const ownKey = pieceKey(piece.title, piece.composer);
    const id = piece.pieceId ?? idByKey.get(ownKey);
    const kind = id ? 'piece' : 'pieceKey';
    const key = id ?? ownKey;
    const before = shareByPiece.get(`${kind} ${key}`);
    const tempo = Math.max(before?.tempo ?? 0, piece.tempo ?? 0);
    shareByPiece.set(`${kind} ${key}`, {
      piece: { kind, key },
      title: before?.title ?? piece.title,
      composer: before ? before.composer : piece.composer || null,
      minutes: (before?.minutes ?? 0) + (given[index] ?? 0) * cut,
      tempo: tempo > 0 ? tempo : null,
    });
  }
  const rest = entry.duration - sum;
  const none = { piece: null, title: '', composer: null, minutes: rest, tempo: null };
  return rest > NOTHING_MINUTES || shareByPiece.size === 0
    ? [...shareByPiece.values(), none]
    : [...shareByPiece.values()];
}

async function codesOf(
  transaction: Transaction<Tables>,
  names: ReadonlyMap<string, Name>,
): Promise<ReadonlyMap<string, number>> {
  const codes = new Map<string, number>();
  const read = async () => {
    const missing = [...names]
      .filter(([id]) => !codes.has(id))
      .map(([id, { kind, key }]) => ({ id, kind, key }));
    if (missing.length === 0) return;
    const { rows } = await sql<{ id: string; code: number }>`
      SELECT w.id, n.code FROM jsonb_to_recordset(${JSON.stringify(missing)}::jsonb) AS w(id text, kind text, key text)
      JOIN report_names n USING (kind, key)`.execute(transaction);
    for (const { id, code } of rows) codes.set(id, code);
  };
  await read();
  const added = [...names].filter(([id]) => !codes.has(id)).map(([, name]) => name);
  if (added.length === 0) return codes;
  await sql`
    INSERT INTO report_names (kind, key, name)
    SELECT kind, key, name FROM jsonb_to_recordset(${JSON.stringify(added)}::jsonb) AS n(kind text, key text, name text)
    ON CONFLICT DO NOTHING`.execute(transaction);
  await read();
  return codes;
}

const hourFormats = new Map<string, Intl.DateTimeFormat>();

function hourOf(instant: string, zone: string): number {
  let format = hourFormats.get(zone);
  if (!format) {
    format = hourFormat(zone);
    hourFormats.set(zone, format);
  }
  return Number(format.format(new Date(instant)));
}

/** A zone that a newer version or a faulty peer has written may be none: UTC then. */
function hourFormat(zone: string): Intl.DateTimeFormat {
  const options = { hour: '2-digit', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en', { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
  }
}
