/** What the first screen shows, in one answer. */
import { addDays, type Entry, localDateOf, startOfWeek } from '@mirubato/domain/logbook';
import { interleave, passageOf } from '@mirubato/domain/repertoire';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { Logbook } from '../logbook/logbook.ts';
import type { Plans } from '../plans/plans.ts';
import type { Repertoire } from '../repertoire/repertoire.ts';
import type { Reviews } from '../repertoire/reviews.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import type { NextThing } from './next-thing.ts';
import { todaySources } from './sources.ts';

export interface Today {
  readonly date: string;
  readonly minutesToday: number;
  readonly dailyGoalMinutes: number | null;
  readonly week: { readonly date: string; readonly minutes: number }[];
  readonly recentEntries: Entry[];
  /** Never the same piece twice in a row where that can be avoided. */
  readonly nextUp: NextThing[];
  /** What was practised today and not yet marked, latest first. */
  readonly toMark: ToMark[];
  readonly reviewCount: number;
  readonly totals: { readonly scores: number; readonly pieces: number };
}

export interface ToMark {
  readonly pieceId: string;
  readonly title: string;
  readonly composer: string | null;
  /** As the entry named it; null for the whole piece. */
  readonly passage: string | null;
}

/** What fits beside the week without scrolling. */
const MAX_NEXT = 7;

export async function readToday(
  context: CoreContext,
  features: {
    logbook: Logbook;
    plans: Plans;
    repertoire: Repertoire;
    reviews: Reviews;
    settings: SettingsFeature;
  },
  options: { zone: string; firstDay: number },
): Promise<Today> {
  const settings = await features.settings.read();
  const date = localDateOf(instantNow(context), options.zone, settings.dayStartHour);
  const weekStart = startOfWeek(date, settings.firstDayOfWeek ?? options.firstDay);
  const days = await features.logbook.days(weekStart, addDays(weekStart, 6));
  const minutesByDate = new Map(days.map((day) => [day.date, day.minutes]));
  const recent = await features.logbook.entries({ limit: 5 });
  const practised = await practisedOn(context, date);
  const moment = { date, zone: options.zone, lastDifficulty: practised[0]?.difficulty ?? null };
  const proposed: NextThing[] = [];
  for (const source of todaySources(context, features)) proposed.push(...(await source(moment)));
  const { rows } = await sql<{ scores: number; review: number; pieces: number }>`
    SELECT (SELECT count(*) FROM scores WHERE deleted_at IS NULL)::int AS scores,
      (SELECT count(*) FROM scores WHERE deleted_at IS NULL AND needs_review)::int AS review,
      (SELECT count(*) FROM pieces WHERE deleted_at IS NULL)::int AS pieces
  `.execute(context.store.db);
  const counts = rows[0] ?? { scores: 0, review: 0, pieces: 0 };
  return {
    date,
    minutesToday: minutesByDate.get(date) ?? 0,
    dailyGoalMinutes: settings.dailyGoalMinutes,
    week: Array.from({ length: 7 }, (_, index) => {
      const day = addDays(weekStart, index);
      return { date: day, minutes: minutesByDate.get(day) ?? 0 };
    }),
    recentEntries: recent.ok ? recent.value.entries : [],
    nextUp: interleave(drawTogether(proposed).slice(0, MAX_NEXT)),
    toMark: await unmarked(context, date, practised),
    reviewCount: counts.review,
    totals: { scores: counts.scores, pieces: counts.pieces },
  };
}

/** Say only where a suggestion stands among suggestions, or what the review says better. */
const OF_SUGGESTIONS_ALONE = new Set(['easier', 'harder']);
const SAID_BY_REVIEW = new Set(['never-practised', 'last-practised']);

/** Each thing once, as its first source has it, with the reasons that the others add. */
export function drawTogether(things: readonly NextThing[]): NextThing[] {
  const thingByKey = new Map<string, NextThing>();
  for (const thing of things) {
    const passage = passageOf(thing.passage)?.key ?? '';
    const key = thing.pieceId ? `${thing.pieceId}\n${passage}` : `${thing.kind}\n\n${thing.title}`;
    const known = thingByKey.get(key);
    if (!known) {
      thingByKey.set(key, thing);
      continue;
    }
    const isDue = known.reason.some(({ code }) => code === 'due');
    const added = thing.reason.filter(
      ({ code }) => !OF_SUGGESTIONS_ALONE.has(code) && !(isDue && SAID_BY_REVIEW.has(code)),
    );
    const reasons = new Map([...known.reason, ...added].map((each) => [JSON.stringify(each), each]));
    thingByKey.set(key, { ...known, reason: [...reasons.values()] });
  }
  return [...thingByKey.values()];
}

interface Practised extends ToMark {
  difficulty: number | null;
}

/** Latest first. */
async function practisedOn({ store }: CoreContext, date: string): Promise<Practised[]> {
  const { rows } = await sql<Practised>`
    SELECT p.id AS "pieceId", p.title, p.composer, ep.measures AS passage,
      (p.record->>'difficultyRating')::float8 AS difficulty
    FROM entries e JOIN entry_pieces ep ON ep.entry_id = e.id JOIN pieces p
      ON p.id = ep.piece_id OR (ep.piece_id IS NULL AND p.piece_key = ep.piece_key)
    WHERE e.local_date = ${date}::date AND ep.is_practice AND p.deleted_at IS NULL
    ORDER BY e.started_at DESC, e.id, ep.position`.execute(store.db);
  return rows;
}

async function unmarked(
  { store }: CoreContext,
  date: string,
  practised: readonly Practised[],
): Promise<ToMark[]> {
  const marked = await store.db
    .selectFrom('reviews')
    .select(['piece_id', 'passage'])
    .where('deleted_at', 'is', null)
    .where('local_date', '=', date)
    .execute();
  const keyOf = (pieceId: string, passage: string) => `${pieceId}\n${passage}`;
  const seen = new Set(marked.map(({ piece_id, passage }) => keyOf(piece_id, passage)));
  return practised.flatMap(({ pieceId, title, composer, passage: written }) => {
    const passage = passageOf(written);
    const key = keyOf(pieceId, passage?.key ?? '');
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ pieceId, title, composer, passage: passage?.label ?? null }];
  });
}
