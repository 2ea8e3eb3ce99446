/** Below `/api/collections`, what is public; below `/api/user/collections`, the person's own. */
import { type Collection, collectionInputSchema, collectionPatchSchema } from '@mirubato/domain/collections';
import { fail, unwrap } from '@mirubato/domain/problem';
import { LOCAL_USER, scoreIdsSchema, scoreToOriginal } from '@mirubato/domain/protocol';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Features } from '../../features.ts';
import { valid } from '../problems.ts';
import { liveScore } from './live-score.ts';

const INVALID = 'Invalid input';
const MISSING = 'Collection not found';

const scoreIdSchema = z.object({ scoreId: z.string().min(1).max(200) });

export function collectionRoutes(features: Features) {
  const { collections } = features;
  const isLocal = () => unwrap(fail('forbidden', 'There is nobody else here: use /api/user/collections'));
  return new Hono()
    .get('/', async (c) => {
      const isShown = await shownScores(features, 'public');
      const listed = (await collections.collections()).filter(({ visibility }) => visibility === 'public');
      return c.json({ success: true, data: listed.map((one) => toOriginal(one, isShown)) });
    })
    .get('/featured', (c) => c.json({ success: true, data: [] }))
    .get('/shared/with-me', (c) => c.json({ success: true, data: [] }))
    .get('/shared/by-me', (c) => c.json({ success: true, data: [] }))
    .get('/:slug', async (c) => {
      const slug = c.req.param('slug');
      const found = (await collections.collections()).find((one) => one.slug === slug);
      // Unlisted is for those who have the address.
      if (found === undefined || found.visibility === 'private') return unwrap(fail('not-found', MISSING));
      const data = toOriginal(found, await shownScores(features, 'public'));
      return c.json({ success: true, data: { ...data, scores: await readScores(features, data.scoreIds) } });
    })
    .post('*', isLocal)
    .put('*', isLocal)
    .delete('*', isLocal);
}

export function userCollectionRoutes(features: Features) {
  const { context, collections } = features;
  return new Hono()
    .get('/', async (c) => c.json({ success: true, data: await toOriginals() }))
    .post('/', valid('json', collectionInputSchema, INVALID), async (c) => {
      // The default one comes first, also when nobody has looked yet.
      unwrap(await collections.ensureDefault());
      const made = unwrap(await collections.createCollection(context.newId(), c.req.valid('json')));
      return c.json({ success: true, data: toOriginal(made, await shownScores(features, 'own')) }, 201);
    })
    .get('/score/:scoreId', async (c) => {
      const { id } = unwrap(await liveScore(features, c.req.param('scoreId')));
      return c.json({
        success: true,
        data: (await toOriginals()).filter((one) => one.scoreIds.includes(id)),
      });
    })
    .post('/batch/score-collections', valid('json', scoreIdsSchema, INVALID), async (c) => {
      const all = await toOriginals();
      const holding = (id: string) => all.filter((one) => one.scoreIds.includes(id));
      const data = Object.fromEntries(c.req.valid('json').scoreIds.map((id) => [id, holding(id)]));
      return c.json({ success: true, data });
    })
    .get('/:id', async (c) => {
      const found = unwrap(await collections.collection(c.req.param('id')));
      const data = toOriginal(found, await shownScores(features, 'own'));
      return c.json({ success: true, data: { ...data, scores: await readScores(features, data.scoreIds) } });
    })
    .put('/:id', valid('json', collectionPatchSchema, INVALID), async (c) => {
      const changed = unwrap(await collections.editCollection(c.req.param('id'), c.req.valid('json')));
      return c.json({ success: true, data: toOriginal(changed, await shownScores(features, 'own')) });
    })
    .delete('/:id', async (c) => {
      unwrap(await collections.trashCollection(c.req.param('id')));
      return c.json({ success: true, message: 'Collection deleted successfully' });
    })
    .post('/:id/scores', valid('json', scoreIdSchema, INVALID), async (c) => {
      const found = unwrap(await collections.collection(c.req.param('id')));
      const { id } = unwrap(await liveScore(features, c.req.valid('json').scoreId));
      const added = unwrap(await collections.addScores(found.id, [id]));
      return c.json({ success: true, data: { addedCount: added, skippedCount: 1 - added } });
    })
    .post('/:id/scores/batch', valid('json', scoreIdsSchema, INVALID), async (c) => {
      const found = unwrap(await collections.collection(c.req.param('id')));
      const asked = c.req.valid('json').scoreIds;
      const added = unwrap(
        await collections.addScores(found.id, asked.filter(await shownScores(features, 'own'))),
      );
      return c.json({ success: true, data: { addedCount: added, skippedCount: asked.length - added } });
    })
    .delete('/:id/scores/:scoreId', async (c) => {
      const found = unwrap(await collections.collection(c.req.param('id')));
      if (!unwrap(await collections.removeScore(found.id, c.req.param('scoreId'))))
        return unwrap(fail('not-found', 'Score not found in this collection'));
      return c.json({ success: true, message: 'Score removed from collection' });
    });

  async function toOriginals() {
    unwrap(await collections.ensureDefault());
    const all = await collections.collections();
    const isShown = await shownScores(features, 'own');
    return all.map((one) => toOriginal(one, isShown));
  }
}

/** Whether a score is to be shown in a collection. */
type IsShown = (scoreId: string) => boolean;

/** Outside the trash; in public also only what is not private. */
async function shownScores({ context }: Features, where: 'own' | 'public'): Promise<IsShown> {
  const rows = await context.store.db
    .selectFrom('scores')
    .select('id')
    .where('deleted_at', 'is', null)
    .$if(where === 'public', (query) => query.where(sql`record->>'visibility'`, '<>', 'private'))
    .execute();
  const ids = new Set(rows.map(({ id }) => id));
  return (scoreId) => ids.has(scoreId);
}

/** In the collection's order. */
async function readScores({ scores }: Features, scoreIds: readonly string[]): Promise<object[]> {
  const found = await Promise.all(scoreIds.map((id) => scores.score(id)));
  return found.flatMap((one) => (one.ok ? [scoreToOriginal(one.value)] : []));
}

function toOriginal(collection: Collection, isShown: IsShown) {
  const { id, name, description, slug, visibility, tags, displayOrder, createdAt, updatedAt } = collection;
  return {
    ...{ id, userId: LOCAL_USER, name, description, slug, visibility },
    // A number, as SQLite has it.
    isDefault: collection.isDefault ? 1 : 0,
    collectionType: 'personal' as const,
    scoreIds: collection.scoreIds.filter(isShown),
    ...{ tags, displayOrder },
    ownerType: 'user' as const,
    sharedWith: [],
    featuredAt: null,
    featuredBy: null,
    ...{ createdAt, updatedAt },
  };
}
