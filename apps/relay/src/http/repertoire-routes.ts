/** The original system's repertoire: a piece is named by its key, numbers are counted from the logbook. */
import { createRoute, z } from '@hono/zod-openapi';
import { ok, unwrap } from '@mirubato/domain/problem';
import { repertoirePatchSchema, repertoireRequestSchema, unixSeconds } from '@mirubato/domain/protocol';
import {
  normalisePieceKey,
  notesWithStatusLines,
  type Practice,
  pieceStatuses,
  practiceByPiece,
} from '@mirubato/domain/repertoire';
import { editJournal, readJournal, trashNow } from '../records/edit-now.ts';
import {
  changedPiece,
  dissociatedPiece,
  type KeptPiece,
  keptPieceByKey,
  keptPieces,
  newPiece,
} from '../records/kept-pieces.ts';
import { logbookEntries } from '../records/logbook-entries.ts';
import { authenticate } from './authenticate.ts';
import { createRoutes, errorResponse, jsonContent } from './envelope.ts';
import { smallBody } from './small-body.ts';
import type { SyncDeps } from './sync-routes.ts';

/** The original's. */
const RECENT_SESSIONS = 50;

/** Times are Unix seconds; `personalNotes` end with a line for each change of status. */
const itemSchema = z.object({
  id: z.string(),
  scoreId: z.string(),
  status: z.enum(pieceStatuses),
  difficultyRating: z.number().nullable(),
  personalNotes: z.string().nullable(),
  referenceLinks: z.array(z.string()),
  createdAt: z.int(),
  updatedAt: z.int(),
});

/** Minutes; times of sessions are ISO 8601. */
const practisedSchema = itemSchema.extend({
  practiceCount: z.int(),
  totalPracticeTime: z.number(),
  lastPracticed: z.string().nullable(),
});

const statsSchema = z.object({
  practiceCount: z.int(),
  totalPracticeTime: z.number(),
  avgSessionDuration: z.number(),
  lastPracticed: z.string().nullable(),
  firstPracticed: z.string().nullable(),
  recentSessions: z.array(
    z.object({ timestamp: z.string(), duration: z.number(), notes: z.string().nullable() }),
  ),
});

const messageSchema = z.object({ message: z.string() });
const params = z.object({ scoreId: z.string().min(1).max(200) });
const common = { tags: ['Repertoire'], security: [{ bearer: [] }] };
const refused = { 401: errorResponse('Not let in.') };
const refusedOne = { ...refused, 404: errorResponse('There is no such piece.') };
const invalid = { 400: errorResponse('A field has a value that it cannot have.') };

const list = createRoute({
  ...common,
  method: 'get',
  path: '/api/repertoire',
  summary: 'Every piece, with its practice',
  responses: { 200: jsonContent(z.object({ items: z.array(practisedSchema) }), 'All.'), ...refused },
});

const add = createRoute({
  ...common,
  method: 'post',
  path: '/api/repertoire',
  summary: 'Adds a piece, or changes the one that is there',
  request: { body: { ...jsonContent(repertoireRequestSchema, 'The piece'), required: true } },
  responses: { 201: jsonContent(itemSchema, 'As it is now.'), ...invalid, ...refused },
});

const stats = createRoute({
  ...common,
  method: 'get',
  path: '/api/repertoire/{scoreId}/stats',
  summary: 'A piece and its practice',
  request: { params },
  responses: {
    200: jsonContent(z.object({ repertoire: itemSchema, stats: statsSchema }), 'So far.'),
    ...refusedOne,
  },
});

const change = createRoute({
  ...common,
  method: 'put',
  path: '/api/repertoire/{scoreId}',
  summary: 'Changes what is named',
  request: { params, body: { ...jsonContent(repertoirePatchSchema, 'What changes'), required: true } },
  responses: { 200: jsonContent(messageSchema, 'It is durable.'), ...invalid, ...refusedOne },
});

const dissociate = createRoute({
  ...common,
  method: 'delete',
  path: '/api/repertoire/{scoreId}/dissociate',
  summary: 'Removes a piece whose entries keep its title and composer',
  request: { params },
  responses: {
    200: jsonContent(
      messageSchema.extend({
        preservedLogs: z.int(),
        pieceTitle: z.string(),
        pieceComposer: z.string().nullable(),
      }),
      'It is gone; the entries are there.',
    ),
    ...refusedOne,
  },
});

const remove = createRoute({
  ...common,
  method: 'delete',
  path: '/api/repertoire/{scoreId}',
  summary: 'Removes a piece',
  request: { params },
  responses: { 200: jsonContent(messageSchema, 'It is gone.'), ...refusedOne },
});

export function repertoireRoutes(context: SyncDeps) {
  const { records, jsonSessions, nowMs, newId } = context;
  const routes = createRoutes();
  routes.use('/api/repertoire/*', smallBody, authenticate(context));
  return routes
    .openapi(list, async (c) => {
      const { userId } = c.get('caller');
      const kept = await readJournal(jsonSessions, userId, async (view) =>
        keptPieces(view).sort((a, b) => a.piece.title.localeCompare(b.piece.title)),
      );
      const practice = practiceByPiece(kept, await logbookEntries(records, userId));
      return c.json({ items: kept.map((piece) => toPractised(piece, practice.get(piece.id))) }, 200);
    })
    .openapi(add, async (c) => {
      const { scoreId, ...wanted } = c.req.valid('json');
      const key = normalisePieceKey(scoreId);
      const kept = await editJournal(jsonSessions, c.get('caller').userId, async (view) => {
        const present = await keptPieceByKey(view, key);
        return ok(
          present.ok
            ? changedPiece(view, nowMs(), present.value, wanted)
            : newPiece(view, nowMs(), { id: newId(), key, change: wanted }),
        );
      });
      return c.json(toItem(unwrap(kept)), 201);
    })
    .openapi(stats, async (c) => {
      const { userId } = c.get('caller');
      const key = normalisePieceKey(c.req.valid('param').scoreId);
      const kept = unwrap(await readJournal(jsonSessions, userId, (view) => keptPieceByKey(view, key)));
      const practice = practiceByPiece([kept], await logbookEntries(records, userId)).get(kept.id);
      return c.json({ repertoire: toItem(kept), stats: toStats(practice) }, 200);
    })
    .openapi(change, async (c) => {
      const key = normalisePieceKey(c.req.valid('param').scoreId);
      const changed = await editJournal(jsonSessions, c.get('caller').userId, async (view) => {
        const present = await keptPieceByKey(view, key);
        return present.ok ? ok(changedPiece(view, nowMs(), present.value, c.req.valid('json'))) : present;
      });
      unwrap(changed);
      return c.json({ message: 'Repertoire updated successfully' }, 200);
    })
    .openapi(dissociate, async (c) => {
      const key = normalisePieceKey(c.req.valid('param').scoreId);
      const dissociated = await editJournal(jsonSessions, c.get('caller').userId, async (view) => {
        const present = await keptPieceByKey(view, key);
        if (!present.ok) return present;
        const { edits, value } = dissociatedPiece(view, nowMs(), present.value);
        return ok({ edits, value: { count: value, piece: present.value.piece } });
      });
      const { count, piece } = unwrap(dissociated);
      return c.json(
        {
          message: 'Piece dissociated from repertoire',
          preservedLogs: count,
          pieceTitle: piece.title,
          pieceComposer: piece.composer,
        },
        200,
      );
    })
    .openapi(remove, async (c) => {
      const key = normalisePieceKey(c.req.valid('param').scoreId);
      const removed = await editJournal(jsonSessions, c.get('caller').userId, async (view) => {
        const present = await keptPieceByKey(view, key);
        if (!present.ok) return present;
        return ok({ edits: [trashNow(view, nowMs(), 'pieces', present.value.id)], value: undefined });
      });
      unwrap(removed);
      return c.json({ message: 'Removed from repertoire' }, 200);
    });
}

function toItem({ itemId, key, piece }: KeptPiece): z.infer<typeof itemSchema> {
  return {
    id: itemId,
    scoreId: key,
    status: piece.status,
    difficultyRating: piece.difficultyRating,
    personalNotes: notesWithStatusLines(piece.notes, piece.statusHistory) || null,
    referenceLinks: piece.referenceLinks,
    createdAt: unixSeconds(piece.createdAt),
    updatedAt: unixSeconds(piece.updatedAt),
  };
}

function toPractised(kept: KeptPiece, practice: Practice | undefined): z.infer<typeof practisedSchema> {
  const { practiceCount, totalPracticeTime, lastPracticed } = toStats(practice);
  return { ...toItem(kept), practiceCount, totalPracticeTime, lastPracticed };
}

function toStats(practice: Practice | undefined): z.infer<typeof statsSchema> {
  const { sessions = [], minutes = 0 } = practice ?? {};
  return {
    practiceCount: sessions.length,
    totalPracticeTime: Math.round(minutes),
    avgSessionDuration: sessions.length > 0 ? Math.round(minutes / sessions.length) : 0,
    lastPracticed: sessions[0]?.timestamp ?? null,
    firstPracticed: sessions.at(-1)?.timestamp ?? null,
    recentSessions: sessions.slice(0, RECENT_SESSIONS).map(({ timestamp, duration, notes }) => ({
      timestamp,
      duration,
      notes: notes || null,
    })),
  };
}
