/** Work that looks at how things stand: what is asked for while it runs is done by one more run after it. */
export interface OnceAtATime<Key> {
  ask(key: Key): void;
  /** Waits for what runs and lets nothing begin after it. */
  close(): Promise<void>;
}

export function onceAtATime<Key>(
  work: (key: Key) => Promise<void>,
  failed: (error: unknown, key: Key) => void,
): OnceAtATime<Key> {
  const isAskedAgainByKey = new Map<Key, boolean>();
  const running = new Set<Promise<void>>();
  let isClosed = false;
  return {
    ask(key) {
      if (isClosed) return;
      const isRunning = isAskedAgainByKey.has(key);
      isAskedAgainByKey.set(key, isRunning);
      if (isRunning) return;
      const run = runUntilDone(key).finally(() => running.delete(run));
      running.add(run);
    },
    async close() {
      isClosed = true;
      await Promise.all(running);
    },
  };

  async function runUntilDone(key: Key): Promise<void> {
    do {
      isAskedAgainByKey.set(key, false);
      try {
        await work(key);
      } catch (error) {
        failed(error, key);
      }
    } while (isAskedAgainByKey.get(key) && !isClosed);
    isAskedAgainByKey.delete(key);
  }
}
