/**
 * What the numbers of the last weeks say, in sentences that name their numbers. Nothing is said of too little, and
 * nothing that reproaches: a day without practice is a gap, not a failure.
 */

/** The days that are looked at, today among them. */
export const INSIGHT_DAYS = 90;

/** The least that each is said from. */
export const insightMinimums = {
  timeOfDay: { sessions: 10, share: 0.5 },
  weekday: { daysPractised: 12, weeks: 4, ratio: 1.3 },
  neglected: { sessions: 3, days: 14, pieces: 3 },
  longest: { sessions: 5 },
  tempo: { days: 3, gainBpm: 4, pieces: 3 },
} as const;

export const dayParts = ['morning', 'afternoon', 'evening', 'night'] as const;
export type DayPart = (typeof dayParts)[number];

export interface InsightFacts {
  /** By the hour of their start, 0–23. */
  readonly hours: readonly { readonly hour: number; readonly minutes: number; readonly sessions: number }[];
  /** ISO weekdays, with how many of each have passed since practice began, and on how many of them there was some. */
  readonly weekdays: readonly {
    readonly weekday: number;
    readonly minutes: number;
    readonly daysPassed: number;
    readonly daysPractised: number;
  }[];
  /** Those being learned or kept, with all their sessions ever. */
  readonly pieces: readonly {
    readonly id: string;
    readonly title: string;
    readonly sessions: number;
    readonly daysSince: number;
  }[];
  readonly sessions: number;
  readonly meanMinutes: number;
  readonly longest: { readonly minutes: number; readonly date: string } | null;
  /** Of each piece on each day that names a tempo, the fastest, in order of the days. */
  readonly tempos: readonly {
    readonly id: string;
    readonly title: string;
    readonly date: string;
    readonly bpm: number;
  }[];
}

export type Insight =
  | {
      readonly kind: 'timeOfDay';
      readonly part: DayPart;
      readonly minutes: number;
      readonly ofMinutes: number;
      readonly sessions: number;
    }
  | {
      readonly kind: 'weekday';
      readonly weekday: number;
      /** Of each such day that has passed, those without practice among them. */
      readonly meanMinutes: number;
      readonly meanOfAll: number;
      readonly days: number;
    }
  | {
      readonly kind: 'neglected';
      readonly pieces: readonly { readonly id: string; readonly title: string; readonly daysSince: number }[];
    }
  | {
      readonly kind: 'longest';
      readonly minutes: number;
      readonly date: string;
      readonly meanMinutes: number;
      readonly sessions: number;
    }
  | {
      readonly kind: 'tempo';
      readonly id: string;
      readonly title: string;
      readonly fromBpm: number;
      readonly toBpm: number;
      readonly fromDate: string;
      readonly toDate: string;
      readonly days: number;
    };

export function insightsOf(facts: InsightFacts): Insight[] {
  return [
    ...timeOfDay(facts),
    ...weekday(facts),
    ...temposGained(facts),
    ...longestSession(facts),
    ...neglectedPieces(facts),
  ];
}

/** 5–11 morning, 12–16 afternoon, 17–21 evening, else night. */
export function dayPartOf(hour: number): DayPart {
  if (hour < 5 || hour >= 22) return 'night';
  if (hour < 12) return 'morning';
  return hour < 17 ? 'afternoon' : 'evening';
}

function timeOfDay({ hours }: InsightFacts): Insight[] {
  const { sessions, share } = insightMinimums.timeOfDay;
  const all = hours.reduce((sum, hour) => sum + hour.sessions, 0);
  const ofMinutes = hours.reduce((sum, { minutes }) => sum + minutes, 0);
  if (all < sessions || ofMinutes === 0) return [];
  return dayParts
    .map((part) => {
      const within = hours.filter(({ hour }) => dayPartOf(hour) === part);
      return {
        kind: 'timeOfDay' as const,
        part,
        minutes: within.reduce((sum, { minutes }) => sum + minutes, 0),
        ofMinutes,
        sessions: within.reduce((sum, hour) => sum + hour.sessions, 0),
      };
    })
    .filter(({ minutes }) => minutes / ofMinutes > share);
}

function weekday({ weekdays }: InsightFacts): Insight[] {
  const { daysPractised, weeks, ratio } = insightMinimums.weekday;
  const days = weekdays.reduce((sum, day) => sum + day.daysPractised, 0);
  const isEnough = weekdays.length === 7 && weekdays.every(({ daysPassed }) => daysPassed >= weeks);
  if (!isEnough || days < daysPractised) return [];
  const passed = weekdays.reduce((sum, { daysPassed }) => sum + daysPassed, 0);
  const meanOfAll = weekdays.reduce((sum, { minutes }) => sum + minutes, 0) / passed;
  const [most] = weekdays
    .map((day) => ({
      weekday: day.weekday,
      days: day.daysPractised,
      meanMinutes: day.minutes / day.daysPassed,
    }))
    .sort((a, b) => b.meanMinutes - a.meanMinutes);
  if (!most || meanOfAll === 0 || most.meanMinutes < meanOfAll * ratio) return [];
  return [{ kind: 'weekday', ...most, meanOfAll }];
}

function neglectedPieces({ pieces }: InsightFacts): Insight[] {
  const minimum = insightMinimums.neglected;
  const waiting = pieces
    .filter(({ sessions, daysSince }) => sessions >= minimum.sessions && daysSince >= minimum.days)
    .sort((a, b) => b.daysSince - a.daysSince || a.title.localeCompare(b.title))
    .slice(0, minimum.pieces)
    .map(({ id, title, daysSince }) => ({ id, title, daysSince }));
  return waiting.length > 0 ? [{ kind: 'neglected', pieces: waiting }] : [];
}

function longestSession({ sessions, meanMinutes, longest }: InsightFacts): Insight[] {
  const isEnough = sessions >= insightMinimums.longest.sessions;
  return isEnough && longest && longest.minutes > meanMinutes
    ? [{ kind: 'longest', ...longest, meanMinutes, sessions }]
    : [];
}

/** From the first day that names a tempo to the last one; a tempo that fell is not told. */
function temposGained({ tempos }: InsightFacts): Insight[] {
  const { days, gainBpm, pieces } = insightMinimums.tempo;
  return [...Map.groupBy(tempos, ({ id }) => id).values()]
    .flatMap((given) => {
      const first = given[0];
      const last = given.at(-1);
      if (!first || !last || given.length < days || last.bpm - first.bpm < gainBpm) return [];
      return [
        {
          kind: 'tempo' as const,
          id: first.id,
          title: last.title,
          fromBpm: first.bpm,
          toBpm: last.bpm,
          fromDate: first.date,
          toDate: last.date,
          days: given.length,
        },
      ];
    })
    .sort((a, b) => b.toBpm / b.fromBpm - a.toBpm / a.fromBpm || a.title.localeCompare(b.title))
    .slice(0, pieces);
}
