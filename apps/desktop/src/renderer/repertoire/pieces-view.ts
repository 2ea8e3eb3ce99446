import { create } from 'zustand';
import type { PieceSort } from './pieces.ts';

/** How the pieces are looked at, for when one comes back. */
export const usePiecesView = create<{
  readonly layout: 'table' | 'board' | 'due';
  readonly sort: PieceSort;
  readonly q: string;
}>(() => ({ layout: 'table', sort: 'lastPractised', q: '' }));
