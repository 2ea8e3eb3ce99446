/** The original system's repertoire interface: a piece is named by its key in the path, times are Unix seconds. */
import type { Entry } from '@mirubato/domain/logbook';
import { fail, ok, type Result, unwrap } from '@mirubato/domain/problem';
import {
  repertoirePatchSchema,
  repertoireRequestSchema,
  repertoireToPiece,
  unixSeconds,
} from '@mirubato/domain/protocol';
import { isScoreId, nameOfPieceKey, normalisePieceKey } from '@mirubato/domain/repertoire';
import { Hono } from 'hono';
import type { Features } from '../features.ts';
import type { PieceWithPractice } from '../repertoire/repertoire.ts';
import { valid } from './problems.ts';

const RECENT_SESSIONS = 50;

export function repertoireRoutes({ context, repertoire, pieceEntries, logbook, scores }: Features) {
  return new Hono()
    .get('/', async (c) => {
      const pieces = await repertoire.pieces({ sort: 'title' });
      return c.json({ items: await Promise.all(pieces.map(toItem)) });
    })
    .post('/', valid('json', repertoireRequestSchema), async (c) => {
      const { scoreId, ...change } = c.req.valid('json');
      const key = normalisePieceKey(scoreId);
      const present = await pieceByKey(key);
      const piece = unwrap(
        present.ok
          ? await repertoire.editPiece(present.value.id, repertoireToPiece(change))
          : await repertoire.createPiece(context.newId(), {
              ...(await named(key)),
              ...repertoireToPiece(change),
              scoreId: key,
            }),
      );
      return c.json(await toItem(piece), 201);
    })
    .get('/:scoreId/stats', async (c) => {
      const piece = unwrap(await pieceByKey(c.req.param('scoreId')));
      const sessions = await allEntries(piece.id);
      const { practiceCount, practiceMinutes } = piece;
      const {
        practiceCount: _c,
        totalPracticeTime: _t,
        lastPracticed,
        ...repertoireItem
      } = await toItem(piece);
      return c.json({
        repertoire: repertoireItem,
        stats: {
          practiceCount,
          totalPracticeTime: practiceMinutes,
          avgSessionDuration: practiceCount > 0 ? Math.round(practiceMinutes / practiceCount) : 0,
          lastPracticed,
          firstPracticed: sessions.at(-1)?.timestamp ?? null,
          recentSessions: sessions.slice(0, RECENT_SESSIONS).map(({ timestamp, duration, notes }) => ({
            timestamp,
            duration,
            notes: notes || null,
          })),
        },
      });
    })
    .put('/:scoreId', valid('json', repertoirePatchSchema), async (c) => {
      const piece = unwrap(await pieceByKey(c.req.param('scoreId')));
      unwrap(await repertoire.editPiece(piece.id, repertoireToPiece(c.req.valid('json'))));
      return c.json({ message: 'Repertoire updated successfully' });
    })
    .delete('/:scoreId/dissociate', async (c) => {
      const piece = unwrap(await pieceByKey(c.req.param('scoreId')));
      const { entries } = unwrap(await pieceEntries.remove(piece.id, 'keep'));
      return c.json({
        message: 'Piece dissociated from repertoire',
        preservedLogs: entries,
        pieceTitle: piece.title,
        pieceComposer: piece.composer,
      });
    })
    .delete('/:scoreId', async (c) => {
      const piece = unwrap(await pieceByKey(c.req.param('scoreId')));
      unwrap(await repertoire.trashPiece(piece.id));
      return c.json({ message: 'Removed from repertoire' });
    });

  async function pieceByKey(scoreId: string): Promise<Result<PieceWithPractice>> {
    const found = await repertoire.pieceByKey(normalisePieceKey(scoreId));
    return found ? ok(found) : fail('not-found', 'Repertoire item not found');
  }

  /** The score's own title where the key names one, else what the key says, in title case. */
  async function named(key: string) {
    const score = isScoreId(key) ? await scores.score(key) : undefined;
    const { title, composer } = score?.ok ? score.value : nameOfPieceKey(key);
    const scoreIds = score?.ok ? [score.value.id as never] : [];
    return {
      title,
      composer,
      scoreIds,
      status: 'planned' as const,
      notes: '',
      referenceLinks: [] as string[],
      tags: [] as string[],
    };
  }

  /** Newest first, in pages, so that no entry is left out. */
  async function allEntries(pieceId: string): Promise<Entry[]> {
    const found: Entry[] = [];
    let cursor: string | undefined;
    do {
      const page = unwrap(await logbook.entries({ pieceId, limit: 500, cursor }));
      found.push(...page.entries);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return found;
  }

  async function toItem(piece: PieceWithPractice) {
    const [latest] =
      piece.practiceCount > 0 ? unwrap(await logbook.entries({ pieceId: piece.id, limit: 1 })).entries : [];
    return {
      id: piece.id,
      scoreId: await repertoire.keyOf(piece.id),
      status: piece.status,
      difficultyRating: piece.difficultyRating,
      personalNotes: piece.notes || null,
      referenceLinks: piece.referenceLinks,
      practiceCount: piece.practiceCount,
      totalPracticeTime: piece.practiceMinutes,
      lastPracticed: latest?.timestamp ?? null,
      createdAt: unixSeconds(piece.createdAt),
      updatedAt: unixSeconds(piece.updatedAt),
    };
  }
}
