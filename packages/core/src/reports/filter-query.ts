/** Brackets and conditions as SQL over `practice_shares s`. A condition on an unknown value is false, never unknown. */
import { type Condition, type FilterPart, isBracket, type NameField } from '@mirubato/domain/reports';
import { type RawBuilder, sql } from 'kysely';
import { plainName } from '../store/practice-shares.ts';
import { prefixQuery } from '../store/words.ts';

type Sql = RawBuilder<unknown>;

/**
 * What each piece of an entry is called today, by its code: `id` of the piece, or `key:` and its title and composer where
 * it is none of the repertoire. A piece known by both has two codes and one `main`.
 */
export const pieceNames = sql`piece_names AS MATERIALIZED (
  SELECT code, id, title, min(code) OVER (PARTITION BY id) AS main FROM (
    SELECT n.code, coalesce(p.id, q.id, CASE n.kind WHEN 'piece' THEN n.key ELSE 'key:' || n.key END) AS id,
      coalesce(p.title, q.title, n.name) AS title
    FROM report_names n
    LEFT JOIN pieces p ON n.kind = 'piece' AND p.id = n.key
    LEFT JOIN LATERAL (
      SELECT id, title FROM pieces WHERE n.kind = 'pieceKey' AND piece_key = n.key AND deleted_at IS NULL
      ORDER BY id LIMIT 1) q ON true
    WHERE n.kind IN ('piece', 'pieceKey')) named)`;

/** ISO: Monday 1 … Sunday 7. The days are counted from a Monday. */
export function weekdayOf(date: Sql): Sql {
  return sql`((${date} - DATE '1970-01-05' + 700000) % 7 + 1)`;
}

export function filterToSql(part: FilterPart): Sql {
  if (!isBracket(part)) return conditionToSql(part);
  if (part.parts.length === 0) return sql`TRUE`;
  return sql`(${sql.join(part.parts.map(filterToSql), part.join === 'and' ? sql` AND ` : sql` OR `)})`;
}

function conditionToSql(condition: Condition): Sql {
  switch (condition.field) {
    case 'duration':
      return sql`s.entry_minutes BETWEEN ${condition.from} AND ${condition.to}`;
    case 'weekday':
      return negated(condition.is, sql`${weekdayOf(sql`s.local_date`)} = ANY(${condition.values}::int[])`);
    case 'hour':
      return negated(condition.is, sql`s.hour = ANY(${condition.values}::int[])`);
    case 'text': {
      const words = prefixQuery(condition.values[0]);
      if (!words) return sql`TRUE`;
      return negated(condition.is, sql`s.entry_id IN (SELECT id FROM entries WHERE words @@ ${words})`);
    }
    default:
      return nameToSql(condition.field, condition.is, condition.values);
  }
}

const lists: Partial<Record<NameField, Sql>> = {
  technique: sql.ref('s.techniques'),
  tag: sql.ref('s.tags'),
  goal: sql.ref('s.goals'),
};

function nameToSql(field: NameField, is: string, values: readonly string[]): Sql {
  const column = lists[field] ?? sql.ref(`s.${field}`);
  if (is === 'empty') return sql`${column} IS NULL`;
  if (is === 'notEmpty') return sql`${column} IS NOT NULL`;
  const codes = codesToSql(field, is.endsWith('ontaining'), values);
  return negated(is, lists[field] ? sql`${column} && ARRAY(${codes})` : sql`${column} IN (${codes})`);
}

function codesToSql(field: NameField, isPart: boolean, values: readonly string[]): Sql {
  const patterns = values.map((value) => `%${value.replace(/[\\%_]/g, '\\$&')}%`);
  if (field === 'piece') {
    return isPart
      ? sql`SELECT code FROM piece_names WHERE fold(title) LIKE ANY(SELECT fold(unnest(${patterns}::text[])))`
      : sql`SELECT code FROM piece_names WHERE id = ANY(${values}::text[])`;
  }
  const isClosed = field === 'type' || field === 'mood' || field === 'goal';
  const keys = isClosed ? values : values.map(plainName);
  return isPart
    ? sql`SELECT code FROM report_names WHERE kind = ${field} AND fold(name) LIKE ANY(SELECT fold(unnest(${patterns}::text[])))`
    : sql`SELECT code FROM report_names WHERE kind = ${field} AND key = ANY(${keys}::text[])`;
}

function negated(is: string, condition: Sql): Sql {
  return is === 'noneOf' || is === 'notContaining'
    ? sql`(${condition}) IS NOT TRUE`
    : sql`(${condition}) IS TRUE`;
}
