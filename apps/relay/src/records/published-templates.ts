/**
 * The plan templates that their authors have made public: the one thing of a user's that others may see. Of each
 * only what the original's model of a template names is shown, without the plan that it was made from.
 */
import type { Entity } from '@mirubato/domain/protocol';
import type { Kysely } from 'kysely';
import { JOURNAL_DOCUMENT } from '../log/update-log.ts';
import type { JsonSessions } from '../socket/json-sessions.ts';
import type { Tables } from '../store/tables.ts';

interface Deps {
  readonly db: Kysely<Tables>;
  readonly jsonSessions: JsonSessions;
}

export interface PublishedTemplate {
  readonly authorId: string;
  readonly recordId: string;
  readonly entity: Entity;
}

/** As many as one person would leaf through; a pull carries them all. */
const MAX_SHOWN = 200;

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
  return collection === 'templates' && !isDeleted && entity.visibility === 'public';
}

/** Those of all other users, the newest first. */
export async function publishedTemplates(deps: Deps, userId: string): Promise<Entity[]> {
  const found = await select(deps, (query) => query.where('records.user_id', '<>', userId).limit(MAX_SHOWN));
  return found.map(({ entity }) => entity);
}

/** By its id, which two authors may have given: then it is the one that was published first. */
export async function publishedTemplate(deps: Deps, id: string): Promise<PublishedTemplate | undefined> {
  const found = await select(deps, (query) => query.where('records.record_id', '=', id));
  return found.at(-1);
}

async function select(
  deps: Deps,
  narrow: (query: ReturnType<typeof published>) => ReturnType<typeof published>,
): Promise<PublishedTemplate[]> {
  const rows = await narrow(published(deps.db)).execute();
  const behind = new Set(rows.filter(({ isBehind }) => isBehind).map(({ user_id }) => user_id));
  if (behind.size > 0) {
    // What an author has just taken back is not shown any more.
    for (const authorId of behind) await deps.jsonSessions.current(authorId);
    return (await narrow(published(deps.db)).execute()).flatMap(toPublished);
  }
  return rows.flatMap(toPublished);
}

function published(db: Kysely<Tables>) {
  return db
    .selectFrom('records')
    .innerJoin('journals', 'journals.user_id', 'records.user_id')
    .innerJoin('documents', (join) =>
      join.onRef('documents.user_id', '=', 'records.user_id').on('documents.document', '=', JOURNAL_DOCUMENT),
    )
    .select(['records.user_id', 'records.record_id', 'records.entity'])
    .select((eb) => eb('documents.last_seq', '>', eb.ref('journals.projected_seq')).as('isBehind'))
    .where('records.published_at', 'is not', null)
    .orderBy('records.published_at', 'desc')
    .orderBy('records.user_id')
    .orderBy('records.record_id');
}

function toPublished(row: { user_id: string; record_id: string; entity: string }): PublishedTemplate[] {
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
