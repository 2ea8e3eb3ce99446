/** Reports over the logbook, and those that a person has saved. */
import { localDateOf } from '@mirubato/domain/logbook';
import { ok, type Result } from '@mirubato/domain/problem';
import {
  comparedStretch,
  type DateGrouping,
  daysIn,
  type Grouping,
  type Insight,
  insightsOf,
  isDateGrouping,
  movingAverage,
  type NameField,
  type Numbers,
  type Period,
  periodOf,
  type Report,
  type ReportDefinition,
  type ReportRow,
  type SavedReport,
  type SavedReportInput,
  type SavedReportPatch,
  savedReportSchema,
  startBefore,
  startsWithin,
  type TrendPoint,
  unitAround,
} from '@mirubato/domain/reports';
import { sql } from 'kysely';
import { instantNow } from '../clock.ts';
import type { CoreContext } from '../context.ts';
import type { SettingsFeature } from '../settings/settings.ts';
import { changeRecord, createRecord, notFound, restoreRecord, trashRecord } from '../store/record-edits.ts';
import { type FieldName, readFieldNames } from './field-names.ts';
import { readInsightFacts } from './insight-facts.ts';
import { type GroupedRow, type ReportQuery, readGroups } from './report-query.ts';

/** Where the person is: their zone, and their region's first day of the week where they have chosen none. */
export interface ReportPlace {
  readonly zone: string;
  readonly firstDay: number;
}

export interface Reports {
  report(definition: ReportDefinition, place: ReportPlace): Promise<Report>;
  /** What can be said of the last weeks; see `insightMinimums`. */
  insights(place: ReportPlace): Promise<{ insights: Insight[]; from: string; to: string }>;
  /** The names that a field has in the logbook, by name. */
  fieldNames(field: NameField): Promise<FieldName[]>;
  /** By name. */
  savedReports(): Promise<SavedReport[]>;
  savedReport(id: string): Promise<Result<SavedReport>>;
  saveReport(id: string, input: SavedReportInput): Promise<Result<SavedReport>>;
  editReport(id: string, patch: SavedReportPatch): Promise<Result<SavedReport>>;
  trashReport(id: string): Promise<Result<void>>;
  restoreReport(id: string): Promise<Result<SavedReport>>;
}

export function createReports(context: CoreContext, settings: SettingsFeature): Reports {
  const { journal, store } = context;
  const toSaved = (id: string) => (result: Result<object>) =>
    result.ok ? ok(savedReportSchema.parse({ ...result.value, id })) : result;

  return {
    async report(definition, place) {
      const { today, firstDay } = await placeOf(place);
      const firstPractised = await readFirstPractised();
      const period = periodOf(definition.range, { today, firstDay, firstPractised });
      const passed = { from: period.from, to: period.until };
      const { filter, groupBy, measures } = definition;
      const whole = { filter, firstDay, groupBy: [], withDays: true, withMedian: true, withLongest: true };
      const compared = comparedStretch(period, definition.comparison, firstDay);
      const [total] = (await readGroups(store.db, { ...whole, stretch: passed })).rows;
      const query: ReportQuery = {
        ...whole,
        groupBy,
        stretch: passed,
        withDays: measures.includes('days'),
        withMedian: measures.includes('median'),
        withLongest: false,
      };
      const grouped =
        groupBy.length > 0 ? await readGroups(store.db, query) : { rows: total ? [total] : [], rowCount: 1 };
      const [earlier] = compared
        ? (await readGroups(store.db, { ...whole, withMedian: false, withLongest: false, stretch: compared }))
            .rows
        : [];
      const earlierMinutes =
        compared && groupBy.length > 0 && !groupBy.some(isDateGrouping)
          ? await readMinutesByKeys({ ...query, stretch: compared, withDays: false, withMedian: false })
          : undefined;
      const minutes = total?.minutes ?? 0;
      return {
        period,
        groupBy,
        total: {
          ...numbersOf(total),
          daysPassed: period.from > today ? 0 : daysIn(passed),
          longest: total?.longest ?? 0,
        },
        earlier: compared && {
          ...compared,
          minutes: earlier?.minutes ?? 0,
          entries: earlier?.entries ?? 0,
          days: earlier?.days ?? 0,
        },
        rows: grouped.rows.map(
          (row): ReportRow => ({
            ...numbersOf(row),
            keys: row.keys.map((key, index) => ({ key, name: row.names[index] ?? '' })),
            share: minutes > 0 ? row.minutes / minutes : 0,
            earlierMinutes: earlierMinutes ? (earlierMinutes.get(JSON.stringify(row.keys)) ?? 0) : null,
          }),
        ),
        rowCount: grouped.rowCount,
        trend: await readTrend({ definition, period, query, rows: grouped.rows, firstPractised }),
      };
    },

    async insights(place) {
      const { today } = await placeOf(place);
      const { facts, from } = await readInsightFacts(store.db, today);
      return { insights: insightsOf(facts), from, to: today };
    },

    fieldNames: (field) => readFieldNames(store.db, field),

    async savedReports() {
      const { rows } = await sql<{ record: unknown }>`
        SELECT record FROM "savedReports" WHERE deleted_at IS NULL ORDER BY fold(record->>'name'), id`.execute(
        store.db,
      );
      return rows.map(({ record }) => savedReportSchema.parse(record));
    },
    async savedReport(id) {
      const row = await store.db
        .selectFrom('savedReports')
        .select('record')
        .where('id', '=', id)
        .executeTakeFirst();
      return row ? ok(savedReportSchema.parse(row.record)) : notFound('savedReports', id);
    },
    saveReport: (id, input) => createRecord(journal, context, 'savedReports', id, input).then(toSaved(id)),
    editReport: (id, patch) =>
      changeRecord(journal, context, 'savedReports', id, () => patch).then(toSaved(id)),
    trashReport: (id) => trashRecord(journal, context, 'savedReports', id),
    restoreReport: (id) => restoreRecord(journal, context, 'savedReports', id).then(toSaved(id)),
  };

  async function placeOf({ zone, firstDay }: ReportPlace): Promise<{ today: string; firstDay: number }> {
    const { dayStartHour, firstDayOfWeek } = await settings.read();
    return {
      today: localDateOf(instantNow(context), zone, dayStartHour),
      firstDay: firstDayOfWeek ?? firstDay,
    };
  }

  async function readFirstPractised(): Promise<string | null> {
    const { rows } = await sql<{ first: string | null }>`
      SELECT min(local_date) AS first FROM practice_shares`.execute(store.db);
    return rows[0]?.first ?? null;
  }

  async function readMinutesByKeys(query: ReportQuery): Promise<ReadonlyMap<string, number>> {
    const { rows } = await readGroups(store.db, query);
    return new Map(rows.map(({ keys, minutes }) => [JSON.stringify(keys), minutes]));
  }

  /** What lies before the range is read too, so that the average is right from its first period on. */
  async function readTrend({
    definition,
    period,
    query,
    rows,
    firstPractised,
  }: {
    definition: ReportDefinition;
    period: Period;
    query: ReportQuery;
    rows: readonly GroupedRow[];
    firstPractised: string | null;
  }): Promise<TrendPoint[] | null> {
    const unit = trendUnit(definition.groupBy);
    if (!unit || firstPractised === null) return unit ? [] : null;
    const { firstDay } = query;
    const passed = { from: period.from, to: period.until };
    const window = definition.movingAverage;
    const minutesByStart = new Map(rows.map(({ keys, minutes }) => [keys[0], minutes]));
    const starts = startsWithin(passed, unit, firstDay);
    const averageByStart = new Map<string, number | null>();
    if (window !== null) {
      const stretch = { from: startBefore(period.from, unit, window - 1, firstDay), to: period.until };
      const wider = await readMinutesByKeys({ ...query, stretch, withDays: false, withMedian: false });
      const within = startsWithin(stretch, unit, firstDay);
      const firstWhole = unitAround(firstPractised, unit, firstDay);
      // Only the last may go on beyond today.
      const goesOn = unitAround(period.until, unit, firstDay).to > period.until;
      const known = within.map((start, index) =>
        start < firstWhole.from || (goesOn && index === within.length - 1)
          ? null
          : (wider.get(JSON.stringify([start])) ?? 0),
      );
      const averages = movingAverage(known, window);
      for (const [index, start] of within.entries()) averageByStart.set(start, averages[index] ?? null);
    }
    const lastGoesOn = unitAround(passed.to, unit, firstDay).to > passed.to;
    return starts.map((start, index) => ({
      start,
      minutes: minutesByStart.get(start) ?? 0,
      average: averageByStart.get(start) ?? null,
      isPartial: start < passed.from || (lastGoesOn && index === starts.length - 1),
    }));
  }
}

function trendUnit(groupBy: readonly Grouping[]): DateGrouping | undefined {
  const [only] = groupBy;
  return groupBy.length === 1 && only && isDateGrouping(only) ? only : undefined;
}

function numbersOf(row: GroupedRow | undefined): Numbers {
  if (!row) return { minutes: 0, entries: 0, days: 0, mean: null, median: null };
  const { minutes, entries, days, median } = row;
  return { minutes, entries, days, mean: entries > 0 ? minutes / entries : null, median };
}
