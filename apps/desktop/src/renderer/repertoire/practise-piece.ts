import type { Piece } from '@mirubato/domain/repertoire';
import { useTimerActions } from '../timer/timer.ts';

/** Starts the timer on a piece and, where it has one, on its first score. */
export function usePractisePiece(): (piece: Pick<Piece, 'id' | 'title' | 'composer' | 'scoreIds'>) => void {
  const { practise } = useTimerActions();
  return ({ id, title, composer, scoreIds }) =>
    practise({ pieceId: id, scoreId: scoreIds[0] ?? null, title, composer });
}
