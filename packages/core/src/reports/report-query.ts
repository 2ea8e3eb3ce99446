/** A report's definition as SQL over `practice_shares`. */

import type { Bracket } from '@mirubato/domain/reports';
import {
  conditionsOf,
  type Grouping,
  isDateGrouping,
  MAX_ROWS,
  type Stretch,
} from '@mirubato/domain/reports';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { filterToSql, pieceNames, weekdayOf } from './filter-query.ts';

export interface ReportQuery {
  readonly stretch: Stretch;
  readonly filter: Bracket;
  readonly groupBy: readonly Grouping[];
  /** Of the week, ISO. */
  readonly firstDay: number;
  readonly withDays: boolean;
  readonly withMedian: boolean;
  readonly withLongest: boolean;
}

export interface GroupedRow {
  /** One for each grouping, as `ReportKey` has them. */
  readonly keys: readonly string[];
  readonly names: readonly string[];
  readonly minutes: number;
  readonly entries: number;
  readonly days: number | null;
  readonly median: number | null;
  /** Of one session. */
  readonly longest: number;
}

type Sql = RawBuilder<unknown>;

/** The grouping's column of `practice_shares`; all that is made of a date comes from the date. */
const columnByGrouping: Partial<Record<Grouping, string>> = {
  hour: 'hour',
  instrument: 'instrument',
  type: 'type',
  piece: 'piece',
  composer: 'composer',
  technique: 'technique',
  mood: 'mood',
  tag: 'tag',
};
const DATE = 'local_date';

/**
 * Adds up the shares in groups: first by what stands in the rows, which is fast, then by what a person asked for. For a
 * median every session has to be there, and nothing is added up before. Rows beyond `MAX_ROWS` are counted alone.
 */
export async function readGroups(
  db: Kysely<Tables>,
  query: ReportQuery,
): Promise<{ rows: GroupedRow[]; rowCount: number }> {
  const { groupBy } = query;
  const keys = groupBy.map((_, index) => sql.ref(`k${index}`));
  const { rows } = await sql<Record<string, string | number | null>>`
    WITH ${pieceNames}, grouped AS (${grouped(query, keys)})
    SELECT ${list([
      sql`g.minutes, g.entries, g.longest, g.days, g.median, (count(*) OVER ())::int AS row_count`,
      ...groupBy.flatMap(namedKey),
    ])}
    FROM grouped g ${sql.join(groupBy.map(nameJoin), sql` `)}
    ${keys.length > 0 ? sql`ORDER BY ${list(groupBy.flatMap(orderOf))}` : sql``} LIMIT ${MAX_ROWS}`.execute(
    db,
  );
  return {
    rows: rows.map((row) => ({
      keys: groupBy.map((_, index) => String(row[`key${index}`] ?? '')),
      names: groupBy.map((_, index) => String(row[`name${index}`] ?? '')),
      minutes: Number(row.minutes ?? 0),
      entries: Number(row.entries ?? 0),
      days: row.days as number | null,
      median: row.median as number | null,
      longest: Number(row.longest ?? 0),
    })),
    rowCount: Number(rows[0]?.row_count ?? 0),
  };
}

function grouped(query: ReportQuery, keys: readonly Sql[]): Sql {
  const { groupBy, withDays, withMedian, withLongest } = query;
  const columns = [...new Set([...groupBy.map(columnOf), ...(withDays ? [DATE] : [])])];
  // Each piece on each day: nearly as many as there are rows, so that adding up twice is twice the work.
  const isFine = !withMedian && columns.includes('piece') && columns.includes(DATE);
  const keyed = groupBy.map((grouping, index) => sql`${keyOf(grouping, query.firstDay)} AS ${keys[index]}`);
  const names = groupBy.includes('piece') ? sql`LEFT JOIN piece_names pn ON pn.code = f.piece` : sql``;
  const longest = withLongest ? sql`max(value)` : sql`NULL::float8`;
  if (isFine && withDays) {
    return sql`SELECT ${list([
      ...keys,
      sql`sum(minutes) AS minutes, sum(session)::int AS entries, ${longest} AS longest`,
      sql`count(*)::int AS days, NULL::float8 AS median`,
    ])} FROM (
      SELECT ${list([...keyed, sql`sum(minutes) AS minutes, sum(session) AS session, ${longest} AS value`])}
      FROM (${sessionsOf(query, columns)}) f ${names} ${groupedBy([...keys, sql.ref(DATE)])}) d ${groupedBy(keys)}`;
  }
  return sql`SELECT ${list([
    ...keyed,
    sql`sum(minutes) AS minutes, sum(session)::int AS entries, ${longest} AS longest`,
    sql`${withDays ? sql`count(DISTINCT local_date)::int` : sql`NULL::int`} AS days`,
    sql`${withMedian ? medianOfSessions : sql`NULL::float8`} AS median`,
  ])}
    FROM (${withMedian || isFine ? sessionsOf(query, columns) : addedUp(query, columns)}) f ${names} ${groupedBy(keys)}`;
}

const medianOfSessions = sql`percentile_cont(0.5) WITHIN GROUP (ORDER BY value) FILTER (WHERE session = 1)`;

function addedUp(query: ReportQuery, columns: readonly string[]): Sql {
  const refs = columns.map((column) => sql.ref(column));
  return sql`SELECT ${list([
    ...refs,
    sql`sum(minutes) AS minutes, sum(session) AS session`,
    ...(query.withLongest ? [sql`max(value) AS value`] : []),
  ])} FROM (${sessionsOf(query, columns)}) s ${groupedBy(refs)}`;
}

/**
 * The rows with their minutes in the groups; those with `session` 1 are what is counted, with its minutes in `value`.
 * An entry with several techniques or tags gives each an equal part where they are grouped by.
 */
function sessionsOf(query: ReportQuery, columns: readonly string[]): Sql {
  const { groupBy, filter, stretch } = query;
  const splits = (['technique', 'tag'] as const).filter((grouping) => groupBy.includes(grouping));
  const parts = splits.map((grouping) => sql`greatest(1, coalesce(cardinality(${listOf(grouping)}), 1))`);
  const partOf = (minutes: Sql) => parts.reduce<Sql>((sum, part) => sql`${sum} / ${part}`, minutes);
  const from = sql`FROM practice_shares s ${sql.join(
    splits.map(
      (grouping) =>
        sql`CROSS JOIN LATERAL unnest(coalesce(${listOf(grouping)}, '{NULL}'::int[])) AS ${sql.ref(`${grouping}s`)}(${sql.ref(grouping)})`,
    ),
    sql` `,
  )}
    WHERE s.local_date BETWEEN ${stretch.from}::date AND ${stretch.to}::date AND ${filterToSql(filter)}`;
  const refs = columns.map((column) => sql.ref(column));
  const minutes = partOf(sql`s.minutes`);
  switch (countingOf(query)) {
    case 'rows':
      return sql`SELECT ${list([...refs, sql`${minutes} AS minutes, 1 AS session, ${minutes} AS value`])} ${from}`;
    case 'entries': {
      // The first row stands for the whole entry: half as many rows to add up, and the same sum.
      const whole = partOf(sql`s.entry_minutes`);
      return sql`SELECT ${list([...refs, sql`${whole} AS minutes, 1 AS session, ${whole} AS value`])}
        ${from} AND s.is_first`;
    }
    case 'composers':
      return sql`SELECT ${list([
        ...refs,
        sql`${minutes} AS minutes, s.is_first_of_composer::int AS session, NULL::float8 AS value`,
      ])} ${from}`;
    case 'shares':
      return sql`SELECT ${list([...refs, sql`sum(${minutes}) AS minutes, 1 AS session, sum(${minutes}) AS value`])}
        ${from} ${groupedBy([...refs, sql`s.entry_id`])}`;
  }
}

/**
 * How many of an entry's rows fall into one group: one (`rows`), all of them (`entries`), those of a composer
 * (`composers`), or any number, so that they have to be put together first, which is slower (`shares`).
 */
function countingOf({
  groupBy,
  filter,
  withMedian,
}: ReportQuery): 'rows' | 'entries' | 'composers' | 'shares' {
  const fields = new Set(conditionsOf(filter).map(({ field }) => field));
  if (groupBy.includes('piece')) return 'rows';
  if (groupBy.includes('composer')) return fields.has('piece') || withMedian ? 'shares' : 'composers';
  return fields.has('piece') || fields.has('composer') ? 'shares' : 'entries';
}

function columnOf(grouping: Grouping): string {
  return columnByGrouping[grouping] ?? DATE;
}

function listOf(grouping: 'technique' | 'tag'): Sql {
  return sql.ref(`s.${grouping}s`);
}

function keyOf(grouping: Grouping, firstDay: number): Sql {
  switch (grouping) {
    case 'week':
      return sql`local_date - ((local_date - DATE '1970-01-05') - ${sql.lit(firstDay - 1)} + 700000) % 7`;
    case 'month':
    case 'quarter':
    case 'year':
      return sql`date_trunc(${sql.lit(grouping)}, local_date::timestamp)::date`;
    case 'weekday':
      return weekdayOf(sql`local_date`);
    case 'piece':
      return sql`pn.main`;
    default:
      return sql.ref(columnOf(grouping));
  }
}

function isOrdinal(grouping: Grouping): boolean {
  return isDateGrouping(grouping) || grouping === 'weekday' || grouping === 'hour';
}

function namedKey(grouping: Grouping, index: number): Sql[] {
  if (isOrdinal(grouping)) return [sql`${sql.ref(`g.k${index}`)}::text AS ${sql.ref(`key${index}`)}`];
  const [key, name] = grouping === 'piece' ? ['id', 'title'] : ['key', 'name'];
  return [
    sql`${sql.ref(`n${index}.${key}`)} AS ${sql.ref(`key${index}`)}`,
    sql`${sql.ref(`n${index}.${name}`)} AS ${sql.ref(`name${index}`)}`,
  ];
}

function nameJoin(grouping: Grouping, index: number): Sql {
  if (isOrdinal(grouping)) return sql``;
  const table = grouping === 'piece' ? 'piece_names' : 'report_names';
  const alias = `n${index}`;
  return sql`LEFT JOIN ${sql.table(table)} AS ${sql.ref(alias)} ON ${sql.ref(`${alias}.code`)} = ${sql.ref(`g.k${index}`)}`;
}

/** What has an order in its order; names by their minutes, the most first, within what stands before. */
function orderOf(grouping: Grouping, index: number, all: readonly Grouping[]): Sql[] {
  const key = sql.ref(`g.k${index}`);
  if (isOrdinal(grouping)) return [key];
  const outer = all.slice(0, index + 1).map((_, level) => sql.ref(`g.k${level}`));
  return [sql`sum(g.minutes) OVER (PARTITION BY ${list(outer)}) DESC`, key];
}

function groupedBy(expressions: readonly Sql[]): Sql {
  return expressions.length > 0 ? sql`GROUP BY ${list(expressions)}` : sql``;
}

function list(expressions: readonly Sql[]): Sql {
  return sql.join(expressions);
}
