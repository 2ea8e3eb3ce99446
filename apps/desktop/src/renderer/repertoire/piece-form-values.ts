/** A piece as the form's fields hold it, and back. */
import type { Piece, PieceInput, PieceStatus } from '@mirubato/domain/repertoire';

export interface PieceValues {
  title: string;
  composer: string;
  status: PieceStatus;
  /** `1` to `5` */
  difficulty: string | null;
  currentTempo: number | '';
  targetTempo: number | '';
  scoreIds: string[];
  tags: string[];
  /** One address per line. */
  links: string;
  notes: string;
}

export function pieceToValues(piece: Partial<Piece> | Partial<PieceInput>): PieceValues {
  return {
    title: piece.title ?? '',
    composer: piece.composer ?? '',
    status: piece.status ?? 'planned',
    difficulty: piece.difficultyRating == null ? null : String(piece.difficultyRating),
    currentTempo: piece.currentTempo ?? '',
    targetTempo: piece.targetTempo ?? '',
    scoreIds: [...(piece.scoreIds ?? [])],
    tags: [...(piece.tags ?? [])],
    links: (piece.referenceLinks ?? []).join('\n'),
    notes: piece.notes ?? '',
  };
}

export function valuesToPiece(values: PieceValues): PieceInput {
  return {
    title: values.title.trim(),
    composer: values.composer.trim() || null,
    status: values.status,
    difficultyRating: values.difficulty === null ? null : Number(values.difficulty),
    currentTempo: values.currentTempo === '' ? null : Number(values.currentTempo),
    targetTempo: values.targetTempo === '' ? null : Number(values.targetTempo),
    scoreIds: values.scoreIds as PieceInput['scoreIds'],
    tags: values.tags,
    referenceLinks: linesOf(values.links),
    notes: values.notes,
  };
}

/** The lines that are no web address. */
export function badLinks(links: string): string[] {
  return linesOf(links).filter((line) => !/^https?:\/\//i.test(line) || !URL.canParse(line));
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
