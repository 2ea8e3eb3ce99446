/** What the nodes of one relay tell each other, over whatever carries it. */
import { createHash, randomBytes } from 'node:crypto';
import type { Log } from '@mirubato/core/context';

/**
 * Carries small messages between the nodes of one relay. Delivery is at most once: the log, not this, is what keeps.
 * No method throws what the server or the connection does: it is logged.
 */
export interface FanOut {
  /** To the other nodes: no listener of this one is told. Resolves also when the message could not be sent. */
  publish(channel: string, message: Uint8Array): Promise<void>;
  /** Resolves when the subscription is in force, or this has been closed; gives the way to end it. */
  subscribe(channel: string, listener: (message: Uint8Array) => void): Promise<() => Promise<void>>;
  /** Called when messages may have been lost: a connection, of this node or another, was down and is back. */
  onGap(listener: () => void): void;
  /** Whether messages come and go now. */
  isConnected(): boolean;
  close(): Promise<void>;
}

/** Gives every message to every subscription of its subject, those of the sender included. */
export interface Transport {
  /** Rejects when the message was not sent; nothing is kept to be sent later. */
  publish(subject: string, message: Uint8Array): Promise<void>;
  /** Resolves when it is in force, waiting for a connection that is down, or when the transport is closed. */
  subscribe(subject: string, listener: (message: Uint8Array) => void): Promise<() => Promise<void>>;
  isConnected(): boolean;
  close(): Promise<void>;
}

export interface TransportEvents {
  /** A connection was down and is back, its subscriptions with it. */
  reconnected(): void;
  failed(error: unknown): void;
}

const NODE_ID_BYTES = 16;
const SUBJECT_PREFIX = 'mirubato.relay.';
/** Tells other nodes that messages of this one may have been lost. No channel has it: theirs are hashes. */
const GAP_SUBJECT = `${SUBJECT_PREFIX}gap`;

/** Throws what opening the transport throws. */
export async function createFanOut(
  open: (events: TransportEvents) => Promise<Transport>,
  logger: Log,
): Promise<FanOut> {
  const nodeId = randomBytes(NODE_ID_BYTES);
  const gapListeners: (() => void)[] = [];
  let isClosed = false;
  let isFailing = false;

  const transport = await open({
    reconnected() {
      tellGap();
      void announceGap();
    },
    failed: (error) => logFailure(error, 'the connection between the nodes failed'),
  });
  await subscribeToOthers(GAP_SUBJECT, tellGap);

  return {
    async publish(channel, message) {
      try {
        await transport.publish(subjectOf(channel), Buffer.concat([nodeId, message]));
        isFailing = false;
      } catch (error) {
        // While it is down, one failure stands for all: the gap is told when it is back.
        if (isFailing) return;
        isFailing = true;
        logFailure(error, 'a message to other nodes was lost');
        await announceGap();
      }
    },
    subscribe: (channel, listener) => subscribeToOthers(subjectOf(channel), listener),
    onGap(listener) {
      gapListeners.push(listener);
    },
    isConnected: transport.isConnected,
    async close() {
      isClosed = true;
      await transport.close();
    },
  };

  async function subscribeToOthers(subject: string, listener: (message: Uint8Array) => void) {
    if (isClosed) return async () => undefined;
    const end = await transport.subscribe(subject, (bytes) => {
      if (!isClosed && !nodeId.equals(bytes.subarray(0, NODE_ID_BYTES))) {
        guard(() => listener(bytes.subarray(NODE_ID_BYTES)));
      }
    });
    return async () => {
      await end().catch((error: unknown) => logFailure(error, 'a subscription could not be ended'));
    };
  }

  async function announceGap(): Promise<void> {
    await transport.publish(GAP_SUBJECT, nodeId).catch(() => undefined);
  }

  function tellGap(): void {
    if (isClosed) return;
    for (const listener of gapListeners) guard(listener);
  }

  /** A listener that throws must not end the connection of all. */
  function guard(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      logger.error({ error }, 'a listener of other nodes failed');
    }
  }

  function logFailure(error: unknown, message: string): void {
    if (!isClosed) logger.error({ error }, message);
  }
}

/** A channel may be any text of any length; a NATS subject may not. */
function subjectOf(channel: string): string {
  return `${SUBJECT_PREFIX}${createHash('sha256').update(channel).digest('base64url')}`;
}
