/** Who of this musician's devices is connected now, as y-websocket's awareness tells it. */
import { type Presence, presenceSchema } from '@mirubato/domain/sync';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { Doc } from 'yjs';

export interface PresenceBoard {
  /** Says the same again now and then, as the protocol wants it. */
  announce(presence: Presence): void;
  take(update: Uint8Array): void;
  others(): Presence['device'][];
  close(): void;
}

export function createPresenceBoard(options: {
  readonly send: (update: Uint8Array) => void;
  readonly onOthers: () => void;
}): PresenceBoard {
  // Awareness wants a document for its client id alone.
  const doc = new Doc();
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  awareness.on('update', (_changes: unknown, origin: unknown) => {
    if (origin === 'local') options.send(encodeAwarenessUpdate(awareness, [awareness.clientID]));
  });
  awareness.on('change', (_changes: unknown, origin: unknown) => {
    if (origin !== 'local') options.onOthers();
  });
  return {
    announce: (presence) => awareness.setLocalState(presence),
    take(update) {
      try {
        applyAwarenessUpdate(awareness, update, 'relay');
      } catch {
        // Presence is a courtesy: what cannot be read is not shown.
      }
    },
    others: () =>
      [...awareness.getStates()].flatMap(([client, state]) => {
        const presence = client === awareness.clientID ? undefined : presenceSchema.safeParse(state);
        return presence?.success ? [presence.data.device] : [];
      }),
    close: () => doc.destroy(),
  };
}
