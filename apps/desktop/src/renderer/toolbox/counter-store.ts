/** The repetitions that are being counted on this device; they are there again when one comes back. */
import { addTry, newRepetitions, type Repetitions, undoTry } from '@mirubato/domain/toolbox';
import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

interface Counter {
  readonly repetitions: Repetitions;
  readonly pieceId: string | null;
  add(isGood: boolean): void;
  undo(): void;
  /** Of the same passage, from nothing. */
  restart(): void;
  change(fields: Partial<Pick<Repetitions, 'target' | 'startsAgain'>>): void;
}

export const useCounter = create<Counter>()(
  persist(
    (set) => ({
      repetitions: newRepetitions(5, true),
      pieceId: null,
      add: (isGood) => set(({ repetitions }) => ({ repetitions: addTry(repetitions, isGood) })),
      undo: () => set(({ repetitions }) => ({ repetitions: undoTry(repetitions) })),
      restart: () =>
        set(({ repetitions: { target, startsAgain } }) => ({
          repetitions: newRepetitions(target, startsAgain),
        })),
      change: (fields) => set(({ repetitions }) => ({ repetitions: { ...repetitions, ...fields } })),
    }),
    {
      name: 'mirubato.counter',
      storage: createJSONStorage(() => localStorage),
      partialize: ({ repetitions, pieceId }) => ({ repetitions, pieceId }),
    },
  ),
);
