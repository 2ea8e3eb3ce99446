import { setTimeout } from 'node:timers/promises';
import { createClient } from 'redis';
import {
  CONNECT_TIMEOUT_MS,
  createRetries,
  MAX_PINGS_OUT,
  PING_MS,
  reconnectDelayMs,
  settleBeforeClose,
} from './connection.ts';
import type { Transport, TransportEvents } from './fan-out.ts';

/** Publish and subscribe of Redis, with a connection for each. Throws when Redis does not answer. */
export async function openRedisTransport(
  url: string,
  events: TransportEvents,
  pingMs = PING_MS,
): Promise<Transport> {
  const ended = new AbortController();
  const retries = createRetries(events.failed);

  function createConnection(role: string) {
    let wasReady = false;
    const client = createClient({
      url,
      name: `mirubato-relay-${role}`,
      // What cannot be sent now is not sent later: the log keeps it.
      disableOfflineQueue: true,
      socket: {
        connectTimeout: CONNECT_TIMEOUT_MS,
        reconnectStrategy: (attempt, cause) => (wasReady ? reconnectDelayMs(attempt) : cause),
      },
    });
    client.on('error', events.failed);
    client.on('ready', () => {
      if (wasReady) events.reconnected();
      wasReady = true;
      retries.connected();
    });
    return client;
  }

  /** The library's own pings do not end a connection that stays silent. */
  async function watch(client: ReturnType<typeof createConnection>): Promise<void> {
    while (!ended.signal.aborted) {
      await untilEnded(pingMs);
      if (!client.isReady) continue;
      const isSilent = await Promise.race([
        client.ping().then(
          () => false,
          () => false,
        ),
        untilEnded(pingMs * MAX_PINGS_OUT).then(() => true),
      ]);
      if (!isSilent || ended.signal.aborted || !client.isOpen) continue;
      events.failed(new Error('Redis has not answered a ping.'));
      client.destroy();
      await client.connect().catch(events.failed);
    }
  }

  function untilEnded(ms: number): Promise<void> {
    return setTimeout(ms, undefined, { signal: ended.signal }).catch(() => undefined);
  }

  const publisher = createConnection('publisher');
  const subscriber = createConnection('subscriber');
  try {
    await Promise.all([publisher.connect(), subscriber.connect()]);
  } catch (error) {
    for (const client of [publisher, subscriber]) if (client.isOpen) client.destroy();
    throw error;
  }

  const watching = [publisher, subscriber].map(watch);

  return {
    async publish(subject, message) {
      await publisher.publish(subject, Buffer.from(message));
    },
    async subscribe(subject, listener) {
      await retries.untilDone(() => subscriber.subscribe(subject, listener, true));
      return async () => {
        if (!ended.signal.aborted) await subscriber.unsubscribe(subject, listener, true);
      };
    },
    isConnected: () => publisher.isReady && subscriber.isReady,
    async close() {
      ended.abort();
      retries.end();
      if (publisher.isReady) await settleBeforeClose(publisher.close());
      for (const client of [publisher, subscriber]) if (client.isOpen) client.destroy();
      await Promise.all(watching);
    },
  };
}
