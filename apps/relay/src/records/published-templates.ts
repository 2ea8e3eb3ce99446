/**
 * The plan templates that their authors have made public: the one thing of a user's that others may see. Of each
 * only what the original's model of a template names is shown, without the plan that it was made from.
 */
import type { Entity } from '@mirubato/domain/protocol';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { JOURNAL_DOCUMENT, type UpdateLog } from '../log/update-log.ts';
import type { JsonSessions } from '../socket/json-sessions.ts';
import type { Tables } from '../store/tables.ts';

interface Deps {
  readonly log: Pick<UpdateLog, 'lastSeq'>;
  readonly db: Kysely<Tables>;
  readonly jsonSessions: JsonSessions;
}

export interface PublishedTemplate {
  readonly authorId: string;
  readonly recordId: string;
  readonly entity: Entity;
}

/** As many as one person would leaf through; every pull carries them all. */
const MAX_SHOWN = 200;
/** So that no author fills the list alone. */
const MAX_SHOWN_OF_ONE = 20;
/** Ten times what the original's client makes of a long plan. */
const MAX_TEMPLATE_LENGTH = 64 * 1024;

const SHOWN = [
  'id',
  'title',
  'description',
  'type',
  'focusAreas',
  'techniques',
  'pieceRefs',
  'schedule',
  'tags',
  'templateVersion',
  'visibility',
  'adoptionCount',
  'publishedAt',
  'createdAt',
  'updatedAt',
] as const;

/** Whether a record may be shown to others; the only place that says so. */
export function isPublished({
  collection,
  entity,
  isDeleted,
}: {
  readonly collection: string;
  readonly entity: Entity;
  readonly isDeleted: boolean;
}): boolean {
  const isPublic = collection === 'templates' && !isDeleted && entity.visibility === 'public';
  return isPublic && JSON.stringify(entity).length <= MAX_TEMPLATE_LENGTH;
}

/** Those of all other users, the newest first. */
export async function publishedTemplates(deps: Deps, userId: string): Promise<Entity[]> {
  const found = await select(deps, sql`r.user_id <> ${userId} AND r.nth <= ${MAX_SHOWN_OF_ONE}`);
  return found.map(({ entity }) => entity);
}

/** By its id, which two authors may have given: then it is the one that was published first. */
export async function publishedTemplate(deps: Deps, id: string): Promise<PublishedTemplate | undefined> {
  const found = await select(deps, sql`r.record_id = ${id}`);
  return found.at(-1);
}

async function select(deps: Deps, condition: RawBuilder<unknown>): Promise<PublishedTemplate[]> {
  const rows = await selectRows(deps, condition);
  const knownByAuthor = new Map(rows.map((row) => [row.user_id, Number(row.projected_seq)]));
  const isBehind = await Promise.all(
    [...knownByAuthor].map(async ([userId, known]) => {
      const isOlder = (await deps.log.lastSeq({ userId, document: JOURNAL_DOCUMENT })) > known;
      // What an author has just taken back is not shown any more.
      if (isOlder) await deps.jsonSessions.current(userId);
      return isOlder;
    }),
  );
  if (!isBehind.includes(true)) return rows.flatMap(toPublished);
  return (await selectRows(deps, condition)).flatMap(toPublished);
}

interface Row {
  readonly user_id: string;
  readonly record_id: string;
  readonly entity: string;
  /** What of its author's log the record knows; some drivers tell it as text. */
  readonly projected_seq: number | string;
}

async function selectRows({ db }: Deps, condition: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    SELECT r.user_id, r.record_id, r.entity, j.projected_seq
    FROM (
      SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY published_at DESC, record_id) AS nth
      FROM records WHERE published_at IS NOT NULL) r
    JOIN journals j ON j.user_id = r.user_id
    WHERE ${condition}
    ORDER BY r.published_at DESC, r.user_id, r.record_id
    LIMIT ${MAX_SHOWN}`.execute(db);
  return rows;
}

function toPublished(row: Row): PublishedTemplate[] {
  const entity = JSON.parse(row.entity) as Entity;
  if (!isPublished({ collection: 'templates', entity, isDeleted: false })) return [];
  const shown = SHOWN.flatMap((name) => (name in entity ? [[name, entity[name]]] : []));
  const { metadata } = entity;
  const preview =
    typeof metadata === 'object' && metadata !== null && 'preview' in metadata ? metadata.preview : undefined;
  return [
    {
      authorId: row.user_id,
      recordId: row.record_id,
      entity: {
        ...Object.fromEntries(shown),
        authorId: row.user_id,
        metadata: preview === undefined ? {} : { preview },
      },
    },
  ];
}
