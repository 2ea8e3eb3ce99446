/** Which piece the side panel shows. Any screen may open it. */
import type { Piece, PieceInput } from '@mirubato/domain/repertoire';
import { create } from 'zustand';

export type PieceFormState =
  | { readonly kind: 'closed' }
  | { readonly kind: 'new'; readonly prefill: Partial<PieceInput> }
  | { readonly kind: 'edit'; readonly piece: Piece };

interface PieceForm {
  readonly state: PieceFormState;
  openNew(prefill?: Partial<PieceInput>): void;
  openPiece(piece: Piece): void;
  close(): void;
}

export const usePieceForm = create<PieceForm>((set) => ({
  state: { kind: 'closed' },
  openNew: (prefill = {}) => set({ state: { kind: 'new', prefill } }),
  openPiece: (piece) => set({ state: { kind: 'edit', piece } }),
  close: () => set({ state: { kind: 'closed' } }),
}));
