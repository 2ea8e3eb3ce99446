/**
 * Pieces with the grades that they have in the lists of examination boards, or would have beside the pieces there:
 * written from general knowledge of the repertoire, no list was copied. Levels as in `difficultyRangeSchema`.
 */
import { readFile } from 'node:fs/promises';
import type { Label } from './labels.ts';

export interface GradedPiece {
  /** How the `origin` of its label goes on after the collection's name. */
  readonly origin: string;
  readonly low: number;
  readonly high: number;
  readonly piece: string;
}

export async function readGradedPieces(): Promise<GradedPiece[]> {
  const table = await readFile(new URL('graded-pieces.tsv', import.meta.url), 'utf8');
  return table
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [origin = '', low, high, piece = ''] = line.split('\t');
      return { origin, low: Number(low), high: Number(high), piece };
    });
}

export function gradeOf({ origin }: Label, pieces: readonly GradedPiece[]): GradedPiece | undefined {
  const path = (origin ?? '').replace(/^[^:]*: */, '');
  return pieces.find((piece) => path.startsWith(piece.origin));
}
