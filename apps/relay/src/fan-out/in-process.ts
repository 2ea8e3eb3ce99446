import type { Transport } from './fan-out.ts';

/** Carries between all that are opened on it. */
export type Hub = Map<string, Set<(message: Uint8Array) => void>>;

export function createInProcessTransport(hub: Hub = new Map()): Transport {
  const ends = new Set<() => void>();
  return {
    async publish(subject, message) {
      for (const listener of [...(hub.get(subject) ?? [])]) queueMicrotask(() => listener(message));
    },
    async subscribe(subject, listener) {
      let isEnded = false;
      const unlessEnded = (message: Uint8Array) => {
        if (!isEnded) listener(message);
      };
      const listeners = hub.get(subject) ?? new Set();
      hub.set(subject, listeners.add(unlessEnded));
      const end = () => {
        isEnded = true;
        ends.delete(end);
        listeners.delete(unlessEnded);
        if (listeners.size === 0 && hub.get(subject) === listeners) hub.delete(subject);
      };
      ends.add(end);
      return async () => end();
    },
    isConnected: () => true,
    async close() {
      for (const end of ends) end();
    },
  };
}
