import { connect } from '@nats-io/transport-node';
import {
  CONNECT_TIMEOUT_MS,
  createRetries,
  MAX_PINGS_OUT,
  PING_MS,
  reconnectDelayMs,
  settleBeforeClose,
} from './connection.ts';
import type { Transport, TransportEvents } from './fan-out.ts';

/** Core NATS, without JetStream. Throws when NATS does not answer. */
export async function openNatsTransport(
  url: string,
  events: TransportEvents,
  pingMs = PING_MS,
): Promise<Transport> {
  let attempt = 0;
  let isConnected = true;
  const retries = createRetries(events.failed);
  const connection = await connect({
    servers: url,
    name: 'mirubato-relay',
    timeout: CONNECT_TIMEOUT_MS,
    maxReconnectAttempts: -1,
    // A server that is being set up again may refuse for a while.
    ignoreAuthErrorAbort: true,
    reconnectDelayHandler: () => reconnectDelayMs(attempt),
    pingInterval: pingMs,
    maxPingOut: MAX_PINGS_OUT,
  });
  const watching = watch();

  async function watch(): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'reconnecting') {
        attempt += 1;
      } else if (status.type === 'disconnect') {
        attempt = 0;
        isConnected = false;
        events.failed(new Error(`The connection to NATS at ${status.server} is down.`));
      } else if (status.type === 'error') {
        events.failed(status.error);
      } else if (status.type === 'reconnect') {
        isConnected = true;
        retries.connected();
        // When the server has answered, the subscriptions are in force again. If it does not, it is down again.
        connection.flush().then(events.reconnected, () => undefined);
      }
    }
  }

  return {
    async publish(subject, message) {
      // The library would keep it to be sent later.
      if (!isConnected) throw new Error('The connection to NATS is down.');
      connection.publish(subject, message);
    },
    async subscribe(subject, listener) {
      const subscription = connection.subscribe(subject, {
        callback: (error, message) => {
          if (error) events.failed(error);
          else listener(message.data);
        },
      });
      // What the server has answered a ping after is in force.
      await retries.untilDone(() => connection.flush());
      return async () => {
        if (!subscription.isClosed()) subscription.unsubscribe();
      };
    },
    isConnected: () => isConnected,
    async close() {
      if (isConnected) await settleBeforeClose(connection.flush());
      retries.end();
      await connection.close();
      await watching;
    },
  };
}
