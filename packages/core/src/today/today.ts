/** What the first screen shows, in one answer. */
import { addDays, type Entry, localDateOf, startOfWeek } from '@mirubato/domain/logbook';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { Logbook } from '../logbook/logbook.ts';
import type { LastPractised, PieceWithPractice, Repertoire } from '../repertoire/repertoire.ts';
import type { SettingsFeature } from '../settings/settings.ts';

export interface Suggestion {
  readonly piece: PieceWithPractice;
  readonly reason: 'learning-neglected' | 'recent';
  /** Days since it was last practised; null when it never was. */
  readonly days: number | null;
  readonly scoreId: string | null;
}

export interface Today {
  readonly date: string;
  readonly minutesToday: number;
  readonly dailyGoalMinutes: number | null;
  readonly week: { readonly date: string; readonly minutes: number }[];
  readonly recentEntries: Entry[];
  readonly nextUp: Suggestion[];
  readonly reviewCount: number;
  readonly totals: { readonly scores: number; readonly pieces: number };
}

/** The original's base weights by status; what is dropped, archived or only planned last. */
const weightByStatus: Readonly<Record<string, number>> = {
  performance_ready: 1,
  working: 0.9,
  polished: 0.8,
  learning: 0.7,
  planned: 0.3,
};

/** From this many days on a piece counts as neglected. */
const NEGLECTED_DAYS = 3;

/** Days after which waiting longer no longer raises a piece. */
const FULL_WEIGHT_DAYS = 14;

const SUGGESTIONS = 5;

export async function readToday(
  context: CoreContext,
  features: { logbook: Logbook; repertoire: Repertoire; settings: SettingsFeature },
  options: { zone: string; firstDay: number },
): Promise<Today> {
  const settings = await features.settings.read();
  const date = localDateOf(instantNow(context), options.zone, settings.dayStartHour);
  const weekStart = startOfWeek(date, settings.firstDayOfWeek ?? options.firstDay);
  const days = await features.logbook.days(weekStart, addDays(weekStart, 6));
  const minutesByDate = new Map(days.map((day) => [day.date, day.minutes]));
  const recent = await features.logbook.entries({ limit: 5 });
  const lastPractised = await features.repertoire.lastPractised();
  const chosen = suggest(lastPractised, date);
  const pieces = await features.repertoire.pieces({ ids: chosen.map(({ id }) => id), sort: 'title' });
  const pieceById = new Map(pieces.map((piece) => [piece.id, piece]));
  const { rows } = await sql<{ scores: number; review: number }>`
    SELECT (SELECT count(*) FROM scores WHERE deleted_at IS NULL)::int AS scores,
      (SELECT count(*) FROM scores WHERE deleted_at IS NULL AND needs_review)::int AS review
  `.execute(context.store.db);
  const counts = rows[0] ?? { scores: 0, review: 0 };
  return {
    date,
    minutesToday: minutesByDate.get(date) ?? 0,
    dailyGoalMinutes: settings.dailyGoalMinutes,
    week: Array.from({ length: 7 }, (_, index) => {
      const day = addDays(weekStart, index);
      return { date: day, minutes: minutesByDate.get(day) ?? 0 };
    }),
    recentEntries: recent.ok ? recent.value.entries : [],
    nextUp: chosen.flatMap(({ id, days }) => {
      const piece = pieceById.get(id);
      return piece ? [suggestionOf(piece, days)] : [];
    }),
    reviewCount: counts.review,
    totals: { scores: counts.scores, pieces: lastPractised.length },
  };
}

/** Status weight times how long the piece has waited; equal ones by title. `days` since it was last practised. */
export function suggest(
  pieces: readonly LastPractised[],
  date: string,
): { readonly id: string; readonly days: number | null }[] {
  return pieces
    .filter(({ status }) => weightByStatus[status] !== undefined)
    .map(({ id, title, status, lastPractisedOn }) => {
      const days = lastPractisedOn === null ? null : daysBetween(lastPractisedOn, date);
      const waited = Math.min(1, (days ?? FULL_WEIGHT_DAYS) / FULL_WEIGHT_DAYS);
      return { id, title, days, weight: (weightByStatus[status] ?? 0) * (0.2 + 0.8 * waited) };
    })
    .sort((a, b) => b.weight - a.weight || a.title.localeCompare(b.title))
    .slice(0, SUGGESTIONS);
}

function suggestionOf(piece: PieceWithPractice, days: number | null): Suggestion {
  const reason = days === null || days >= NEGLECTED_DAYS ? 'learning-neglected' : 'recent';
  return { piece, reason, days, scoreId: piece.scoreIds[0] ?? null };
}

function daysBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
}
