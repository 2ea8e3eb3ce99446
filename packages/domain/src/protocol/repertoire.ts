/** The original system's repertoire interface: a piece is named by its key, times are Unix seconds. */
import { z } from 'zod';
import { pieceStatuses } from '../repertoire/piece.ts';

export const repertoirePatchSchema = z.object({
  status: z.enum(pieceStatuses).optional(),
  difficultyRating: z.int().min(1).max(5).nullish(),
  personalNotes: z.string().max(20_000).nullish(),
  referenceLinks: z.array(z.url()).max(50).optional(),
});

export const repertoireRequestSchema = repertoirePatchSchema.extend({
  scoreId: z.string().trim().min(1).max(200),
});

/** The fields of a piece that a request names. */
export function repertoireToPiece({
  personalNotes,
  difficultyRating,
  status,
  referenceLinks,
}: z.infer<typeof repertoirePatchSchema>) {
  return {
    ...(status !== undefined ? { status } : {}),
    ...(difficultyRating !== undefined ? { difficultyRating } : {}),
    ...(referenceLinks !== undefined ? { referenceLinks } : {}),
    ...(personalNotes !== undefined ? { notes: personalNotes ?? '' } : {}),
  };
}

export function unixSeconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}
