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
 * True or false, never null, so that it can be negated. Names are looked up first, so that the database plans with
 * values it knows. What stands in other tables, or in an index of words, is joined where all of the query must hold:
 * a page of entries then costs a look at each of them, a sum one pass. Below an `OR` it is a set of ids, made once.
 */
export function entriesThat(db: Kysely<Tables>, query: Query, day: CalendarDay): Promise<Condition> {
  return conditionOf({ db, day, among: joined }, query);
}

interface Surroundings {
  readonly db: Kysely<Tables>;
  readonly day: CalendarDay;
  readonly among: Among;
}

/** The entry is one of those that rows of another table name by `id`. */
type Among = (id: RawBuilder<unknown>, rows: RawBuilder<unknown>) => Condition;

const joined: Among = (id, rows) => sql`EXISTS (SELECT 1 FROM ${rows} AND ${id} = entries.id)`;
const inSet: Among = (id, rows) => sql`entries.id IN (SELECT ${id} FROM ${rows})`;

async function conditionOf(surroundings: Surroundings, query: Query): Promise<Condition> {
  switch (query.kind) {
    case 'all':
    case 'any': {
      const isAll = query.kind === 'all';
      const inner = isAll ? surroundings : { ...surroundings, among: inSet };
      const parts: Condition[] = [];
      for (const part of query.parts) parts.push(await conditionOf(inner, part));
      return sql<boolean>`(${sql.join(parts, isAll ? sql` AND ` : sql` OR `)})`;
    }
    case 'not':
      return sql<boolean>`NOT ${await conditionOf(surroundings, query.part)}`;
    default:
      return leafOf(surroundings, query);
  }
}

async function leafOf({ db, day, among }: Surroundings, condition: QueryCondition): Promise<Condition> {
  switch (condition.kind) {
    case 'text': {
      const words = condition.isPhrase ? phraseQuery(condition.text) : prefixQuery(condition.text);
      return words ? among(sql`w.id`, sql`entries w WHERE w.words @@ ${words}`) : sql`TRUE`;
    }
    case 'name':
      return named(db, condition, among);
    case 'type':
      return sql`type = ${condition.type}`;
    case 'mood':
      return sql`coalesce(mood = ${condition.mood}, false)`;
    case 'source':
      return sql`coalesce(source = ${condition.source}, false)`;
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
  among: Among,
): Promise<Condition> {
  const { field } = condition;
  const names =
    field === 'goal'
      ? (await goalsNamed(db, condition)).map(({ id }) => id)
      : await namesOf(db, field, condition);
  if (names.length === 0) return sql`FALSE`;
  switch (field) {
    case 'instrument':
      return sql`coalesce(instrument = ANY(${names}), false)`;
    case 'piece':
    case 'composer': {
      const column = sql.ref(field === 'piece' ? 'p.title' : 'p.composer');
      return among(sql`p.entry_id`, sql`entry_pieces p WHERE ${column} = ANY(${names})`);
    }
    default:
      return among(sql`l.entry_id`, sql`entry_labels l WHERE l.kind = ${field} AND l.value = ANY(${names})`);
  }
}
