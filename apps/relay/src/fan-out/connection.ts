/** What the connections to Redis and to NATS have in common. */

/** A connection that is silent for so long is sent a ping. */
export const PING_MS = 10_000;
/** Pings without an answer until a connection counts as down. */
export const MAX_PINGS_OUT = 2;
export const CONNECT_TIMEOUT_MS = 5000;
/** For what was published last, when the node ends. */
const CLOSE_TIMEOUT_MS = 1000;

const FIRST_DELAY_MS = 50;
const MAX_DELAY_MS = 2000;

/** Doubles from 50 ms to 2 s, by up to a half more at random, so that nodes do not come back in step. */
export function reconnectDelayMs(attempt: number): number {
  const delayMs = Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempt, 10), MAX_DELAY_MS);
  return Math.round(delayMs * (1 + Math.random() / 2));
}

/** Waits for what is being sent, though not for long, and not for its success. */
export async function settleBeforeClose(sent: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, CLOSE_TIMEOUT_MS);
  });
  await Promise.race([sent.catch(() => undefined), late]);
  clearTimeout(timer);
}

/** What is tried again with every new connection until it succeeds. */
export interface Retries {
  /** Resolves when the action has succeeded, or with the end of all. */
  untilDone(action: () => Promise<unknown>): Promise<void>;
  /** There is a new connection. */
  connected(): void;
  end(): void;
}

export function createRetries(failed: (error: unknown) => void): Retries {
  const pending = new Set<{ retry(): void; end(): void }>();
  let connections = 0;
  let isOver = false;
  return {
    untilDone: (action) =>
      new Promise((resolve) => {
        if (isOver) return resolve();
        let isWaiting = false;
        const attempt = () => {
          const tried = connections;
          isWaiting = false;
          action().then(entry.end, (error: unknown) => {
            if (!pending.has(entry)) return;
            failed(error);
            isWaiting = true;
            if (tried !== connections) attempt();
          });
        };
        const entry = {
          retry() {
            if (isWaiting) attempt();
          },
          end() {
            pending.delete(entry);
            resolve();
          },
        };
        pending.add(entry);
        attempt();
      }),
    connected() {
      connections += 1;
      for (const { retry } of [...pending]) retry();
    },
    end() {
      isOver = true;
      for (const { end } of [...pending]) end();
    },
  };
}
