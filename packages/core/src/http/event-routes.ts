import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { NumberedEvent } from '../events/events.ts';
import type { Features } from '../features.ts';

/** A silent stream is indistinguishable from a dead one; half of the usual 60 s idle limits. */
const HEARTBEAT_MS = 25_000;

export function eventRoutes({ context }: Features) {
  return new Hono().get('/', (c) =>
    streamSSE(c, async (stream) => {
      const waiting: NumberedEvent[] = [];
      let wake: () => void = () => undefined;
      const unsubscribe = context.events.subscribe(
        c.req.header('Last-Event-ID') ?? c.req.query('after'),
        (event) => {
          waiting.push(event);
          wake();
        },
      );
      stream.onAbort(() => {
        unsubscribe();
        wake();
      });
      await stream.writeSSE({ event: 'ready', data: '' });
      while (!stream.aborted && !stream.closed) {
        for (const { id, event } of waiting.splice(0))
          await stream.writeSSE({ id, data: JSON.stringify(event) });
        const isQuiet = await new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(true), HEARTBEAT_MS);
          timer.unref();
          wake = () => {
            clearTimeout(timer);
            resolve(false);
          };
          if (waiting.length > 0) wake();
        });
        if (isQuiet && !stream.aborted) await stream.write(': still here\n\n');
      }
    }),
  );
}
