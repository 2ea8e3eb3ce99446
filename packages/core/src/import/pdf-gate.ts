/** Lets a number of jobs in at a time, first come first served. */

export interface Gate {
  /** Resolves with the way out, to be called once. Rejects with the signal's reason when waiting is given up. */
  enter(signal?: AbortSignal): Promise<() => void>;
}

export function createGate(width: number): Gate {
  const waiting: (() => void)[] = [];
  let inside = 0;

  return {
    async enter(signal) {
      signal?.throwIfAborted();
      if (inside < width) inside += 1;
      else await turn(signal);
      return leave;
    },
  };

  function leave(): void {
    // The place goes from hand to hand; freed first, a newcomer would take it before the one who waited.
    const next = waiting.shift();
    if (next) next();
    else inside -= 1;
  }

  function turn(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = () => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        waiting.splice(waiting.indexOf(go), 1);
        reject(signal?.reason);
      };
      waiting.push(go);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }
}
