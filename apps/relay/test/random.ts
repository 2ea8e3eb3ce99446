/** Chance that repeats itself: the same seed, the same choices. */

export interface Random {
  /** A whole number from 0. */
  (below: number): number;
  of<T>(choices: readonly T[]): T;
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

export function randomOf(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return Object.assign(next, {
    of: <T>(choices: readonly T[]) => choices[next(choices.length)] as T,
    bytes: (length: number) => Uint8Array.from({ length }, () => next(256)),
  });
}
