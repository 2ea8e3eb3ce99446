/**
 * The one event stream: what changed, never the data itself. An id is `<start>-<seq>`: a client that names the
 * last one it saw gets what it missed, or `reset` when that is no longer known.
 */
export type CoreEvent =
  | {
      readonly type: 'changed';
      readonly collections: readonly string[];
      readonly ids: Readonly<Record<string, readonly string[]>>;
    }
  | { readonly type: 'reset' };

export interface NumberedEvent {
  readonly id: string;
  readonly event: CoreEvent;
}

export interface EventStream {
  publish(event: CoreEvent): void;
  /** Events after `lastId` at once, then each as it comes, until the returned function is called. */
  subscribe(lastId: string | undefined, listener: (event: NumberedEvent) => void): () => void;
}

/** What a client may miss while it reconnects. */
const KEPT_EVENTS = 1000;

/** @param startId names this start of the core, so that numbers of an earlier one are not taken for ours */
export function createEventStream(startId: string): EventStream {
  const kept: NumberedEvent[] = [];
  const listeners = new Set<(event: NumberedEvent) => void>();
  let seq = 0;
  return {
    publish(event) {
      seq += 1;
      const numbered = { id: `${startId}-${seq}`, event };
      kept.push(numbered);
      if (kept.length > KEPT_EVENTS) kept.shift();
      for (const listener of listeners) listener(numbered);
    },
    subscribe(lastId, listener) {
      for (const missed of missedSince(lastId)) listener(missed);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  function missedSince(lastId: string | undefined): NumberedEvent[] {
    if (lastId === undefined || lastId === `${startId}-${seq}`) return [];
    const at = kept.findIndex(({ id }) => id === lastId);
    return at >= 0 ? kept.slice(at + 1) : [{ id: `${startId}-${seq}`, event: { type: 'reset' } }];
  }
}
