/** The tree of a query as a condition on the table `entries`. */
import {
  type CalendarDay,
  type DateRange,
  type Query,
  type QueryCondition,
  rangeOfDates,
  rangeOfPeriod,
} from '@mirubato/domain/logbook';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../store/tables.ts';
import { phraseQuery, prefixQuery } from '../store/words.ts';
import { goalsNamed, namesOf } from './entry-names.ts';

type Condition = RawBuilder<boolean>;

/**
 * Names are looked up first, so that the database plans with values it knows. What stands in other tables, or in an
 * index of words, is asked for as a set of ids: that can be negated at the cost of one look at the set.
 */
export async function entriesThat(db: Kysely<Tables>, query: Query, day: CalendarDay): Promise<Condition> {
  switch (query.kind) {
    case 'all':
    case 'any': {
      const parts: Condition[] = [];
      for (const part of query.parts) parts.push(await entriesThat(db, part, day));
      return sql<boolean>`(${sql.join(parts, query.kind === 'all' ? sql` AND ` : sql` OR `)})`;
    }
    case 'not':
      return sql<boolean>`NOT coalesce(${await entriesThat(db, query.part, day)}, false)`;
    default:
      return conditionOf(db, query, day);
  }
}

async function conditionOf(
  db: Kysely<Tables>,
  condition: QueryCondition,
  day: CalendarDay,
): Promise<Condition> {
  switch (condition.kind) {
    case 'text': {
      const words = condition.isPhrase ? phraseQuery(condition.text) : prefixQuery(condition.text);
      return words ? sql<boolean>`entries.id IN (SELECT id FROM entries WHERE words @@ ${words})` : sql`TRUE`;
    }
    case 'name':
      return named(db, condition);
    case 'type':
      return sql`type = ${condition.type}`;
    case 'mood':
      return sql`mood = ${condition.mood}`;
    case 'source':
      return sql`source = ${condition.source}`;
    case 'has':
      return {
        notes: sql<boolean>`has_notes`,
        score: sql<boolean>`score_id IS NOT NULL`,
        mood: sql<boolean>`mood IS NOT NULL`,
      }[condition.what];
    case 'duration':
      return sql`duration BETWEEN ${condition.from ?? 0} AND ${condition.to ?? MAX_INTEGER}`;
    case 'date':
      return within(rangeOfDates(condition));
    case 'period':
      return within(rangeOfPeriod(condition.period, day));
  }
}

/** PostgreSQL's. */
const MAX_INTEGER = 2_147_483_647;

function within({ from, to }: DateRange): Condition {
  return sql`local_date BETWEEN ${from ?? '-infinity'}::date AND ${to ?? 'infinity'}::date`;
}

async function named(
  db: Kysely<Tables>,
  condition: Extract<QueryCondition, { kind: 'name' }>,
): Promise<Condition> {
  const { field } = condition;
  const names =
    field === 'goal'
      ? (await goalsNamed(db, condition)).map(({ id }) => id)
      : await namesOf(db, field, condition);
  if (names.length === 0) return sql`FALSE`;
  switch (field) {
    case 'instrument':
      return sql`instrument = ANY(${names})`;
    case 'piece':
    case 'composer': {
      const column = sql.ref(field === 'piece' ? 'title' : 'composer');
      return sql`entries.id IN (SELECT entry_id FROM entry_pieces WHERE ${column} = ANY(${names}))`;
    }
    default:
      return sql`entries.id IN (SELECT entry_id FROM entry_labels WHERE kind = ${field} AND value = ANY(${names}))`;
  }
}
