/** What the relay counts, in Prometheus' text form. */
import { Counter, Gauge, Registry } from 'prom-client';
import type { UpdateLog } from './log/update-log.ts';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** @param route the pattern, never the path: a label must not grow with what is asked */
  requested(method: string, route: string, status: number): void;
  /** Counts what is appended to the log. */
  counting(log: UpdateLog): UpdateLog;
  /** Read each time the metrics are. */
  watch(name: 'sockets' | 'rooms', count: () => number): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Counter({
    name: 'mirubato_requests_total',
    help: 'HTTP requests answered',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const updates = new Counter({
    name: 'mirubato_updates_appended_total',
    help: 'Updates appended',
    registers,
  });
  const bytes = new Counter({ name: 'mirubato_update_bytes_total', help: 'Bytes of them', registers });
  const appended = (update: Uint8Array) => {
    updates.inc();
    bytes.inc(update.byteLength);
  };
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    requested: (method, route, status) => requests.inc({ method, route, status }),
    counting: (log) => ({
      ...log,
      append(ref, update) {
        const appending = log.append(ref, update);
        appending.then(
          () => appended(update),
          () => undefined,
        );
        return appending;
      },
      async appendIn(transaction, ref, update) {
        const seq = await log.appendIn(transaction, ref, update);
        appended(update);
        return seq;
      },
    }),
    watch(name, count) {
      new Gauge({
        name: `mirubato_${name}_open`,
        help: `${name} that are open`,
        registers,
        collect() {
          this.set(count());
        },
      });
    },
  };
}
