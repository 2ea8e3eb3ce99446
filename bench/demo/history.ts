/**
 * Long because half of it is the tables that it draws from.
 *
 * Ten years of a musician's practice as an export holds them: the same seed and last day make the same records. What
 * is planned lies up to four weeks beyond the last day.
 */

import { type Goal, goalInputSchema } from '@mirubato/domain/goals';
import { type Entry, type EntryInput, entryInputSchema, localDateOf } from '@mirubato/domain/logbook';
import {
  type Occurrence,
  occurrenceSchema,
  type Plan,
  type PlanTemplate,
  planSchema,
  planTemplateSchema,
} from '@mirubato/domain/plans';
import { type Piece, type PieceStatus, pieceInputSchema } from '@mirubato/domain/repertoire';
import { Temporal } from 'temporal-polyfill';
import { createRandom, type Random } from '../random.ts';
import { type DemoWork, demoWorks } from './works.ts';

export interface DemoOptions {
  readonly seed: number;
  /** The last day with practice, `YYYY-MM-DD`. */
  readonly lastDay: string;
  readonly years: number;
  /** Of the score of a work, where there is one. */
  readonly scoreIdOf: (work: DemoWork) => string | undefined;
}

export interface DemoHistory {
  readonly entries: readonly Entry[];
  readonly pieces: readonly Piece[];
  readonly goals: readonly Goal[];
  readonly plans: readonly Plan[];
  readonly occurrences: readonly Occurrence[];
  readonly templates: readonly PlanTemplate[];
}

const HOME = 'Europe/Vienna';
const DAY_START_HOUR = 4;
const PLANNED_DAYS = 28;
/** Of the plans: a year and a half of sessions is enough to look at. */
const PLAN_DAYS = 540;

/** Weeks away from home, each year: where, and how much is practised there. */
const journeys = [
  { zone: 'Europe/London', month: 2, day: 11, days: 6, share: 0.6 },
  { zone: 'America/New_York', month: 7, day: 20, days: 14, share: 0.35 },
  { zone: 'Asia/Tokyo', month: 10, day: 3, days: 9, share: 0.5 },
] as const;

const techniques = [
  'scales',
  'arpeggios',
  'octaves',
  'trills',
  'double thirds',
  'sight-reading',
  'pedalling',
  'voicing',
];
const tags = [
  'slow practice',
  'hands separately',
  'by heart',
  'metronome',
  'recording',
  'lesson prep',
  'concert',
  'warm-up',
];
const notes = [
  'The left hand alone first, then together at half tempo. The leap in the middle is safe now.',
  'Rushed the end again. Tomorrow with the metronome, **four bars at a time**.',
  'Voicing: top line louder than I think. Recorded it, and it is still not enough.',
  'By heart up to the double bar. The modulation needs a landmark.',
  'New fingering in bar 23: 2–4–5 instead of 3–4–5. Better.',
  '- pedal: half changes\n- trill from the upper note\n- do not slow down before the return',
  'Tired, but it was worth sitting down.',
  'Played it through three times without a stop. Ready to be heard.',
  'Only the hard places today, each ten times.',
  'Listened to two recordings and tried both tempos. The slower one breathes.',
] as const;

export function demoHistory(options: DemoOptions): DemoHistory {
  const random = createRandom(options.seed);
  const last = Temporal.PlainDate.from(options.lastDay);
  const first = last.subtract({ years: options.years });
  const courses = piecesOf(random, first, last, options);
  const goals = goalsOf(random, first, last);
  const entries: Entry[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    entries.push(...entriesOfDay(random, day, { first, courses, goals }));
  }
  const planned = plansOf(random, last, courses, entries);
  return { entries, pieces: courses.map(({ piece }) => piece), goals, ...planned };
}

interface Course {
  readonly work: DemoWork;
  readonly piece: Piece;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  readonly scoreId: string | undefined;
}

function piecesOf(
  random: Random,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  { scoreIdOf }: DemoOptions,
): Course[] {
  const totalDays = first.until(last).days;
  return demoWorks.map((work, index) => {
    const from = first.add({ days: Math.floor((index / demoWorks.length) * totalDays) });
    const until = from.add({ days: 90 + work.difficulty * 50 + random.below(120) });
    const history = statusesOf(random, from, until, last);
    const ripeness = Math.min(1, from.until(last).days / from.until(until).days);
    const scoreId = scoreIdOf(work);
    const written = pieceInputSchema.parse({
      title: work.title,
      composer: work.composer,
      status: history.at(-1)?.to ?? 'planned',
      difficultyRating: work.difficulty,
      notes: random.chance(0.5) ? random.pick(notes) : '',
      tags: [work.instrument, ...(random.chance(0.3) ? ['favourite'] : [])],
      targetTempo: work.bpm,
      currentTempo: Math.round(work.bpm * (0.5 + 0.5 * ripeness)),
      scoreIds: scoreId ? [scoreId] : [],
    });
    const id = `demo-piece-${String(index + 1).padStart(2, '0')}`;
    const updatedAt = history.at(-1)?.at ?? instantOf(from, 18, HOME);
    const piece: Piece = {
      ...written,
      id,
      composer: work.composer,
      difficultyRating: work.difficulty,
      targetTempo: work.bpm,
      currentTempo: written.currentTempo ?? null,
      statusHistory: history,
      createdAt: instantOf(from.subtract({ days: 20 }), 20, HOME),
      updatedAt,
      deletedAt: null,
    };
    return { work, piece, from, until, scoreId };
  });
}

function statusesOf(
  random: Random,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Piece['statusHistory'] {
  const span = from.until(until).days;
  const isGivenUp = random.chance(0.1);
  const end: [number, PieceStatus] = isGivenUp
    ? [0.6, 'dropped']
    : random.chance(0.4)
      ? [1, 'performance_ready']
      : [1.6, 'archived'];
  const steps: [number, PieceStatus][] = isGivenUp
    ? [[-20 / span, 'planned'], [0, 'learning'], end]
    : [[-20 / span, 'planned'], [0, 'learning'], [0.35, 'working'], [0.75, 'polished'], end];
  const history: Piece['statusHistory'] = [];
  for (const [share, to] of steps) {
    const day = from.add({ days: Math.round(share * span) });
    if (Temporal.PlainDate.compare(day, last) > 0) break;
    history.push({ at: instantOf(day, 19, HOME), from: history.at(-1)?.to ?? null, to });
  }
  return history;
}

function goalsOf(random: Random, first: Temporal.PlainDate, last: Temporal.PlainDate): Goal[] {
  const goals: Goal[] = [];
  for (
    let start = first, number = 1;
    Temporal.PlainDate.compare(start, last) < 0;
    start = start.add({ months: 8 }), number += 1
  ) {
    const target = start.add({ months: 7 });
    const isOver = Temporal.PlainDate.compare(target, last) <= 0;
    const isReached = isOver && random.chance(0.75);
    const share = isReached ? 1 : Math.min(0.9, start.until(last).days / start.until(target).days);
    const kind = goalKinds[(number - 1) % goalKinds.length] ?? goalKinds[0];
    const titles = kind.milestones;
    const input = goalInputSchema.parse({
      title: kind.title,
      description: kind.description,
      type: kind.type,
      targetValue: kind.target,
      targetDate: target.toString(),
      milestones: titles.map((title, index) => {
        const completed = share >= (index + 1) / titles.length;
        const day = start.add({ days: Math.round((start.until(target).days * (index + 1)) / titles.length) });
        return {
          id: `m${index + 1}`,
          title,
          targetDate: day.toString(),
          completed,
          completedAt: completed ? instantOf(day, 20, HOME) : null,
        };
      }),
    });
    const steps = Math.floor(share * 5);
    const id = `demo-goal-${String(number).padStart(2, '0')}`;
    const lastStep = isOver ? target : last;
    goals.push({
      ...input,
      id,
      description: kind.description,
      targetValue: kind.target,
      currentValue: Math.round(kind.target * share),
      targetDate: target.toString(),
      status: isReached ? 'completed' : isOver ? (random.chance(0.5) ? 'abandoned' : 'paused') : 'active',
      scoreId: null,
      pieceId: input.pieceId ?? null,
      startDate: input.startDate ?? null,
      measures: null,
      practicePlan: null,
      milestones: input.milestones ?? null,
      progress: Array.from({ length: steps }, (_, index) => ({
        id: `${id}-${index + 1}`,
        value: Math.round((kind.target * share * (index + 1)) / steps),
        notes: null,
        entryId: null,
        recordedAt: instantOf(
          start.add({ days: Math.round((start.until(lastStep).days * (index + 1)) / (steps + 1)) }),
          21,
          HOME,
        ),
      })),
      createdAt: instantOf(start, 10, HOME),
      updatedAt: instantOf(lastStep, 21, HOME),
      completedAt: isReached ? instantOf(target, 21, HOME) : null,
      archivedAt: null,
      deletedAt: null,
    });
  }
  return goals;
}

const goalKinds = [
  {
    title: 'A hundred hours at the instrument',
    description: 'Every day a little.',
    type: 'practice_time',
    target: 6000,
    milestones: ['25 hours', '50 hours', '75 hours'],
  },
  {
    title: 'Three new pieces for the house concert',
    description: 'One slow, one fast, one to finish with.',
    type: 'repertoire',
    target: 3,
    milestones: ['chosen', 'by heart', 'played for somebody'],
  },
  {
    title: 'Scales in all keys at 120',
    description: 'Four octaves, hands together.',
    type: 'accuracy',
    target: 95,
    milestones: ['sharps', 'flats', 'minor keys'],
  },
  {
    title: 'Sight-read every week',
    description: 'Something new, once and without stopping.',
    type: 'custom',
    target: 30,
    milestones: ['ten', 'twenty'],
  },
] as const;

function entriesOfDay(
  random: Random,
  day: Temporal.PlainDate,
  {
    first,
    courses,
    goals,
  }: { first: Temporal.PlainDate; courses: readonly Course[]; goals: readonly Goal[] },
): Entry[] {
  const journey = journeys.find(({ month, day: start, days }) => {
    const from = day.with({ month, day: start });
    const into = from.until(day).days;
    return into >= 0 && into < days;
  });
  const zone = journey?.zone ?? HOME;
  const yearsIn = first.until(day).days / 365;
  const isSummer = day.month === 8;
  const likely = (0.62 + 0.025 * yearsIn) * (journey?.share ?? (isSummer ? 0.55 : 1));
  if (!random.chance(likely)) return [];
  const current = courses.filter(
    ({ from, until }) =>
      Temporal.PlainDate.compare(from, day) <= 0 && Temporal.PlainDate.compare(day, until) <= 0,
  );
  const earlier = courses.filter(({ until }) => Temporal.PlainDate.compare(until, day) < 0);
  const goalIds = goals
    .filter(
      ({ createdAt, targetDate }) =>
        createdAt.slice(0, 10) <= day.toString() && (targetDate ?? '') >= day.toString(),
    )
    .map(({ id }) => id);
  const sessions = random.chance(0.3) ? 2 : 1;
  return Array.from({ length: sessions }, (_, session) => {
    const type = typeOf(random, day, session);
    const hour = session === 0 ? 16 + random.below(5) : random.chance(0.15) ? 24 : 21;
    const old = random.chance(0.15) && earlier.length > 0 ? [random.pick(earlier)] : [];
    const played = type === 'technique' ? [] : [...pickSome(random, current, 1 + random.below(3)), ...old];
    const duration = type === 'lesson' ? 45 : type === 'performance' ? 20 : 10 + random.below(16) * 5;
    const at = instantOf(day, hour, zone, random.below(60));
    const input: EntryInput = entryInputSchema.parse({
      timestamp: at,
      zone,
      duration,
      type,
      instrument: played[0]?.work.instrument ?? 'piano',
      pieces: played.map(({ work, piece, from, until }) => ({
        pieceId: piece.id,
        title: work.title,
        composer: work.composer,
        ...(random.chance(0.4) && { measures: measuresOf(random) }),
        ...(random.chance(0.5) && { tempo: tempoOn(work, from, until, day) }),
      })),
      techniques:
        type === 'technique' || random.chance(0.2) ? pickSome(random, techniques, 1 + random.below(2)) : [],
      goalIds: random.chance(0.3) ? goalIds.slice(0, 1) : [],
      notes: random.chance(0.3) ? random.pick(notes) : '',
      mood: random.chance(0.6) ? moodOf(random, type) : null,
      tags: random.chance(0.35) ? pickSome(random, tags, 1 + random.below(2)) : [],
      scoreId: played[0]?.scoreId ?? null,
      source: random.chance(0.6) ? 'timer' : 'manual',
    });
    const writtenAt = Temporal.Instant.from(at)
      .add({ minutes: duration })
      .toString({ fractionalSecondDigits: 3 });
    return {
      ...input,
      id: `demo-entry-${day.toString()}-${session + 1}`,
      localDate: localDateOf(at, zone, DAY_START_HOUR),
      instrument: input.instrument ?? null,
      mood: input.mood ?? null,
      scoreId: input.scoreId ?? null,
      createdAt: writtenAt,
      updatedAt: writtenAt,
      deletedAt: null,
    };
  });
}

/** Lessons on Tuesdays in term, a performance after spring and before Christmas, technique in between. */
function typeOf(random: Random, day: Temporal.PlainDate, session: number): Entry['type'] {
  if (session > 0) return random.chance(0.5) ? 'technique' : 'practice';
  if (day.dayOfWeek === 2 && day.month !== 7 && day.month !== 8) return 'lesson';
  if ((day.month === 5 && day.day === 17) || (day.month === 12 && day.day === 12)) return 'performance';
  if ((day.month === 5 && day.day === 16) || (day.month === 12 && day.day === 11)) return 'rehearsal';
  if (day.month === 9 && day.day === 21) return 'masterclass';
  return random.chance(0.15) ? 'technique' : 'practice';
}

function moodOf(random: Random, type: Entry['type']): Entry['mood'] {
  if (type === 'performance') return random.pick(['proud', 'excited', 'satisfied']);
  return random.pickSkewed(['satisfied', 'neutral', 'excited', 'frustrated', 'proud']);
}

function measuresOf(random: Random): string {
  const start = 1 + random.below(60);
  return `${start}–${start + 3 + random.below(12)}`;
}

function tempoOn(
  work: DemoWork,
  from: Temporal.PlainDate,
  until: Temporal.PlainDate,
  day: Temporal.PlainDate,
): number {
  const share = Math.min(1, from.until(day).days / from.until(until).days);
  return Math.round(work.bpm * (0.5 + 0.5 * share));
}

function plansOf(
  random: Random,
  last: Temporal.PlainDate,
  courses: readonly Course[],
  entries: readonly Entry[],
): Pick<DemoHistory, 'plans' | 'occurrences' | 'templates'> {
  const start = last.subtract({ days: PLAN_DAYS });
  const entryByDay = new Map(entries.map((entry) => [entry.localDate, entry.id]));
  const plans: Plan[] = [];
  const occurrences: Occurrence[] = [];
  for (const [index, kind] of planKinds.entries()) {
    const id = `demo-plan-${index + 1}`;
    const refs = courses
      .slice(-4 - index, -1 - index)
      .map(({ work, piece }) => ({ scoreId: piece.id, title: work.title, composer: work.composer }));
    const createdAt = instantOf(start, 9, HOME);
    plans.push(
      planSchema.parse({
        id,
        title: kind.title,
        description: kind.description,
        type: kind.type,
        focusAreas: [...kind.focusAreas],
        techniques: [...kind.techniques],
        pieceRefs: refs,
        schedule: {
          kind: 'recurring',
          rule: kind.rule,
          durationMinutes: kind.minutes,
          timeOfDay: kind.timeOfDay,
          flexibility: kind.flexibility,
          startDate: start.toString(),
        },
        tags: ['weekly'],
        createdAt,
        updatedAt: createdAt,
        deletedAt: null,
      }),
    );
    for (
      let day = start;
      Temporal.PlainDate.compare(day, last.add({ days: PLANNED_DAYS })) <= 0;
      day = day.add({ days: 1 })
    ) {
      if (!(kind.weekdays as readonly number[]).includes(day.dayOfWeek)) continue;
      const isPast = Temporal.PlainDate.compare(day, last) < 0;
      const logEntryId = entryByDay.get(day.toString());
      const status = !isPast
        ? 'scheduled'
        : logEntryId && random.chance(0.85)
          ? 'completed'
          : random.chance(0.5)
            ? 'skipped'
            : 'expired';
      const begins = instantOf(day, Number(kind.timeOfDay.slice(0, 2)), HOME);
      const ends = Temporal.Instant.from(begins)
        .add({ minutes: kind.minutes })
        .toString({ fractionalSecondDigits: 3 });
      occurrences.push(
        occurrenceSchema.parse({
          id: `demo-occurrence-${index + 1}-${day.toString()}`,
          planId: id,
          scheduledStart: begins,
          scheduledEnd: ends,
          flexWindow: kind.flexibility,
          recurrenceKey: `${id} ${day.toString()}`,
          segments: kind.segments.map(([label, durationMinutes], position) => ({
            id: `s${position + 1}`,
            label,
            durationMinutes,
            pieceRefs: position === 1 ? refs.slice(0, 1) : [],
            techniques: position === 0 ? [...kind.techniques] : [],
          })),
          reflectionPrompts: ['What went better than last time?'],
          status,
          logEntryId: status === 'completed' ? logEntryId : null,
          checkIn:
            status === 'completed'
              ? { recordedAt: ends, responses: { 'What went better than last time?': random.pick(notes) } }
              : null,
          createdAt,
          updatedAt: isPast ? ends : createdAt,
          deletedAt: null,
        }),
      );
    }
  }
  const [source] = plans;
  const templates = source
    ? [
        planTemplateSchema.parse({
          id: 'demo-template-1',
          authorId: 'self',
          sourcePlanId: source.id,
          title: source.title,
          description: source.description,
          type: source.type,
          focusAreas: source.focusAreas,
          techniques: source.techniques,
          pieceRefs: source.pieceRefs,
          schedule: source.schedule,
          tags: source.tags,
          createdAt: source.createdAt,
          updatedAt: source.createdAt,
          deletedAt: null,
        }),
      ]
    : [];
  return { plans, occurrences, templates };
}

const planKinds = [
  {
    title: 'Mornings: technique',
    description: 'Before anything else, three times a week.',
    type: 'custom',
    focusAreas: ['evenness'],
    techniques: ['scales', 'arpeggios'],
    rule: 'FREQ=WEEKLY;BYDAY=MO,WE,FR',
    weekdays: [1, 3, 5],
    minutes: 30,
    timeOfDay: '08:00',
    flexibility: 'same-day',
    segments: [
      ['Scales', 15],
      ['A hard place', 15],
    ],
  },
  {
    title: 'The long weekend session',
    description: 'Two pieces from beginning to end.',
    type: 'bootcamp',
    focusAreas: ['memory', 'sound'],
    techniques: ['voicing'],
    rule: 'FREQ=WEEKLY;BYDAY=SA',
    weekdays: [6],
    minutes: 90,
    timeOfDay: '10:00',
    flexibility: 'anytime',
    segments: [
      ['Warm-up', 15],
      ['Work', 60],
      ['Play through', 15],
    ],
  },
] as const;

function pickSome<T>(random: Random, values: readonly T[], count: number): T[] {
  const some = new Set<T>();
  for (let tries = 0; some.size < Math.min(count, values.length) && tries < 4 * count; tries += 1)
    some.add(random.pick(values));
  return [...some];
}

/** @param hour 24 is midnight at the end of the day, which belongs to it still */
function instantOf(day: Temporal.PlainDate, hour: number, zone: string, minute = 0): string {
  const at = day
    .add({ days: hour >= 24 ? 1 : 0 })
    .toZonedDateTime({ timeZone: zone, plainTime: { hour: hour % 24, minute } });
  return new Date(at.epochMilliseconds).toISOString();
}
