/** The original system's repertoire interface: a piece is named by its key in the path, times are Unix seconds. */
import type { Entry } from '@mirubato/domain/logbook';
import { fail, ok, type Result, unwrap } from '@mirubato/domain/problem';
import { isScoreId, normalisePieceKey, parsePieceKey, pieceStatuses } from '@mirubato/domain/repertoire';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Features } from '../features.ts';
import type { PieceWithPractice } from '../repertoire/repertoire.ts';
import { valid } from './problems.ts';

const fields = {
  status: z.enum(pieceStatuses).optional(),
  difficultyRating: z.int().min(1).max(5).nullish(),
  personalNotes: z.string().max(20_000).nullish(),
  referenceLinks: z.array(z.url()).max(50).optional(),
};
const createSchema = z.object({ scoreId: z.string().trim().min(1).max(200), ...fields });
const changeSchema = z.object(fields);

const RECENT_SESSIONS = 50;

export function repertoireRoutes({ context, repertoire, logbook, scores }: Features) {
  return new Hono()
    .get('/', async (c) => {
      const pieces = await repertoire.pieces({ sort: 'title' });
      return c.json({ items: await Promise.all(pieces.map(toItem)) });
    })
    .post('/', valid('json', createSchema), async (c) => {
      const { scoreId, ...change } = c.req.valid('json');
      const key = normalisePieceKey(scoreId);
      const present = await pieceByKey(key);
      const piece = unwrap(
        present.ok
          ? await repertoire.editPiece(present.value.id, toPatch(change))
          : await repertoire.createPiece(context.newId(), {
              ...(await named(key)),
              ...toPatch(change),
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
    .put('/:scoreId', valid('json', changeSchema), async (c) => {
      const piece = unwrap(await pieceByKey(c.req.param('scoreId')));
      unwrap(await repertoire.editPiece(piece.id, toPatch(c.req.valid('json'))));
      return c.json({ message: 'Repertoire updated successfully' });
    })
    .delete('/:scoreId/dissociate', async (c) => {
      const piece = unwrap(await pieceByKey(c.req.param('scoreId')));
      const entries = await allEntries(piece.id);
      unwrap(await repertoire.dissociatePiece(piece.id, entries));
      return c.json({
        message: 'Piece dissociated from repertoire',
        preservedLogs: entries.length,
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
    const { title, composer } = score?.ok ? score.value : capitalised(parsePieceKey(key));
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

export function unixSeconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function toPatch({ personalNotes, difficultyRating, status, referenceLinks }: z.infer<typeof changeSchema>) {
  return {
    ...(status !== undefined ? { status } : {}),
    ...(difficultyRating !== undefined ? { difficultyRating } : {}),
    ...(referenceLinks !== undefined ? { referenceLinks } : {}),
    ...(personalNotes !== undefined ? { notes: personalNotes ?? '' } : {}),
  };
}

function capitalised({ title, composer }: { title: string; composer: string | null }) {
  const upper = (text: string) => text.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
  return { title: upper(title), composer: composer?.split(' ').map(upper).join(' ') ?? null };
}
